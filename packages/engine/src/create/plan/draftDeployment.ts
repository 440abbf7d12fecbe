import {
  fail,
  Phase,
  PlanPorts,
  PlanRequest,
  Problem,
  Result,
} from '../../model';
import { buildGraph } from '../graph';
import { Draft } from './draft';
import { Drafting } from './Drafting';
import { TargetSilent } from './gatherObjects';
import {
  matchContextOf,
  openPlace,
  requestContextOf,
  targetProblem,
} from './place';
import { Setting } from './Resolver';

/** How far a draft has come, for those who show progress. */
export type OnPhase = (phase: Phase, status: 'started' | 'done') => void;

/**
 * The plan with everything in it (see `Draft`). Asks the cluster once, and the drivers of what
 * changes; writes nothing. All problems of all nodes come back together.
 */
export async function draftDeployment(
  request: PlanRequest,
  ports: PlanPorts,
  onPhase: OnPhase = () => {},
): Promise<Result<Draft>> {
  onPhase('match', 'started');
  const problems: Problem[] = requestProblems(request);
  const graph = buildGraph({
    platform: request.platform,
    workloads: request.workloads,
    context: matchContextOf(request),
  });
  const place = await openPlace(request, ports);
  problems.push(...graph.problems, ...place.problems);
  if (!graph.ok || !place.ok || hasErrors(problems)) {
    return fail(problems);
  }
  onPhase('match', 'done');
  onPhase('create', 'started');
  const setting: Setting = {
    request,
    graph: graph.value,
    context: requestContextOf(request),
  };
  const drafting = new Drafting(setting, request, ports, place.value, problems);
  try {
    const draft = await drafting.draft();
    if (draft.ok) {
      onPhase('create', 'done');
    }
    return draft;
  } catch (error) {
    if (error instanceof TargetSilent) {
      return fail([
        ...problems,
        targetProblem(place.value.target.cluster, error.cause),
      ]);
    }
    throw error;
  }
}

/** What is wrong with a request before anything is looked at. */
export function requestProblems({
  platform,
  environment,
}: Pick<PlanRequest, 'platform' | 'environment'>): Problem[] {
  return Object.hasOwn(platform.environmentTypes, environment.type)
    ? []
    : [
        {
          severity: 'error',
          code: 'UnknownEnvironmentType',
          message: `Environment ${environment.name} is of type ${
            environment.type
          }, which the platform does not have; there is ${
            Object.keys(platform.environmentTypes).sort().join(', ') || 'none'
          }.`,
        },
      ];
}

function hasErrors(problems: Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
