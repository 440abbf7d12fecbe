import { NotFoundError } from '@backstage/errors';
import { EventPage } from '@tutti/plugin-tutti-common';
import { Store } from '../../store';
import { Lookup } from '../Lookup';
import { Caller, EventsService, Visibility } from '../types';
import { Wakeups } from '../Wakeups';

const PAGE = 500;
/** Another replica may have written: nobody in this process knows. */
const LOOK_EVERY_MS = 1_000;

export class DefaultEventsService implements EventsService {
  #look?: { at: number; mark: number; newest: Promise<number> };

  constructor(
    private readonly store: Store,
    private readonly wakeups: Wakeups,
  ) {}

  async after(
    query: { deployment?: string; after: number; waitMs: number } & Visibility,
    _caller: Caller,
    signal: AbortSignal,
  ): Promise<EventPage> {
    const end = performance.now() + query.waitMs;
    let seen: number | undefined;
    for (;;) {
      const mark = this.wakeups.events.mark;
      // Before the events: what comes between is found at the next look.
      const newest = await this.#newest(mark);
      const events =
        newest === seen
          ? []
          : await this.store.events.after({
              of: await this.#of(query),
              after: query.after,
              limit: PAGE,
            });
      seen = newest;
      const left = end - performance.now();
      if (events.length > 0 || left <= 0 || signal.aborted) {
        return { events, last: events[events.length - 1]?.id ?? query.after };
      }
      await this.wakeups.events.wait(
        mark,
        Math.min(left, LOOK_EVERY_MS),
        signal,
      );
    }
  }

  /** One look for all who wait: whether anything happened is the same for each of them. */
  #newest(mark: number): Promise<number> {
    const now = performance.now();
    if (this.#look?.mark !== mark || now - this.#look.at > LOOK_EVERY_MS / 2) {
      this.#look = { at: now, mark, newest: this.store.events.newest() };
    }
    return this.#look.newest;
  }

  async #of(query: { deployment?: string } & Visibility) {
    const { store } = this;
    if (query.deployment) {
      if (!(await store.deployments.get(query.deployment))) {
        throw new NotFoundError(`There is no deployment '${query.deployment}'`);
      }
      return { deploymentId: query.deployment };
    }
    const places = await new Lookup(store).places(
      await store.applications.list(),
    );
    return {
      environmentIds: places
        .filter(place => query.visible?.(place) ?? true)
        .map(({ environment }) => environment.id),
    };
  }
}
