import type { JsonValue } from '@tutti/engine';
import type { Allowed } from './allowed';

/** What findings of drift in many environments have in common. */
export interface DriftCause {
  kind: string;
  /** Of any item of a list: `spec.template.spec.containers[*].image`; an empty text: the whole object. */
  path: string;
  /** `gone`: the object is not there. `taken`: it says that it is another environment's now. */
  change: 'altered' | 'gone' | 'taken';
  /** The other field manager; absent where nobody says that they set it. */
  manager?: string;
}

/** One row: the same cause in so many environments. */
export interface DriftGroup {
  /** Names the cause in queries and requests. */
  key: string;
  cause: DriftCause;
  environments: number;
  findings: number;
  /** The earliest of them was found then. */
  since: string;
}

/** What of an environment differs from its last success. */
export interface DriftFindingView {
  id: string;
  application: string;
  applicationTitle: string;
  environment: string;
  object: {
    apiVersion: string;
    kind: string;
    namespace?: string;
    name: string;
  };
  /** The driver whose tool found it: `object` is a thing of that tool, by its address. */
  driver?: string;
  /** Whose the object is. */
  workload?: string;
  /** Address of the resource. */
  resource?: string;
  cause: DriftCause;
  path: string;
  /** What was sent, what stands there, what the API server would make of what was sent; secrets masked. */
  applied?: JsonValue;
  live?: JsonValue;
  wanted?: JsonValue;
  secret: boolean;
  /** Who else set it, the latest first. */
  managers: { name: string; operation: string; at?: string }[];
  since: string;
  allowed: { repair: Allowed; accept: Allowed; ignore: Allowed };
}

/** Something that people left as it is. */
export interface DriftRuling {
  id: string;
  how: 'accept' | 'ignore';
  kind: string;
  /** Name of the object; absent: any of the kind. */
  object?: string;
  path: string;
  manager?: string;
  value?: JsonValue;
  reason?: string;
  by: string;
  at: string;
}

/** One environment: the last look at it, and what it found. */
export interface DriftView {
  /** Absent: nobody has looked yet. */
  checkedAt?: string;
  /** Objects that were looked at, and how many of them were not as they had been left. */
  checked: number;
  candidates: number;
  /** Why nothing was looked at the last time, or why there was no answer: what is shown is older. */
  skipped?: string;
  error?: string;
  /** What could not be judged as the API server would; `unseen`: at which nobody could look at all. */
  unsure: { object: string; why: string; unseen?: true }[];
  /** What the environment's type says. */
  every?: string;
  repair: 'manual' | 'automatic';
  items: DriftFindingView[];
  total: number;
  next?: string;
  rulings: DriftRuling[];
  allowed: { check: Allowed };
}

export interface DriftGroupPage {
  items: DriftGroup[];
  total: number;
  next?: string;
}

export interface DriftFindingPage {
  items: DriftFindingView[];
  total: number;
  next?: string;
}

export interface DriftQuery {
  limit?: number;
  cursor?: string;
}

/** What is decided about findings: those that are named, or all of one cause that the caller may decide about. */
export interface DriftDecision {
  how: 'repair' | 'accept' | 'ignore';
  findings?: string[];
  cause?: string;
  reason?: string;
}

/** What came of it in one environment. */
export interface DriftOutcome {
  application: string;
  environment: string;
  outcome: 'queued' | 'accepted' | 'ignored' | 'refused';
  /** Of a repair, and where a driver's tool takes something as it is. */
  deploymentId?: string;
  /** Why it was refused. */
  message?: string;
}

export interface DriftDecided {
  items: DriftOutcome[];
  /** So many environments were left for another request. */
  left: number;
}
