import { Criteria } from './platform';

/** Who asks for what. */
export interface MatchRequest {
  type: string;
  class: string;
  /** The explicit id, if the resource has one. */
  id?: string;
  /** The workload that asks; never set together with an explicit id. */
  workload?: string;
}

/** Where it is asked. */
export interface MatchContext {
  application: string;
  environment: string;
  environmentType: string;
  /** Full entity ref, e.g. `group:default/team-a`. */
  owner?: string;
  /** Only the labels that the platform allows. */
  labels: Record<string, string>;
}

export type CriteriaKey = keyof Criteria | 'type' | 'class';

/** One definition, and what became of it. */
export interface Candidate {
  definition: string;
  matched: boolean;
  won: boolean;
  /** Compared left to right: exact class, resourceId, workload, environment, application, labels, owner, environmentType. */
  specificity: number[];
  /** Every key that did not match. */
  failed: { key: CriteriaKey; wanted: string; got: string }[];
  /** One sentence for people. */
  reason: string;
}

/** The answer to a match always carries every candidate (docs/reference/semantics.md, Match). */
export interface Explanation {
  request: MatchRequest;
  context: MatchContext;
  winner?: string;
  /** Winner first, then matched ones, then the nearest. */
  candidates: Candidate[];
}
