import type { JsonValue } from '@tutti/engine';
import type { EnvironmentSummary } from './applications';
import type { Deployment } from './deployments';

/**
 * `PUT …/previews/{key}`: what a pull request wants to see running. Asked again with the same, it changes
 * nothing; with something else, that is deployed, and a workload that left is removed.
 */
export interface PreviewInput {
  /**
   * An environment of the application: its release with its images, and its own plain values, are what the
   * preview begins with. Resources are the preview's own; secrets are not copied.
   */
  base: string;
  /** An environment type with a lifetime; absent: the only one that there is. */
  type?: string;
  title?: string;
  /** Of the pull request: a web address. */
  link?: string;
  /** Workload -> container -> image, for containers that say `image: .`. */
  images?: Record<string, Record<string, string>>;
  /** Workload -> its Score text in the pull request; `null` where the pull request takes it away. */
  scores?: Record<string, string | null>;
  /** Plain values by name, over those of the base. */
  values?: Record<string, JsonValue>;
}

/**
 * `waiting`: for its turn, an approval, a window, a hold or a lock. `destroying`: it is closed or its time
 * is over; `stuck`: it could not be destroyed, and that is tried again.
 */
export type PreviewState =
  | 'waiting'
  | 'deploying'
  | 'running'
  | 'failed'
  | 'paused'
  | 'destroying'
  | 'stuck';

/** The environment of one pull request. */
export interface Preview {
  /** Chosen by whoever asked, such as `pr-123`; the name of its environment too. */
  key: string;
  application: string;
  environment: EnvironmentSummary;
  base: string;
  title?: string;
  link?: string;
  state: PreviewState;
  /** What the state means here, as sentences. */
  message: string;
  createdAt: string;
  createdBy: string;
  /** When it was last asked for, and by whom. */
  askedAt: string;
  askedBy: string;
  /** When it is destroyed unless it is asked for again; absent while its type has no lifetime. */
  expiresAt?: string;
  /** Of the last one that was asked for, whatever it does. */
  deployment?: Deployment;
  closing?: PreviewClosing;
}

/** It goes. */
export interface PreviewClosing {
  by: string;
  at: string;
  why: 'closed' | 'expired';
  /** Why the last try to destroy it failed, and when it is tried again. */
  failure?: string;
  nextTryAt?: string;
}

/** `GET …/previews/{key}/comment`: the same text as long as nothing changed. */
export interface PreviewComment {
  /** The first line of the text: by it a comment is found again and written over. */
  marker: string;
  markdown: string;
}
