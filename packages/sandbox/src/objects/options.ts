/** Who writes, and how. */
export interface WriteOptions {
  /** Field manager: recorded in `managedFields`. */
  manager: string;
  /** Everything is checked, nothing is kept. */
  dryRun?: boolean;
  /** Written through a subresource, which sees its own part of the object only. */
  subresource?: 'status' | 'scale';
  /** What to do with unknown fields; Kubernetes' default is Warn. */
  validation?: 'Strict' | 'Warn' | 'Ignore';
  /** Told about every unknown field when `validation` is Warn. */
  warn?(message: string): void;
}

export interface ApplyOptions extends WriteOptions {
  /** Take fields from other managers instead of a conflict. */
  force: boolean;
}

export type Propagation = 'Foreground' | 'Background' | 'Orphan';

export interface RemoveOptions {
  uid?: string;
  resourceVersion?: string;
  propagation?: Propagation;
  /** Seconds; pods only. */
  gracePeriod?: number;
  dryRun?: boolean;
}
