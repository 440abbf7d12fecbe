import { Repository } from './repositoryAt';

/** One way into a branch, as its host knows it. */
export interface PullRequest {
  /** By which the host names it: `7`. */
  id: string;
  /** Where people read it. */
  url: string;
  state: 'open' | 'merged' | 'closed';
  /** The newest commit of the branch that it proposes. */
  commit: string;
}

/** From one branch of a repository into another one. */
export interface Route {
  from: string;
  into: string;
}

export interface PullRequestText {
  title: string;
  /** Markdown. */
  body: string;
}

/**
 * What a host of repositories does with pull requests. One file for each API.
 *
 * @throws TargetError
 */
export interface PullRequestHost {
  /** The one that was made last, whatever has become of it. */
  newest(at: Repository, route: Route): Promise<PullRequest | undefined>;
  create(
    at: Repository,
    route: Route,
    text: PullRequestText,
  ): Promise<PullRequest>;
  change(at: Repository, id: string, text: PullRequestText): Promise<void>;
}
