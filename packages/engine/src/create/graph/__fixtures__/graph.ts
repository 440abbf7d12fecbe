import {
  Graph,
  MatchContext,
  Problem,
  ResourceDefinition,
  ResourceReference,
  ResourceType,
  Workload,
} from '../../../model';
import { definition, platformOf } from '../../../match/__fixtures__/platform';
import { buildGraph } from '../buildGraph';

export const context: MatchContext = {
  application: 'shop',
  environment: 'blue',
  environmentType: 'development',
  owner: 'group:default/team-a',
  labels: {},
};

export interface Scene {
  definitions?: ResourceDefinition[];
  types?: ResourceType[];
  workloads: Workload[];
}

function build({ definitions, types, workloads }: Scene) {
  const platform = platformOf({
    ...(definitions && { definitions }),
    ...(types && { types }),
  });
  return buildGraph({ platform, workloads, context });
}

/** The graph of a scene that has no problems. */
export function graphOf(scene: Scene): Graph {
  const built = build(scene);
  if (!built.ok) {
    throw new Error(built.problems.map(({ message }) => message).join('\n'));
  }
  return built.value;
}

export function problemsOf(scene: Scene): Problem[] {
  return build(scene).problems;
}

/** `from -> to`, in order. */
export function arrows(graph: Graph): string[] {
  return graph.edges.map(({ from, to }) => `${from} -> ${to}`);
}

/** A definition for a type of its own name, that others refer to. */
export function making(
  type: string,
  given: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  return definition({ name: `${type}-made`, type, class: '*', ...given });
}

/** As the reader fills a reference in. */
export function reference(
  type: string,
  given: Partial<ResourceReference> = {},
): ResourceReference {
  return { type, class: 'default', ...given };
}
