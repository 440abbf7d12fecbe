import {
  EnvironmentState,
  EnvironmentType,
  fail,
  Graph,
  hasErrors,
  own,
  Phase,
  PlanPorts,
  Platform,
  PlanRequest,
  Problem,
  ResourceType,
  Result,
  succeed,
} from '../../model';
import { GraphSurvey, surveyGraph, Wiring } from '../graph';
import { Redactor } from '../redaction';
import { sealInputs, sealOutputs } from '../values';
import { askedRemovals } from './askedRemovals';
import { referenceProblems, withReferences } from './references';
import { Draft, DraftPorts } from './draft';
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
import { restoredPlatform } from './restoredPlatform';
import { rotateRecords } from './rotations';

/** How far a draft has come, for those who show progress. */
export type OnPhase = (phase: Phase, status: 'started' | 'done') => void;

/**
 * The plan with everything in it (see `Draft`). Asks the cluster once, and the drivers of what
 * changes; writes nothing. All problems of all nodes come back together.
 */
export async function draftDeployment(
  request: PlanRequest,
  ports: Omit<DraftPorts, 'onPaper'>,
  onPhase: OnPhase = () => {},
): Promise<Result<Draft>> {
  const { draft, problems } = await draftWith(request, ports, onPhase);
  if (!draft || hasErrors(problems)) {
    return fail(problems);
  }
  onPhase('create', 'done');
  return succeed(draft, problems);
}

/** What could be drafted, and all that is wrong. */
export interface Attempt {
  /** Absent where nothing could be. */
  draft?: Draft;
  problems: Problem[];
}

/** As `draftDeployment`, without asking anybody (`DraftPorts.onPaper`). */
export function draftOnPaper(
  request: PlanRequest,
  ports: Omit<DraftPorts, 'onPaper'>,
): Promise<Attempt> {
  return draftWith(request, { ...ports, onPaper: true }, () => {});
}

async function draftWith(
  asked: PlanRequest,
  ports: DraftPorts,
  onPhase: OnPhase,
): Promise<Attempt> {
  onPhase('match', 'started');
  const platform = asked.restores
    ? restoredPlatform(asked.platform, asked.restores.platform)
    : asked.platform;
  const request = withReferences({
    ...asked,
    platform,
    ...(asked.destroy && { workloads: [], images: {}, references: {} }),
    state: sealedState({ ...asked, platform }, ports),
  });
  learnSecrets(request, ports.redactor);
  const records = rotateRecords(
    placeRecords(request.state.resources, request.moves),
    request.rotate ?? [],
  );
  const holds = new Holds(records.current, request);
  const wiring: Wiring = (address, matched) => holds.wiring(address, matched);
  const drawGraph = (): GraphSurvey =>
    request.destroy
      ? {
          graph: { nodes: {}, edges: [], order: [] },
          problems: [],
          hasErrors: false,
        }
      : surveyGraph({
          platform: request.platform,
          workloads: request.workloads,
          context: matchContextOf(request),
          wiring,
          standing: address => holds.standing(address),
        });
  let graph = drawGraph();
  const binding = await openBinding(request, ports);
  const found = [
    ...requestProblems(request),
    ...binding.problems,
    ...(binding.ok ? referenceProblems(request, binding.value) : []),
  ];
  // With a hole in it a graph still shows what else is wrong; nothing can be compared with it.
  const isEnough = ports.onPaper ? !hasErrors(graph.problems) : true;
  if (!graph.graph || !isEnough || !binding.ok || hasErrors(found)) {
    return { problems: [...found, ...graph.problems, ...records.problems] };
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
        return { problems };
      }
      problems.push(...askedRemovals(request, graph.graph));
      const wanted = {
        ...request,
        platform: withTypesOf(graph.graph, request.platform),
      };
      const draft = await new Drafting({
        setting: { request: wanted, graph: graph.graph, wiring, context },
        request: wanted,
        ports,
        binding: binding.value,
        records,
        holds,
        problems,
      }).draft();
      if (draft !== 'rewired') {
        return { draft, problems };
      }
      graph = drawGraph();
    }
  } catch (error) {
    if (error instanceof TargetSilent) {
      const { cluster } = binding.value.target;
      return { problems: [...problems, targetProblem(cluster, error.cause)] };
    }
    throw error;
  }
}

/** With a type for what stands although its type is gone: nothing is known of it, and anything fits. */
function withTypesOf({ nodes }: Graph, platform: Platform): Platform {
  const { resourceTypes } = platform;
  const gone = Object.values(nodes).flatMap(node =>
    node.kind === 'resource' &&
    node.definition !== '' &&
    !Object.hasOwn(resourceTypes, node.type)
      ? [node.type]
      : [],
  );
  return gone.length === 0
    ? platform
    : {
        ...platform,
        resourceTypes: {
          ...resourceTypes,
          ...Object.fromEntries(gone.map(name => [name, anyType(name)])),
        },
      };
}

function anyType(name: string): ResourceType {
  return {
    name,
    source: { file: '', line: 0 },
    params: { type: 'object', additionalProperties: true },
    outputs: { type: 'object', additionalProperties: true },
    phase: 'before',
  };
}

/** What was recorded before its contract called it secret is secret from now on. */
function sealedState(
  { platform, state }: PlanRequest,
  { drivers }: Pick<PlanPorts, 'drivers'>,
): EnvironmentState {
  return {
    ...state,
    resources: state.resources.map(record => {
      const type = own(platform.resourceTypes, record.type);
      const driver = own(drivers, record.definition.driver);
      return {
        ...record,
        inputs: sealInputs(record.inputs, { driver, type }),
        outputs: sealOutputs(type, record.outputs),
      };
    }),
  };
}

/** Whatever a request holds, in whatever place. */
function learnSecrets(
  { secrets, platformSecrets, values, platformValues, state }: PlanRequest,
  redactor: Redactor,
): void {
  for (const held of [secrets, platformSecrets, values, platformValues]) {
    redactor.learn(held);
  }
  for (const { inputs, outputs } of state.resources) {
    redactor.learn(inputs);
    redactor.learn(outputs);
  }
}

/** What is wrong with a request before anything is looked at. */
export function requestProblems({
  platform,
  environment,
  destroy,
}: Pick<PlanRequest, 'platform' | 'environment' | 'destroy'>): Problem[] {
  const type = own(platform.environmentTypes, environment.type);
  if (destroy) {
    // Destroying never needs today's platform, not even the type; but a type that is there may refuse.
    return type?.destroy === 'refuse' ? [refusedByType(environment, type)] : [];
  }
  return type
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

function refusedByType(
  { name }: PlanRequest['environment'],
  type: EnvironmentType,
): Problem {
  return {
    severity: 'error',
    code: 'DestroyRefused',
    message: `Environment ${name} is of type ${type.name}, whose environments are not destroyed.`,
    hint: `Have the platform team allow it with \`destroy: allow\` of EnvironmentType ${type.name}.`,
    ...type.source,
  };
}
