import type { DeploymentStatus } from './deploymentStatus';
import type { Waits } from './waiting';

/** What a CI tells: there is an image of a workload. */
export interface NewBuild {
  application: string;
  workload: string;
  /** Which container that says `image: .` it is for; may be left out where there is only one. */
  container?: string;
  /** With its digest: `registry.example.com/shop/web:1.4.0@sha256:…`. */
  image: string;
  /** The whole hash, lower case. */
  commit: string;
  /** The whole ref: `refs/heads/main`, `refs/tags/v1.4.0`. */
  ref: string;
  /** URL of the repository, as a browser shows it. Only one that is registered for the workload counts. */
  repository: string;
  /**
   * The Score file at that commit becomes the workload's text: as it is given here, or as the portal
   * reads it from the repository that the workload follows.
   */
  score?: { text: string } | { fromRepository: true };
}

/** What became of a build in one environment: a deployment, or why there is none. */
export type BuildOutcome = {
  environment: string;
} & (
  | {
      /** The one it queued, or the newer one that took it along. */
      deployment: {
        id: string;
        number: number;
        status: DeploymentStatus;
        /** Why it has not begun yet. */
        waits?: Waits;
      };
      /** A newer image of the same container is in that deployment in its place. */
      replaced?: true;
    }
  /** A sentence. */
  | { reason: string }
);

/** "Image X of workload W exists": told once, however often it is told. */
export interface Build extends Omit<NewBuild, 'score' | 'container'> {
  id: string;
  container: string;
  /** Version of the workload that its Score text became. */
  workloadVersion?: number;
  at: string;
  /** Who told it: entity ref of a user, or the subject of a service. */
  by: string;
  /** Of the environments that the caller sees, by name. */
  outcomes: BuildOutcome[];
}

/** The answer to who tells a build. */
export interface ToldBuild extends Build {
  /** It was told before: nothing is deployed again. */
  repeated?: true;
}

/** Newest first. */
export interface BuildPage {
  items: Build[];
  /** There while more follow: the cursor of the next page. */
  next?: string;
}

export interface BuildsQuery {
  application?: string;
  workload?: string;
  commit?: string;
  limit?: number;
  cursor?: string;
}
