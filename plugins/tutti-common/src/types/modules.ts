import type { Inspection } from '@tutti/engine';

/** `POST /platform/modules/inspect`: which code is looked at. */
export interface InspectInput {
  /** Of which driver; left out: the only one whose definitions name code. */
  driver?: string;
  /** As a definition names it: a folder, `git::https://…`, an archive, or an address of a registry. */
  source: string;
  version?: string;
  /** Its files by path, in place of what the source would lead to: of a folder that the portal does not see. */
  files?: Record<string, string>;
  /** Another version, ref or source: what an upgrade to it would mean. */
  against?: string;
}

/** What code takes and gives, what would offer it, and whom an upgrade concerns. */
export interface ModuleView extends Inspection {
  driver: string;
  /** Of an upgrade: resources that definitions which use it have made. */
  concerned: ConcernedResource[];
  /** So many more, of environments that the caller may not see. */
  hidden: number;
}

export interface ConcernedResource {
  definition: string;
  application: string;
  environment: string;
  address: string;
}
