import { HealthCause, RunEvent, Secret, Value } from '../../model';
import { leavesOf } from './inspect';

/** Shorter ones would blank out innocent words; nothing that short keeps a secret. */
const SHORTEST = 5;

/** Of a secret of many lines, those that could not stand in any other text. */
const SHORTEST_LINE = 16;

/**
 * Drivers, API servers and containers say things in their own words, and may say a secret. Every
 * secret that a run has held is learnt here, and whatever the run tells goes through.
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  /** Longest first: one secret may be the beginning of another. */
  #ordered: string[] | undefined;

  /** Learns every secret inside, also in the form in which a Kubernetes Secret holds it. */
  learn(value: Value | undefined): void {
    for (const leaf of value === undefined ? [] : leavesOf(value)) {
      if (leaf instanceof Secret) {
        this.#learnText(leaf.revealText());
        for (const part of leavesOf(leaf.reveal())) {
          if (typeof part === 'string') {
            this.#learnText(part);
          }
        }
      }
    }
  }

  text(text: string): string {
    this.#ordered ??= [...this.#secrets].sort((a, b) => b.length - a.length);
    return this.#ordered.reduce(
      (clean, secret) => clean.replaceAll(secret, '(secret)'),
      text,
    );
  }

  cause(cause: HealthCause): HealthCause {
    return {
      ...cause,
      message: this.text(cause.message),
      ...(cause.events && {
        events: cause.events.map(event => ({
          ...event,
          message: this.text(event.message),
        })),
      }),
      ...(cause.logTail && {
        logTail: cause.logTail.map(line => this.text(line)),
      }),
    };
  }

  event(event: RunEvent): RunEvent {
    return {
      ...event,
      ...(event.message !== undefined && { message: this.text(event.message) }),
      ...('cause' in event &&
        event.cause && { cause: this.cause(event.cause) }),
    };
  }

  #learnText(text: string): void {
    if (text.length < SHORTEST || text === 'false') {
      return;
    }
    this.#ordered = undefined;
    this.#secrets.add(text);
    this.#secrets.add(Buffer.from(text).toString('base64'));
    // As it stands in JSON, and in a URL, which has no half characters.
    this.#secrets.add(JSON.stringify(text).slice(1, -1));
    this.#secrets.add(encodeURIComponent(Buffer.from(text).toString()));
    // A key file is logged line by line, and in JSON with its line ends escaped.
    if (text.includes('\n')) {
      text
        .split(/\r?\n/)
        .filter(line => line.length >= SHORTEST_LINE)
        .forEach(line => this.#secrets.add(line));
    }
  }
}
