import { HealthCause, isValueObject, RunEvent, Secret, Value } from '../model';

/** Shorter ones would blank out innocent words; nothing that short keeps a secret. */
const SHORTEST = 5;

/**
 * Drivers, API servers and containers say things in their own words, and may say a secret. Every
 * secret that a run has held is learnt here, and whatever the run tells goes through.
 */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Learns every secret inside, also in the form in which a Kubernetes Secret holds it. */
  learn(value: Value | undefined): void {
    if (value instanceof Secret) {
      this.#learnText(value.revealText());
      this.learn(value.reveal());
    } else if (Array.isArray(value)) {
      value.forEach(item => this.learn(item));
    } else if (isValueObject(value)) {
      Object.values(value).forEach(item => this.learn(item));
    }
  }

  text(text: string): string {
    let clean = text;
    for (const secret of this.#secrets) {
      clean = clean.replaceAll(secret, '(secret)');
    }
    return clean;
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
    if (text.length >= SHORTEST) {
      this.#secrets.add(text);
      this.#secrets.add(Buffer.from(text).toString('base64'));
    }
  }
}
