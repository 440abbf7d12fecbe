import {
  ConflictPolicy,
  fail,
  GitPlace,
  isValueObject,
  MatchContext,
  own,
  PlanPorts,
  PlanRequest,
  Problem,
  RequestContext,
  Result,
  succeed,
  Target,
  TargetDefinition,
  TargetError,
  TargetPlace,
  ValueObject,
} from '../../model';
import { matchTarget } from '../../match';
import { Scope } from '../../placeholders';
import { fillPlatformValue } from '../values';
import { shortName } from '../workload';

/** Where a request is about, as matching sees it. */
export function matchContextOf(
  request: Omit<PlanRequest, 'state'>,
): MatchContext {
  const { application, environment } = request;
  return {
    application: application.name,
    environment: environment.name,
    environmentType: environment.type,
    ...(application.owner !== undefined && { owner: application.owner }),
    labels: application.labels,
  };
}

/** What drivers and profiles may see of a request. */
export function requestContextOf(
  request: Omit<PlanRequest, 'state'>,
): RequestContext {
  const { labels: _labels, ...about } = matchContextOf(request);
  return {
    ...about,
    release: request.release,
    workloads: Object.fromEntries(
      request.workloads.map(workload => [workload.name, workload]),
    ),
    values: request.values,
    secrets: request.secrets,
    neighbours: request.neighbours,
  };
}

/** The target of an environment: the one it is bound to, else the one that matches. */
export function bindingOf(
  request: Omit<PlanRequest, 'state'>,
): Result<TargetPlace> {
  const { platform, environment } = request;
  if (environment.target) {
    return boundPlace(request, environment.target);
  }
  const explanation = matchTarget(platform, matchContextOf(request));
  if (explanation.winner === undefined) {
    return fail([
      {
        severity: 'error',
        code: explanation.candidates.some(({ matched }) => matched)
          ? 'AmbiguousMatch'
          : 'NoTarget',
        message: `No target says where environment ${
          environment.name
        } runs. ${explanation.candidates
          .map(({ reason }) => reason)
          .join(' ')}`,
        hint: 'The platform needs one Target whose criteria match this environment.',
      },
    ]);
  }
  const target = platform.targets[explanation.winner];
  const scope: Scope<'target'> = { context: requestContextOf(request) };
  const filled = fillPlatformValue(target.namespace, scope);
  const namespace = filled.value;
  if (filled.problems.length > 0 || typeof namespace !== 'string') {
    return fail(
      filled.problems.map(problem => ({
        ...problem,
        ...target.source,
        path: 'spec.namespace',
      })),
    );
  }
  const git = gitPlaceOf(request, target);
  if (!git.ok) {
    return git;
  }
  return succeed({
    name: target.name,
    driver: target.driver,
    cluster: target.cluster ?? target.name,
    namespace: shortName(
      namespace
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    ),
    ...(git.value && { git: git.value }),
  });
}

/**
 * It keeps the place it got. How changes come into its repository, and who says whether they run, is as the
 * Target file says it now.
 */
function boundPlace(
  request: Omit<PlanRequest, 'state'>,
  bound: TargetPlace,
): Result<TargetPlace> {
  const target = own(request.platform.targets, bound.name);
  const now = target ? gitPlaceOf(request, target) : succeed(undefined);
  if (!now.ok) {
    return now;
  }
  if (!bound.git || !now.value) {
    return succeed(bound);
  }
  const { repository, branch, path } = bound.git;
  return succeed({ ...bound, git: { ...now.value, repository, branch, path } });
}

function gitPlaceOf(
  request: Omit<PlanRequest, 'state'>,
  { git, source }: TargetDefinition,
): Result<GitPlace | undefined> {
  if (!git) {
    return succeed(undefined);
  }
  const scope: Scope<'target'> = { context: requestContextOf(request) };
  const problems: Problem[] = [];
  const fill = (text: string, path: string) => {
    const filled = fillPlatformValue(text, scope);
    problems.push(
      ...filled.problems.map(problem => ({
        ...problem,
        ...source,
        path: `spec.git.${path}`,
      })),
    );
    return String(filled.value);
  };
  const { health } = git;
  const place: GitPlace = {
    ...git,
    path: fill(git.path, 'path'),
    proposal: fill(git.proposal, 'proposal'),
    health: { ...health, name: fill(health.name, 'health.name') },
  };
  return problems.length > 0 ? fail(problems) : succeed(place);
}

/**
 * Labels and annotations of the environment's own namespace, as the Target file says them now. An
 * environment whose Target file is gone keeps its place and has none.
 */
function namespaceMetadata(
  request: Omit<PlanRequest, 'state'>,
  targetName: string,
): Result<ValueObject> {
  const target = own(request.platform.targets, targetName);
  const scope: Scope<'target'> = { context: requestContextOf(request) };
  const wanted = {
    labels: target?.namespaceLabels ?? {},
    annotations: target?.namespaceAnnotations ?? {},
  };
  const filled = fillPlatformValue(wanted, scope);
  return filled.problems.length > 0 || !isValueObject(filled.value)
    ? fail(
        filled.problems.map(problem => ({
          ...problem,
          ...target?.source,
          path: `spec.${problem.path ?? ''}`,
        })),
      )
    : succeed(filled.value);
}

/** Where an environment runs, open. */
export interface OpenBinding {
  /** Of the Target file. */
  name: string;
  target: Target;
  /** Of driver `git`. */
  git?: GitPlace;
  /** What becomes of fields that others own. */
  conflicts: ConflictPolicy;
  /** Labels and annotations of the namespace. */
  namespaceMetadata: ValueObject;
}

/** Opens the target; what goes wrong is a problem, not an exception. */
export async function openBinding(
  request: Omit<PlanRequest, 'state'>,
  ports: Pick<PlanPorts, 'openTarget'>,
): Promise<Result<OpenBinding>> {
  const binding = bindingOf(request);
  if (!binding.ok) {
    return binding;
  }
  const { name, cluster } = binding.value;
  const metadata = namespaceMetadata(request, name);
  if (!metadata.ok) {
    return metadata;
  }
  try {
    const target = await ports.openTarget(binding.value);
    return succeed({
      name,
      target,
      ...(binding.value.git && { git: binding.value.git }),
      conflicts: own(request.platform.targets, name)?.conflicts ?? 'force',
      namespaceMetadata: metadata.value,
    });
  } catch (error) {
    return fail([targetProblem(cluster, error)]);
  }
}

/** What a target threw, as a problem of the plan. */
export function targetProblem(cluster: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return {
    severity: 'error',
    code:
      error instanceof TargetError && error.code === 'forbidden'
        ? 'TargetForbidden'
        : 'TargetUnavailable',
    message: `Cluster ${cluster} cannot be asked: ${message}`,
    ...(error instanceof TargetError &&
      error.retryable && { hint: 'The same plan may succeed in a moment.' }),
  };
}
