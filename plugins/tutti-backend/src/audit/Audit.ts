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
    return this.#enter(
      { eventId: `${noun}-${verb}`, request },
      {
        ...open(caller, requestId),
        verb,
        action: `${route.method.toUpperCase()} ${route.path}`,
        ...placeOf({ application, environment }),
        ...(object && { object }),
      },
    );
  }

  /** The same of an action of the registry, which came past the routes. */
  enterAction(
    name: string,
    about: { application?: string; environment?: string; object?: string },
    { caller, requestId }: { caller: Caller; requestId: string },
  ): AuditedRequest {
    const { object, ...place } = about;
    return this.#enter(
      { eventId: `action-${name}` },
      {
        ...open(caller, requestId),
        verb: name,
        action: `tutti:${name}`,
        ...placeOf(place),
        ...(object !== undefined && { object }),
      },
    );
  }

  #enter(
    event: { eventId: string; request?: Request },
    note: AuditNote,
  ): AuditedRequest {
    const { store, auditor } = this.options;
    return new AuditedRequest(
      {
        open: entry => store.audit.add(entry),
        close: (id, entry, parts) => this.#close(id, entry, parts),
        tell: entry =>
          auditor.createEvent({
            ...event,
            severityLevel: 'medium',
            meta: metaOf(entry),
          }),
      },
      note,
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

function open(
  { name, isUser }: Caller,
  requestId: string,
): Pick<AuditNote, 'actor' | 'outcome' | 'requestId'> {
  return {
    actor: { kind: isUser ? 'user' : 'service', name },
    outcome: 'open',
    requestId,
  };
}

function placeOf(names: {
  application?: string | undefined;
  environment?: string | undefined;
}): Pick<AuditNote, 'application' | 'environment'> {
  const { application, environment } = names;
  return {
    ...(application !== undefined && { application: { name: application } }),
    ...(environment !== undefined && { environment: { name: environment } }),
  };
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
