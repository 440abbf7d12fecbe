import type {
  DocumentChange,
  EnvironmentImpact,
  JsonObject,
  PlanSummary,
  Problem,
} from '@tutti/engine';
import type { Allowed } from './allowed';

/** `automatic`: a good revision is taken into use by itself; `manual`: it waits for a person. */
export type AcceptMode = 'automatic' | 'manual';

/** How the last reading of one platform source went. */
export interface PlatformSource {
  /** As configured: a folder or a URL. */
  name: string;
  /** Of the last reading that went well. */
  readAt?: string;
  /** Why the last one did not. */
  problem?: string;
}

/** `GET /platform/revisions`: one time at which a revision was taken into use. */
export interface RevisionUse {
  revision: string;
  /** What served before. */
  previous?: string;
  at: string;
  /** Entity ref; absent where it was taken by itself. */
  by?: string;
}

/** A platform document before and after; secrets are masks, see `shownAt`. */
export interface DocumentDifference extends DocumentChange {
  /** Where it stands, in the newer revision if it is there. */
  file?: string;
  line?: number;
  before?: JsonObject;
  after?: JsonObject;
}

/** `GET /platform/revisions/{revision}` */
export interface RevisionView {
  revision: string;
  /** `earlier`: it was in use, and may be again. */
  state: 'active' | 'waiting' | 'earlier';
  /** Since when it waits or is in use; the last time that it was taken into use. */
  since?: string;
  takenBy?: string;
  /** What it is compared with: what serves, or for the one that serves what did before. */
  comparedWith?: string;
  /** What this version of Tutti finds in its files. */
  problems: Problem[];
  /** By file, then by line. */
  documents: DocumentDifference[];
  /** Taking it into use; why not. */
  accept: Allowed;
}

/** What taking a revision into use changes in one environment. */
export type EnvironmentBlast =
  | EnvironmentImpact
  | (Pick<
      EnvironmentImpact,
      'application' | 'environment' | 'environmentType' | 'problems'
    > & {
      /** It could not be computed; the problems say why. */
      outcome: 'unknown';
    });

export interface BlastSummary {
  unchanged: number;
  changed: number;
  blocked: number;
  unknown: number;
  /** Over all environments that the reader may see; `keep` is 0. */
  actions: PlanSummary;
  /** Resources that hold data and would be replaced or destroyed. */
  losing: number;
}

/** `GET /platform/revisions/{revision}/blast-radius` */
export interface BlastView {
  /** Revisions. */
  before?: string;
  after: string;
  /** Environments that something runs in and that the reader may see. */
  total: number;
  /** Of them, those that are computed; the others are under way. */
  computed: number;
  /** Affected ones, and not among those above: the reader may not see them. */
  hidden: number;
  /** Of what is computed. */
  summary: BlastSummary;
  /** Those that are not unchanged, by application and environment. */
  items: EnvironmentBlast[];
  /** Cursor of the next page. */
  next?: string;
}
