/** One row of "which version runs where": a workload, in the environments in which it runs. */
export interface VersionsRow {
  application: string;
  applicationTitle: string;
  workload: string;
  /** In rank order. */
  cells: VersionCell[];
}

export interface VersionCell {
  environment: string;
  typeTitle: string;
  rank: number;
  /** By its last success. */
  release: { id: string; number: number };
  /** By container; the first is the one that the workload is about. */
  images: VersionImage[];
  /** Most others of the row run another version, or another content of the same. */
  isOdd: boolean;
}

export interface VersionImage {
  container: string;
  /** As the release names it. */
  image: string;
  /** `sha256:…`, which ran when the release succeeded there. Absent where nobody knows. */
  digest?: string;
}
