import {
  fail,
  hasErrors,
  Phase,
  PlanPorts,
  PlanRequest,
  Problem,
  Result,
} from '../../model';
import { surveyGraph, Wiring } from '../graph';
import { Draft } from './draft';
import { Drafting } from './Drafting';
import { TargetSilent } from './gatherObjects';
import { Holds } from './Holds';
import {
  matchContextOf,
  openBinding,
  requestContextOf,
  targetProblem,
} from './binding';
import { placeRecords } from './records';

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
  const records = placeRecords(request.state.resources, request.moves);
  const holds = new Holds(records.current, request);
  const wiring: Wiring = (address, matched) => holds.wiring(address, matched);
  const drawGraph = () =>
    surveyGraph({
      platform: request.platform,
      workloads: request.workloads,
      context: matchContextOf(request),
      wiring,
    });
  let graph = drawGraph();
  const place = await openBinding(request, ports);
  const found = [...requestProblems(request), ...place.problems];
  if (!graph.graph || !place.ok || hasErrors(found)) {
    return fail([...found, ...graph.problems, ...records.problems]);
  }
  onPhase('match', 'done');
  onPhase('create', 'started');
  const context = requestContextOf(request);
  let problems: Problem[] = [];
  try {
    // Every round holds one more than the round before: there is a last one.
    for (;;) {
      problems = [...found, ...graph.problems, ...records.problems];
      if (!graph.graph) {
        return fail(problems);
      }
      const draft = await new Drafting(
        { request, graph: graph.graph, wiring, context },
        request,
        ports,
        place.value,
        records,
        holds,
        problems,
      ).draft();
      if (draft !== 'rewired') {
        if (draft.ok) {
          onPhase('create', 'done');
        }
        return draft;
      }
      graph = drawGraph();
    }
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
