import { HostOf } from './hostOf';
import { PullRequest, PullRequestText, Route } from './PullRequestHost';

/** A run asks every second; hosts count requests. */
const KNOWN_FOR_MS = 10_000;

/** The pull request of one environment: from its branch into the one that the CD tool reads. */
export class Proposal {
  #answer?: { until: number; newest: PullRequest | undefined };
  #asking?: Promise<PullRequest | undefined>;

  constructor(
    private readonly at: ReturnType<HostOf>,
    private readonly route: Route,
    private readonly now: () => number,
  ) {}

  /** The newest one, where it was asked for some seconds ago. */
  get known(): PullRequest | undefined {
    const { until, newest } = this.#answer ?? { until: 0, newest: undefined };
    return this.now() < until ? newest : undefined;
  }

  /**
   * The newest one, as it was some seconds ago at most.
   *
   * @throws TargetError
   */
  async newest(): Promise<PullRequest | undefined> {
    if (this.#answer && this.now() < this.#answer.until) {
      return this.#answer.newest;
    }
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /**
   * Opens one for what was pushed, or says in the one that is open what is in it now.
   *
   * @throws TargetError
   */
  async propose(text: PullRequestText): Promise<PullRequest> {
    const { host, repository } = this.at;
    const newest = await this.#ask();
    if (newest?.state === 'open') {
      await host.change(repository, newest.id, text);
      return newest;
    }
    const made = await host.create(repository, this.route, text);
    this.#answer = undefined;
    return made;
  }

  /** Whether a commit was proposed, and somebody did not want it. */
  async refused(commit: string): Promise<boolean> {
    const newest = await this.newest();
    return newest?.state === 'closed' && newest.commit === commit;
  }

  async #ask(): Promise<PullRequest | undefined> {
    const { host, repository } = this.at;
    const newest = await host.newest(repository, this.route);
    this.#answer = { until: this.now() + KNOWN_FOR_MS, newest };
    return newest;
  }
}
