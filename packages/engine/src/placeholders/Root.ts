import {
  GeneratedKind,
  Platform,
  ResourceDefinition,
  Secret,
  Unknown,
  Value,
  ValueObject,
  Workload,
} from '../model';
import { Found } from './lookUp';

/** One resource of a collection, as `${collect.NAME.…}` sees it. */
export interface CollectedResource {
  address: string;
  /** What stands behind the `#` of its address. */
  id: string;
  /** May be a getter: it is asked only when a placeholder reads params. */
  readonly params: Value;
  /** Absent for dependents: what depends on a resource is made after it. */
  outputs?: Value;
}

/** The content behind each root. Plan and run differ only in it: stored or Unknown outputs here, real ones there. */
export interface Parts {
  context: {
    application: string;
    environment: string;
    environmentType: string;
    owner?: string;
    release?: string;
  };
  /**
   * `id` is what stands behind the `#` of the address (`uid`); `generation` counts how often its
   * passwords were made, as text: for an annotation that rolls pods.
   */
  resource: Record<
    'type' | 'class' | 'id' | 'uid' | 'name' | 'generation',
    Value
  >;
  params: Value;
  /** Outputs per alias of `dependsOn`. */
  resources: Readonly<Record<string, Value>>;
  /** Sorted by address. */
  collect: Readonly<Record<string, CollectedResource[]>>;
  /** The application's, with the environment's overrides. */
  values: ValueObject;
  secrets: Readonly<Record<string, Secret | Unknown>>;
  platform: { values: ValueObject; secrets: Readonly<Record<string, Secret>> };
  /** The workload that asks; without one, whether several may, or nobody does. */
  workload: Workload | 'shared' | 'nobody';
  /** All workloads of the application, by name. */
  workloads: Readonly<Record<string, Workload>>;
  /** The value that belongs to (resource, name, generation): stored, or Unknown and secret at plan. */
  generate: (kind: GeneratedKind, name: string) => Value;
}

export type RootName = keyof Parts;

/** What reading knows of the things behind placeholders, before anything is deployed. */
export interface Contract {
  platform: Pick<Platform, 'resourceTypes'>;
  /** The definition that holds the placeholder, if one does. */
  definition?: Pick<ResourceDefinition, 'type' | 'dependsOn' | 'collect'>;
}

/** What has to be there before a placeholder can be filled. */
export type Need =
  /** Nothing: it is known as soon as somebody asks for the resource. */
  | { kind: 'nothing' }
  /** Whatever the params of the same resource need. */
  | { kind: 'params'; keys: string[] }
  /** An output of what the definition depends on. */
  | { kind: 'output'; alias: string; keys: string[] }
  /** What a collection holds. */
  | { kind: 'collection'; name: string; keys: string[] }
  /** A plan: the value is one for the whole environment, or the resource's own. */
  | { kind: 'plan'; of: 'environment' | 'resource' };

/** One root of the placeholders in platform files: everything that is to be known of it. */
export interface Root<Part> {
  /** When the platform is read: what will be there, as an Unknown, or why nothing can be. */
  check(keys: string[], contract: Contract): Found;
  /** When a plan is made or run. */
  resolve(keys: string[], part: Part): Found;
  /** When the graph is built: what the reader waits for. */
  needs(keys: string[]): Need;
}
