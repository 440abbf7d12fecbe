import {
  DriverError,
  ENVIRONMENT_DRIVER,
  referenceText,
  SecretReading,
} from '../model';
import { definitionReads, profileReads } from '../create/graph';
import { StepDraft } from '../create/draft/draft';
import { StepError } from './failures';
import { Session } from './Session';

/**
 * Reads secrets that live in a store outside, just before the first step that uses them, and once in a
 * run: all its steps see the same. The draft's secrets become known by it.
 */
export class ReferencedSecrets {
  readonly #readings = new Map<string, Promise<void>>();

  constructor(private readonly session: Session) {}

  /** @throws StepError where one is missing, or its store cannot be asked; nothing was written then */
  async readFor(step: StepDraft): Promise<void> {
    await Promise.all(
      this.#namesIn(step).map(name => {
        const reading = this.#readings.get(name) ?? this.#read(name, step);
        this.#readings.set(name, reading);
        return reading;
      }),
    );
  }

  #namesIn(step: StepDraft): string[] {
    const { references = {} } = this.session.draft.setting.request;
    const names = Object.keys(references);
    switch (step.kind) {
      case 'resource':
        return step.request.held
          ? []
          : names.filter(
              name =>
                step.driver.name === ENVIRONMENT_DRIVER ||
                definitionReads(step.definition, name),
            );
      case 'workload':
        return names.filter(name => profileReads(step.profile, name));
      default:
        return [];
    }
  }

  async #read(name: string, step: StepDraft): Promise<void> {
    const { session } = this;
    const { request } = session.draft.setting;
    const reference = (request.references ?? {})[name];
    const what = `The secret ${name} refers to ${referenceText(reference)}`;
    const reading = await this.#ask(name, step);
    if ('missing' in reading) {
      throw new StepError(
        `${what}: ${reading.missing}. Make it there, or set ${name} to a value, then deploy again.`,
        'SecretMissing',
      );
    }
    if ('unavailable' in reading) {
      throw new StepError(
        `${what}: the store ${reference.store} cannot be asked: ${reading.unavailable}. Deploy again when it answers.`,
        'SecretStoreUnavailable',
      );
    }
    session.redactor.learn(reading.found);
    // The same object is in the context that drivers get.
    request.secrets[name] = reading.found;
  }

  /** A store that is away for a moment is asked again. */
  async #ask(name: string, step: StepDraft): Promise<SecretReading> {
    const { session } = this;
    const { ports, target, watch } = session;
    const reference = (session.draft.setting.request.references ?? {})[name];
    const { readSecret } = ports;
    if (!readSecret) {
      return { unavailable: 'no store is there', retryable: false };
    }
    let last: SecretReading | undefined;
    try {
      return await session.retryDriver(step, async () => {
        last = await readSecret(
          reference,
          { driver: target.driver, cluster: target.cluster },
          AbortSignal.any([watch.signal, ports.cancel]),
        );
        if ('unavailable' in last && last.retryable) {
          throw new DriverError(last.unavailable, true);
        }
        return last;
      });
    } catch (error) {
      if (error instanceof DriverError && last) {
        return last;
      }
      throw error;
    }
  }
}
