import { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { TooManyRequests } from '../services/errors';
import { AuditPlace, AuditTrail } from '../services/types';
import { AuditNote } from '../store';
import { cameOf } from './cameOf';

/** What it is kept by. */
export interface AuditSink {
  /** Resolves to the id of the row. @throws the database's error: then nothing is done either */
  open(note: AuditNote): Promise<number>;
  /** Never rejects: what was done is done. */
  close(
    id: number | undefined,
    note: AuditNote,
    parts: AuditNote[],
  ): Promise<void>;
  tell(note: AuditNote): Promise<AuditorServiceEvent>;
}

/**
 * One request that may change something: a row before anything is done, closed with what came of it. So a
 * backend that is killed in between leaves an open one, and none is missing.
 */
export class AuditedRequest implements AuditTrail {
  #id?: number;
  #event?: AuditorServiceEvent;
  readonly #parts: AuditNote[] = [];

  constructor(private readonly sink: AuditSink, private note: AuditNote) {}

  about({ application, environment }: AuditPlace): void {
    if (application && this.note.application?.id === undefined) {
      const { id, name } = application;
      this.note = { ...this.note, application: { id, name } };
    }
    if (
      environment &&
      application?.id === this.note.application?.id &&
      this.note.environment?.id === undefined
    ) {
      const { id, name } = environment;
      this.note = { ...this.note, environment: { id, name } };
    }
  }

  changed(change: Parameters<AuditTrail['changed']>[0]): void {
    this.note = { ...this.note, ...change };
  }

  part(part: Parameters<AuditTrail['part']>[0]): void {
    const { actor, verb, action, requestId } = this.note;
    const { application, environment, ...rest } = part;
    this.#parts.push({
      actor,
      verb,
      action,
      ...(requestId !== undefined && { requestId }),
      ...(application && {
        application: { id: application.id, name: application.name },
      }),
      ...(environment && {
        environment: { id: environment.id, name: environment.name },
      }),
      ...rest,
    });
  }

  async begin(): Promise<void> {
    this.#event = await this.sink.tell(this.note);
    this.#id = await this.sink.open(this.note);
  }

  /** @param answer - Of what was made it tells the id. */
  async succeeded(answer: unknown): Promise<void> {
    await this.#close({
      ...this.note,
      object: this.note.object ?? idOf(answer),
      outcome: 'succeeded',
    });
    await this.#event?.success();
  }

  async failed(error: unknown): Promise<void> {
    if (error instanceof TooManyRequests && this.#id === undefined) {
      // Who asks too much is answered without what it costs to write down each.
      return;
    }
    const note = { ...this.note, ...cameOf(error) };
    this.#event ??= await this.sink.tell(note);
    await this.#close(note);
    await this.#event.fail({ error: toError(error) });
  }

  #close(note: AuditNote): Promise<void> {
    return this.sink.close(this.#id, note, this.#parts);
  }
}

function idOf(answer: unknown): string | undefined {
  const id: unknown =
    typeof answer === 'object' && answer !== null
      ? Reflect.get(answer, 'id')
      : undefined;
  return typeof id === 'string' ? id : undefined;
}
