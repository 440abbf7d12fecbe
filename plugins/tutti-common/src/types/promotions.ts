import type { ReleaseSummary } from './releases';
import type { DeploymentStatus } from './deploymentStatus';
import type { Waits } from './waiting';

/**
 * How far what last succeeded in one environment has come on its way to the next
 * (docs/reference/semantics.md, Promotion):
 *
 * - `unpaired`: nobody knows from which environment releases come
 * - `none`: nothing has succeeded there, or it was destroyed
 * - `here`: it has succeeded here
 * - `open`: a person may promote it; nothing does so by itself
 * - `waits`: it is promoted by itself once `waits` is over
 * - `stopped`: it is not promoted by itself any more
 * - `asked`: it was promoted; `deployment` says how that goes, or went
 */
export type PromotionState =
  | 'unpaired'
  | 'none'
  | 'here'
  | 'open'
  | 'waits'
  | 'stopped'
  | 'asked';

/** What comes to an environment whose type says from where releases come. */
export interface Promotion {
  environment: string;
  /** The environment that releases come from; absent while `unpaired`. */
  from?: string;
  /** What last succeeded there is deployed here by itself. */
  automatic: boolean;
  /** What did not succeed in an environment of that type is refused here. */
  only: boolean;
  state: PromotionState;
  /** One sentence for people: where it stands, and what would bring it further. */
  message: string;
  /** What last succeeded in `from`. */
  release?: ReleaseSummary;
  /** The deployment that succeeded in `from`, and when. */
  success?: { id: string; number: number; at: string };
  /** Why it has not begun yet: of what is to come, and of a deployment that is in the line. */
  waits?: Waits;
  deployment?: { id: string; number: number; status: DeploymentStatus };
  /** Which of the waves of its type, from 1; absent where there are none. */
  wave?: number;
}

/** `GET /applications/{application}/promotions` */
export interface PromotionList {
  /** In the order of their types' ranks, then by name. */
  items: Promotion[];
  /** What is wrong with the rules here: a wave in which no environment is. */
  notes: string[];
}
