import {
  fail,
  MatchContext,
  PlanPorts,
  PlanRequest,
  Problem,
  RequestContext,
  Result,
  succeed,
  Target,
  TargetError,
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
  const { application, environment } = request;
  return {
    application: application.name,
    environment: environment.name,
    environmentType: environment.type,
    ...(application.owner !== undefined && { owner: application.owner }),
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
export function bindingOf(request: Omit<PlanRequest, 'state'>): Result<{
  name: string;
  driver: string;
  cluster: string;
  namespace: string;
}> {
  const { platform, environment } = request;
  if (environment.target) {
    return succeed(environment.target);
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
  });
}

/** Opens the target; what goes wrong is a problem, not an exception. */
export async function openBinding(
  request: Omit<PlanRequest, 'state'>,
  ports: Pick<PlanPorts, 'openTarget'>,
): Promise<Result<{ name: string; target: Target }>> {
  const place = bindingOf(request);
  if (!place.ok) {
    return place;
  }
  try {
    return succeed({
      name: place.value.name,
      target: await ports.openTarget(place.value),
    });
  } catch (error) {
    return fail([targetProblem(place.value.cluster, error)]);
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
