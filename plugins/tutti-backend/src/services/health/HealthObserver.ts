import { setTimeout as wait } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import { groupBy, Secret } from '@tutti/engine';
import { Targets } from '../../planning';
import { BoundTarget, EnvironmentRecord, Store } from '../../store';
import { ClusterSurveys } from './ClusterSurveys';
import { callWithin, liveRedactor, presentObjects, refText } from './inCluster';
import { Observation, ObservedObject } from './Observation';
import { redactorFor } from './redactorFor';

const FRESH_MS = 4_000;
/** Where a watch would say that something changed; and in a list, of what is well. */
const COARSE_MS = 30_000;
/** In a list, of what is not well. */
const UNWELL_MS = 10_000;
const PARALLEL = 8;
/** Of so few environments of a cluster each is asked about for itself. */
const FEW = 3;

/**
 * Looks at what runs. An answer serves everybody for some seconds; nobody waits longer than
 * they want to, the looking goes on for whoever asks next. Where nobody asks, nothing is looked at.
 */
export class HealthObserver {
  readonly #known = new Map<string, Observation>();
  /** Whose last answer is out of date, however young. */
  readonly #outdated = new Set<string>();
  /** How often each was outdated: a look that began before is no news after. */
  readonly #changes = new Map<string, number>();
  readonly #looking = new Map<string, Promise<Observation>>();
  readonly #watched = new Set<string>();
  readonly #listeners: ((environmentId: string) => void)[] = [];
  readonly #surveys: ClusterSurveys;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly store: Store,
    private readonly targets: Targets,
    private readonly platformSecrets: Record<string, Secret>,
  ) {
    this.#surveys = new ClusterSurveys(store, targets);
  }

  /** The answer, or after `withinMs` the last known one; undefined when there is none yet. */
  async observe(
    environment: EnvironmentRecord,
    withinMs: number,
  ): Promise<Observation | undefined> {
    const known = this.#known.get(environment.id);
    if (this.#isFresh(environment, { inList: false })) return known;
    return (await withinTime(this.#look(environment), withinMs)) ?? known;
  }

  /**
   * The same of many, for lists: a little older, and all environments of a cluster by one LIST a kind.
   * Those of which nothing is known yet are absent.
   */
  async observeAll(
    environments: EnvironmentRecord[],
    withinMs: number,
  ): Promise<Map<string, Observation>> {
    const byCluster = groupBy(environments, ({ target }) =>
      target ? `${target.driver} ${target.cluster}` : '',
    );
    await withinTime(
      Promise.all(
        [...byCluster.values()].map(neighbours => this.#lookAtAll(neighbours)),
      ),
      withinMs,
    );
    return new Map(
      environments.flatMap(({ id }) => {
        const known = this.#known.get(id);
        return known ? [[id, known]] : [];
      }),
    );
  }

  /** Somebody says at once when something changes there, or nobody does any more. */
  setWatched(environmentId: string, isWatched: boolean): void {
    if (isWatched) this.#watched.add(environmentId);
    else this.#watched.delete(environmentId);
  }

  /** Calls back whenever what is known of one is old. */
  onOutdated(listener: (environmentId: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Something was deployed, or changed by itself: what is known is old. */
  outdate(environmentId: string): void {
    this.#outdated.add(environmentId);
    this.#looking.delete(environmentId);
    this.#changes.set(
      environmentId,
      (this.#changes.get(environmentId) ?? 0) + 1,
    );
    for (const tell of this.#listeners) tell(environmentId);
  }

  async #lookAtAll(neighbours: EnvironmentRecord[]): Promise<void> {
    const inList = neighbours.length > FEW;
    const stale = () =>
      neighbours.filter(each => !this.#isFresh(each, { inList }));
    const [first] = neighbours;
    if (first.target && stale().length > FEW) await this.#survey(first.target);
    await Promise.all(stale().map(environment => this.#look(environment)));
  }

  async #survey(bound: BoundTarget): Promise<void> {
    const began = new Map(this.#changes);
    await this.#surveys.survey(
      bound,
      id => this.#known.get(id)?.objects,
      (id, objects) => {
        if (this.#changes.get(id) === began.get(id)) {
          this.#keep(id, { observedAt: Date.now(), objects });
        }
      },
    );
  }

  #isFresh({ id }: EnvironmentRecord, { inList }: { inList: boolean }) {
    const known = this.#known.get(id);
    if (!known || this.#outdated.has(id)) return false;
    const wellMs = inList || this.#watched.has(id) ? COARSE_MS : FRESH_MS;
    const unwellMs = inList ? UNWELL_MS : FRESH_MS;
    return Date.now() < known.observedAt + (isWell(known) ? wellMs : unwellMs);
  }

  #keep(id: string, observation: Observation): void {
    this.#known.set(id, observation);
    this.#outdated.delete(id);
  }

  #look(environment: EnvironmentRecord): Promise<Observation> {
    const { id } = environment;
    const looking =
      this.#looking.get(id) ??
      this.#ask(environment).finally(() => this.#looking.delete(id));
    this.#looking.set(id, looking);
    return looking;
  }

  async #ask(environment: EnvironmentRecord): Promise<Observation> {
    await this.#turn();
    const changes = this.#changes.get(environment.id);
    try {
      const observation = await this.#objects(environment).then(
        objects => ({ observedAt: Date.now(), objects }),
        async error => ({
          observedAt: Date.now(),
          objects: this.#known.get(environment.id)?.objects ?? [],
          error: await this.#explain(environment, error),
        }),
      );
      if (this.#changes.get(environment.id) === changes) {
        this.#keep(environment.id, observation);
      }
      return observation;
    } finally {
      this.#running--;
      this.#queue.shift()?.();
    }
  }

  async #objects(environment: EnvironmentRecord): Promise<ObservedObject[]> {
    if (!environment.target) return [];
    const inventory = await presentObjects(this.store, environment);
    if (inventory.length === 0) return [];
    const target = await this.targets.open(environment.target);
    const health = await target.health(
      inventory.map(({ ref }) => ref),
      callWithin(),
    );
    // Of what is well nobody says anything in words of their own.
    const redactor = health.every(({ status }) => status === 'healthy')
      ? undefined
      : await liveRedactor(this.store, {
          environment,
          platformSecrets: this.platformSecrets,
          target,
          inventory,
        });
    const owners = new Map(
      inventory.map(object => [refText(object.ref), object.owner]),
    );
    return health.map(seen => ({
      ...(redactor?.health(seen) ?? seen),
      owner: owners.get(refText(seen.ref)) ?? '',
    }));
  }

  /** Why it did not answer; without any secret, or without its words. */
  async #explain(
    environment: EnvironmentRecord,
    error: unknown,
  ): Promise<string> {
    const known = { environment, platformSecrets: this.platformSecrets };
    return redactorFor(this.store, known).then(
      redactor => redactor.text(toError(error).message),
      () => `Cluster ${environment.target?.cluster} cannot be asked.`,
    );
  }

  async #turn(): Promise<void> {
    while (this.#running >= PARALLEL) {
      await new Promise<void>(resolve => this.#queue.push(resolve));
    }
    this.#running++;
  }
}

function isWell({ error, objects }: Observation): boolean {
  return (
    error === undefined && objects.every(({ status }) => status === 'healthy')
  );
}

/** What it comes to, or undefined after so long; it goes on all the same. */
async function withinTime<Answer>(
  work: Promise<Answer>,
  ms: number,
): Promise<Answer | undefined> {
  const given = new AbortController();
  try {
    return await Promise.race([
      work,
      wait(ms, undefined, { signal: given.signal, ref: false }),
    ]);
  } finally {
    given.abort();
  }
}
