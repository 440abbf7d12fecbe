import { Secret, Value, ValueObject, Workload } from '../../model';

export type GeneratedKind = 'password' | 'suffix' | 'uuid';

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

/**
 * What placeholders in platform files can see. A root that is left out does not exist there: a
 * Target's namespace sees `context` alone. Plan and run fill the same scope, one with stored or
 * Unknown outputs, the other with real ones.
 */
export interface PlatformScope {
  context: {
    application: string;
    environment: string;
    environmentType: string;
    owner?: string;
    release: string;
  };
  /** `id` is what stands behind the `#` of the address (`uid`). */
  resource?: {
    type: string;
    class: string;
    id: string;
    uid: string;
    name: string;
    /** It has an explicit id: then no single workload asks for it. */
    shared: boolean;
  };
  params?: Value;
  /** Outputs per alias of `dependsOn`. */
  resources?: Readonly<Record<string, Value>>;
  /** Sorted by address. */
  collect?: Readonly<Record<string, CollectedResource[]>>;
  /** The application's, with the environment's overrides. */
  values?: ValueObject;
  secrets?: Readonly<Record<string, Secret>>;
  platform?: {
    values: ValueObject;
    secrets: Readonly<Record<string, Secret>>;
  };
  /** The workload that asks. */
  workload?: Workload;
  /** All workloads of the application, by name. */
  workloads?: Readonly<Record<string, Workload>>;
  /** The value that belongs to (resource, name): stored, or Unknown and secret at plan. */
  generate?(kind: GeneratedKind, name: string): Value;
}
