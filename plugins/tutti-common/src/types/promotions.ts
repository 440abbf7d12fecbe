import type { Allowed } from './allowed';
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
  /** To all environments of a type: those that go on, and the last that ended. The newest first. */
  rounds: PromotionRound[];
}

/** `POST /applications/{application}/promotions`: what succeeded in one environment goes to all of a type. */
export interface PromotionInput {
  /** Name of the environment that it comes from. */
  from: string;
  /** The environment type. */
  type: string;
  /** Only environments that have all of them. */
  labels?: Record<string, string>;
  /** So many at once in each wave; absent: as the type's waves say. */
  maxConcurrent?: number;
  /** A failure stops what has not begun; absent: as the type says. */
  stopOnFailure?: boolean;
}

/** What a promotion to all of a type would do, and whether the caller may ask for it. */
export interface PromotionOutlook {
  from: string;
  type: string;
  typeTitle: string;
  /** What last succeeded in `from`. */
  release: ReleaseSummary;
  success: { id: string; number: number; at: string };
  stopOnFailure: boolean;
  /** In the order in which they get it. */
  environments: PromotionReceiver[];
  allowed: Allowed;
}

export interface PromotionReceiver {
  environment: string;
  /** From 1; the next begins when all of this one have it. */
  wave: number;
  /** So many of its wave at once; absent: all. */
  maxConcurrent?: number;
  /** What it has now; absent: nothing. */
  release?: ReleaseSummary;
  /** It has the release already, and nothing is done. */
  hasIt: boolean;
  /** `needed`: somebody has to agree first. `byRule`: its plan, made at its turn, says whether. */
  approval: 'none' | 'needed' | 'byRule';
  /** Why it would not begin at once: automation is on hold, a freeze window is open, it is paused or locked. */
  kept?: string;
  allowed: Allowed;
}

/** A release on its way to all environments of a type because somebody asked. */
export interface PromotionRound {
  id: string;
  from: string;
  type: string;
  typeTitle: string;
  release: ReleaseSummary;
  /** The success in `from`. */
  success: { id: string; number: number };
  requestedBy: string;
  requestedAt: string;
  /** `going`; `done`: all have it; `stopped`: nothing begins any more. */
  state: 'going' | 'done' | 'stopped';
  /** How it stands, in a sentence. */
  message: string;
  endedAt?: string;
  stopOnFailure: boolean;
  environments: PromotionRoundPlace[];
  allowed: { stop: Allowed };
}

export interface PromotionRoundPlace {
  environment: string;
  wave: number;
  /** `here`: it has the release. `left`: the round ended before its turn came. */
  state: 'waits' | 'begun' | 'here' | 'failed' | 'left';
  /** Those that come before it, while it waits. */
  behind?: string[];
  deployment?: { id: string; number: number; status: DeploymentStatus };
}
