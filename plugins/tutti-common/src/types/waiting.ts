import type { Allowed } from './allowed';
import type { ReleaseSummary } from './releases';
import type { Hold } from './hold';

/** docs/reference/semantics.md, Automation: what the line waits for is always one of these. */
export type WaitReason =
  /** An older run of the same environment. */
  | 'run'
  /** Every worker is busy. */
  | 'worker'
  | 'approval'
  | 'window'
  /** Further builds of the same commit. */
  | 'builds'
  | 'hold'
  | 'pause'
  | 'lock'
  /** It has to stay healthy where it succeeded before it is promoted. */
  | 'soak'
  /** Somebody has to say that a check passed where it succeeded. */
  | 'gate'
  /** Environments that come before this one. */
  | 'wave';

/** Why a deployment has not begun yet. */
export interface Waits {
  for: WaitReason;
  /** One sentence for people: what would end it. */
  message: string;
  since: string;
  /** When it ends by itself: the opening of a window, the expiry of an approval. */
  until?: string;
  /** Of `run` and `gate`: the one that is in the way, or whose gate it is. */
  deployment?: { id: string; number: number };
  /** Of `gate`: the keys that are not passed. */
  gates?: string[];
  /** Of `wave`: the environments that come before it. */
  behind?: string[];
  /** Its place in the line of its environment: 1 is next. Absent beside the line. */
  position?: number;
}

export interface ApprovalDecision {
  /** Entity ref. */
  by: string;
  decision: 'approve' | 'reject';
  comment?: string;
  at: string;
  /** The same effects are still what would happen: an approval of others counts no more. */
  counts: boolean;
}

/** What a deployment needs from people before it may run, or go on, and what they have said. */
export interface Approval {
  /** Why somebody has to agree: the rule of its environment type, as a sentence. */
  reason: string;
  /** So many different people. */
  quorum: number;
  /** At least one member of each. */
  groups: string[];
  /** The author and whoever asked count too. */
  self: boolean;
  /** Who may deploy there decides; absent: who may approve. */
  line?: 'deploy';
  expiresAt?: string;
  decisions: ApprovalDecision[];
  missing: { people: number; groups: string[] };
  allowed: { decide: Allowed };
}

/** One row of `GET /waiting`. */
export interface WaitingItem {
  /** `promotion`: nothing is asked for yet; it is promoted by itself when what it waits for is over. */
  kind: 'deployment' | 'hold' | 'promotion';
  /** Of a deployment. */
  id?: string;
  number?: number;
  application: string;
  applicationTitle: string;
  environment: string;
  release?: ReleaseSummary;
  /** Of a promotion: the environment that it comes from. */
  from?: string;
  requestedBy?: string;
  /** What is asked for, in words: `Deploy`, `Roll back to #56`. */
  verb?: string;
  /** Of a deployment and of a promotion. */
  waits?: Waits;
  approval?: Approval;
  /** Of a hold, and of a deployment that waits for one. */
  hold?: Hold;
  /** The caller can end it: an approval to give, a hold to resume. */
  mine: boolean;
}

/** First what waits for the caller, then the oldest. */
export interface WaitingPage {
  items: WaitingItem[];
  /** All that the caller may see, and those that wait for them. */
  total: number;
  mine: number;
  next?: string;
}
