import { setTimeout as wait } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import {
  isSecretObject,
  ObjectHealth,
  Secret,
  secretsIn,
  TargetCall,
} from '@tutti/engine';
import { Targets } from '../../planning';
import { EnvironmentRecord, InventoryObject, Store } from '../../store';
import { redactorFor } from './redactorFor';

/** An object of the inventory, with its health as the target saw it. */
export interface ObservedObject extends ObjectHealth {
  /** A resourceId, `workload#name` or `environment`. */
  owner: string;
}

export interface Observation {
  observedAt: number;
  objects: ObservedObject[];
  /** Why the target did not answer; `objects` are then the last known. */
  error?: string;
}

const FRESH_MS = 4_000;
const CALL_TIMEOUT_MS = 10_000;
const PARALLEL = 8;

/**
 * Looks at what runs. An answer serves everybody for some seconds; nobody waits longer than
 * they want to, the looking goes on for whoever asks next.
 */
export class HealthObserver {
  readonly #known = new Map<string, Observation>();
  readonly #freshUntil = new Map<string, number>();
  /** How often each was outdated: a look that began before is no news after. */
  readonly #changes = new Map<string, number>();
  readonly #looking = new Map<string, Promise<Observation>>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly store: Store,
    private readonly targets: Targets,
    private readonly platformSecrets: Record<string, Secret>,
  ) {}

  /** The answer, or after `withinMs` the last known one; undefined when there is none yet. */
  async observe(
    environment: EnvironmentRecord,
    withinMs: number,
  ): Promise<Observation | undefined> {
    const known = this.#known.get(environment.id);
    if (known && Date.now() < (this.#freshUntil.get(environment.id) ?? 0)) {
      return known;
    }
    const given = new AbortController();
    try {
      return await Promise.race([
        this.#look(environment),
        wait(withinMs, known, { signal: given.signal, ref: false }),
      ]);
    } finally {
      given.abort();
    }
  }

  /** Something was deployed: what is known is old. */
  outdate(environmentId: string): void {
    this.#freshUntil.delete(environmentId);
    this.#looking.delete(environmentId);
    this.#changes.set(
      environmentId,
      (this.#changes.get(environmentId) ?? 0) + 1,
    );
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
        this.#known.set(environment.id, observation);
        this.#freshUntil.set(environment.id, Date.now() + FRESH_MS);
      }
      return observation;
    } finally {
      this.#running--;
      this.#queue.shift()?.();
    }
  }

  async #objects(environment: EnvironmentRecord): Promise<ObservedObject[]> {
    const inventory = (await this.store.objects.list([environment.id])).filter(
      ({ state }) => state === 'present',
    );
    if (!environment.target || inventory.length === 0) {
      return [];
    }
    const target = await this.targets.open(environment.target);
    const health = await target.health(
      inventory.map(({ ref }) => ref),
      callWithin(),
    );
    // Of what is well nobody says anything in words of their own.
    const isWell = health.every(({ status }) => status === 'healthy');
    const secrets = inventory.map(({ ref }) => ref).filter(isSecretObject);
    const redactor = isWell
      ? undefined
      : await redactorFor(this.store, {
          environment,
          platformSecrets: this.platformSecrets,
          live: secretsIn(
            secrets.length > 0
              ? await target.observe(secrets, callWithin())
              : [],
          ),
        });
    const owners = new Map(
      inventory.map(object => [nameOf(object.ref), object.owner]),
    );
    return health.map(seen => ({
      ...(redactor?.health(seen) ?? seen),
      owner: owners.get(nameOf(seen.ref)) ?? '',
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

function callWithin(): TargetCall {
  return {
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    timeoutMs: CALL_TIMEOUT_MS,
  };
}

function nameOf({ apiVersion, kind, namespace, name }: InventoryObject['ref']) {
  return [apiVersion, kind, namespace, name].join(' ');
}
