import { DriftFinding } from '@tutti/engine';

/** What has happened to a deployment, and is in the database. */
export type Happening =
  | { kind: 'asked' }
  | { kind: 'approved'; by: string }
  /** `by` is whoever ended it, where a person did. */
  | { kind: 'ended'; by?: string };

/** What was found for the first time, of one application. */
export interface DriftNews {
  applicationId: string;
  /** Names, sorted. */
  environments: string[];
  objects: number;
  /** Told as an example; its values are not. */
  first: Pick<DriftFinding, 'ref' | 'path' | 'change' | 'managers'>;
}

/** What has happened, as it is kept until it is told: ids and names, and no cause. */
export type Told =
  | { kind: 'deployment'; deploymentId: string; happening: Happening }
  | { kind: 'drift'; news: DriftNews };
