import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { Caller } from '../services/types';
import { AuditNote, Store } from '../store';
import { AuditedRequest } from './AuditedRequest';
import { verbOf } from './verbOf';

/** The door through which everything goes that may change something, and everything that is refused. */
export class Audit {
  constructor(
    private readonly options: {
      store: Store;
      auditor: AuditorService;
      logger: LoggerService;
    },
  ) {}

  /** What names more than an application and an environment is its object. */
  enter(
    route: { method: string; path: string },
    request: Request,
    { caller, requestId }: { caller: Caller; requestId: string },
  ): AuditedRequest {
    const { application, environment, ...others } = request.params;
    const { verb, noun } = verbOf(route);
    const object = Object.values(others).join('/');
    return new AuditedRequest(
      {
        open: note => this.options.store.audit.add(note),
        close: (id, note, parts) => this.#close(id, note, parts),
        tell: note =>
          this.options.auditor.createEvent({
            eventId: `${noun}-${verb}`,
            severityLevel: 'medium',
            request,
            meta: metaOf(note),
          }),
      },
      {
        actor: { kind: caller.isUser ? 'user' : 'service', name: caller.name },
        verb,
        action: `${route.method.toUpperCase()} ${route.path}`,
        ...(application !== undefined && {
          application: { name: application },
        }),
        ...(environment !== undefined && {
          environment: { name: environment },
        }),
        ...(object && { object }),
        outcome: 'open',
        requestId,
      },
    );
  }

  /** What was done is done: a row that cannot be closed stays open, and the log says so. */
  async #close(
    id: number | undefined,
    note: AuditNote,
    parts: AuditNote[],
  ): Promise<void> {
    const { store, logger } = this.options;
    try {
      if (id === undefined) {
        await store.audit.add(note);
      } else {
        await store.audit.close(id, note);
      }
      for (const part of parts) {
        await store.audit.add(part);
      }
    } catch (error) {
      logger.error(
        `The audit of request ${note.requestId} could not be completed: ${note.actor.name}, ${note.action}, ${note.outcome}: ${error}`,
      );
    }
  }
}

function metaOf(note: AuditNote): Record<string, string> {
  const { actor, action, application, environment, object, requestId } = note;
  return {
    by: actor.name,
    action,
    ...(application && { application: application.name }),
    ...(environment && { environment: environment.name }),
    ...(object !== undefined && { object }),
    ...(requestId !== undefined && { requestId }),
  };
}
