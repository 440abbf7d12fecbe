import { valueAt } from '@tutti/kubernetes';
import {
  Address,
  Driver,
  ENVIRONMENT_DRIVER,
  FromScore,
  Graph,
  isObject,
  JsonSchema,
  JsonValue,
  ObjectTemplate,
  own,
  Platform,
  ResourceDefinition,
  ResourceNode,
  Workload,
} from '../../model';
import { parsePlatformText, Placeholder } from '../../placeholders';
import { Path } from '../../read/path';
import { sourceVolume } from '../workload/volumes';

/** What resources are made from. */
export interface Lineage {
  platform: Platform;
  graph: Graph;
  workloads: Record<string, Workload>;
  resource(
    address: Address,
  ): { definition: ResourceDefinition; driver: Driver } | undefined;
}

/** The document of the platform that hands on what somebody else chose. */
export interface Hand {
  kind: 'ResourceDefinition' | 'WorkloadProfile';
  name: string;
  fromScore?: FromScore;
}

export function handOf(
  kind: Hand['kind'],
  { name, fromScore }: Pick<Hand, 'name' | 'fromScore'>,
): Hand {
  return { kind, name, ...(fromScore && { fromScore }) };
}

/** Where something that the platform did not write comes in. */
export interface Entrance {
  by: Hand;
  /** How far below the placeholder the place lies: 0 is what it stands for. */
  below: number;
}

/** Whose words a piece of a platform file is filled with. */
interface Reading {
  by: Hand;
  /** The resource that is made from it; absent in a profile. */
  node?: ResourceNode;
}

/** Follows a place in an object to what it was filled from. */
export class Trail {
  constructor(private readonly lineage: Lineage) {}

  /** A place in the inputs of a resource's definition. */
  ofResource(address: Address, path: Path): Entrance | undefined {
    const node = own(this.lineage.graph.nodes, address);
    const made = this.lineage.resource(address);
    return node?.kind === 'resource' && made
      ? this.of(made.definition.inputs, path, {
          by: handOf('ResourceDefinition', made.definition),
          node,
        })
      : undefined;
  }

  /** A place in the source of a volume that a Score file mounts. */
  ofVolume(
    address: Address,
    workload: Workload,
    object: ObjectTemplate,
    path: Path,
  ): Entrance | undefined {
    const at = path.indexOf('volumes');
    const name = valueAt(object, ...path.slice(0, at + 2), 'name');
    const resource =
      at < 0 || typeof name !== 'string'
        ? undefined
        : sourceVolume(workload, name);
    const node = own(this.lineage.graph.nodes, address);
    return resource !== undefined && node?.kind === 'workload'
      ? this.#ofOutput(own(node.aliases, resource), [
          'source',
          ...path.slice(at + 2),
        ])
      : undefined;
  }

  /** A place in a piece of a platform file. */
  of(
    written: JsonValue | undefined,
    path: Path,
    reading: Reading,
  ): Entrance | undefined {
    if (typeof written === 'string') {
      const { parts } = parsePlatformText(written);
      const isAlone = parts.length === 1;
      return first(parts, part =>
        part.kind === 'placeholder'
          ? this.#ofPlaceholder(part, isAlone ? path : [], reading)
          : undefined,
      );
    }
    if (typeof written !== 'object' || written === null) {
      return undefined;
    }
    const [segment, ...rest] = path;
    if (segment === undefined) {
      return first(Object.values(written), item => this.of(item, [], reading));
    }
    return this.of(child(written, segment), rest, reading);
  }

  #ofPlaceholder(
    { path: [root, ...keys] }: Placeholder,
    rest: Path,
    reading: Reading,
  ): Entrance | undefined {
    const { by, node } = reading;
    switch (root) {
      case 'params':
        return node && this.#ofParams(node, keys, rest, by);
      case 'resources': {
        const [alias, ...output] = keys;
        return this.#ofOutput(node && own(node.aliases, alias), [
          ...output,
          ...rest,
        ]);
      }
      case 'workload':
      case 'workloads':
        // A name is letters, digits and dashes.
        return keys.at(-1) === 'name' ? undefined : { by, below: rest.length };
      case 'collect':
      case 'values':
      case 'secrets':
        return { by, below: rest.length };
      default:
        return undefined;
    }
  }

  #ofParams(
    node: ResourceNode,
    keys: string[],
    rest: Path,
    by: Hand,
  ): Entrance | undefined {
    const { graph, platform } = this.lineage;
    const path = [...keys, ...rest];
    if (node.paramsOwner !== undefined) {
      const type = own(platform.resourceTypes, node.type);
      return reaches(node.params, path) &&
        !(type && isChoice(type.params, path))
        ? { by, below: rest.length }
        : undefined;
    }
    const referrer =
      node.paramsReferrer === undefined
        ? undefined
        : own(graph.nodes, node.paramsReferrer);
    const made =
      node.paramsReferrer === undefined
        ? undefined
        : this.lineage.resource(node.paramsReferrer);
    return referrer?.kind === 'resource' && made
      ? this.of(node.params, path, {
          by: handOf('ResourceDefinition', made.definition),
          node: referrer,
        })
      : undefined;
  }

  #ofOutput(address: Address | undefined, path: Path): Entrance | undefined {
    const made =
      address === undefined ? undefined : this.lineage.resource(address);
    if (address === undefined || !made) {
      return undefined;
    }
    const { definition, driver } = made;
    if (driver.name === ENVIRONMENT_DRIVER) {
      // What people have set for the environment.
      return {
        by: handOf('ResourceDefinition', definition),
        below: path.length,
      };
    }
    return driver.outputsIn
      ? this.ofResource(address, [...driver.outputsIn, ...path])
      : undefined;
  }
}

/** Whether params say something there themselves, not the defaults of their type. */
function reaches(params: JsonValue | undefined, path: Path): boolean {
  const [segment, ...rest] = path;
  if (segment === undefined || typeof params === 'string') {
    return params !== undefined;
  }
  return reaches(
    typeof params === 'object' && params !== null
      ? child(params, segment)
      : undefined,
    rest,
  );
}

/** Whether the resource type lists every value that may stand there: then it is the platform's word. */
function isChoice(schema: JsonSchema, path: Path): boolean {
  let at: JsonValue | undefined = schema;
  for (const segment of path) {
    const properties: JsonValue | undefined = isObject(at)
      ? at.properties
      : undefined;
    at =
      isObject(properties) && typeof segment === 'string'
        ? own(properties, segment)
        : undefined;
  }
  return isObject(at) && (Array.isArray(at.enum) || at.const !== undefined);
}

function child(
  container: JsonValue[] | { [key: string]: JsonValue },
  segment: string | number,
): JsonValue | undefined {
  return Array.isArray(container)
    ? container[Number(segment)]
    : own(container, String(segment));
}

function first<Item, Found>(
  items: Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
