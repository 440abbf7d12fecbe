export interface ReleaseSummary {
  id: string;
  /** `r41`: numbered per application. */
  number: number;
  /** Content hash. */
  hash: string;
  /** Of each workload as it was read, by name: the same text has the same one. */
  digests: Record<string, string>;
  images: Record<string, Record<string, string>>;
  createdAt: string;
}
