import { NotFoundError } from '@backstage/errors';
import {
  Allowed,
  DeploymentEvent,
  EventPage,
} from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import { allowedBy, Grants, Guard, seesPlace } from '../access';
import { causeFor } from '../environments/logs';
import { Caller, EventsService } from '../types';

/** A wait is longer than somebody who lost the right should listen. */
const RIGHTS_LAST_MS = 2_000;

export class AuthorizedEventsService implements EventsService {
  constructor(
    private readonly inner: EventsService,
    private readonly guard: Guard,
    private readonly store: Store,
  ) {}

  async after(
    query: { deployment?: string; after: number; waitMs: number },
    caller: Caller,
    signal: AbortSignal,
  ): Promise<EventPage> {
    const end = performance.now() + query.waitMs;
    for (;;) {
      const left = Math.max(0, end - performance.now());
      const { grants, logs } = await this.#grants(query.deployment, caller);
      const page = await this.inner.after(
        {
          ...query,
          waitMs: Math.min(left, RIGHTS_LAST_MS),
          visible: place => seesPlace(grants, place),
        },
        caller,
        signal,
      );
      if (page.events.length > 0 || left <= RIGHTS_LAST_MS || signal.aborted) {
        return {
          ...page,
          events: page.events.map(entry => entryFor(logs, entry)),
        };
      }
    }
  }

  /** Across deployments nobody reads container logs: those belong to one environment. */
  async #grants(
    deployment: string | undefined,
    caller: Caller,
  ): Promise<{ grants: Grants; logs: Allowed }> {
    if (!deployment) {
      return {
        grants: await this.guard.grants(caller),
        logs: {
          allowed: false,
          reason: 'Events and logs are shown with their deployment.',
        },
      };
    }
    const record = await this.store.deployments.get(deployment);
    if (!record) {
      throw new NotFoundError(`There is no deployment '${deployment}'`);
    }
    const { grants, subject } = await this.guard.placeById(
      record.environmentId,
      `deployment '${deployment}'`,
      caller,
    );
    return {
      grants,
      logs: allowedBy(grants.onEnvironment('logs', subject)),
    };
  }
}

function entryFor(logs: Allowed, entry: DeploymentEvent): DeploymentEvent {
  const { event } = entry;
  return event.type === 'step' && event.cause
    ? { ...entry, event: { ...event, cause: causeFor(logs, event.cause) } }
    : entry;
}
