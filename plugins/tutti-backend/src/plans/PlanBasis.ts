import { NO_OVERLAYS, Overlays } from '@tutti/engine';
import { ImagePins } from '@tutti/plugin-tutti-common';

/** Which version of each plain value there was, by name, and which secrets. */
export interface ScopeVersions {
  values: Record<string, number>;
  /** Names alone: a plan always has the secrets of now. */
  secrets: string[];
}

export interface ValueVersions {
  application: ScopeVersions;
  environment: ScopeVersions;
}

/**
 * What a plan stands on beside its release and what was asked for. It is fixed when the plan is made:
 * its run, and the plan after it, stand on the same.
 */
export interface PlanBasis {
  overlays: Overlays;
  /** The platform revision that it was made with. */
  revision?: string;
  /** What there was when it was made; absent in plans of before this was kept. */
  versions?: ValueVersions;
  /** It has the plain values of these versions, not those of now. */
  pinned?: ValueVersions;
  /** Of pinned values: when they were those of now, in milliseconds by the database's clock. */
  pinnedAt?: number;
  /** It goes back to that deployment, which was made with that platform revision. */
  restores?: { number: number; revision: string };
  /** Images that it names by the content that ran elsewhere, or here, whatever their tags name by now. */
  images?: ImagePins;
  /** It puts back what was made with that platform revision. */
  repairs?: { revision: string };
}

export const NO_BASIS: PlanBasis = { overlays: NO_OVERLAYS };
