import { Redactor, RuntimeObject, Secret } from '@tutti/engine';
import { ServiceUnavailableError } from '@backstage/errors';
import { Targets } from '../../planning';
import { EnvironmentRecord, InventoryObject, Store } from '../../store';
import {
  callWithin,
  HealthObserver,
  liveRedactor,
  presentObjects,
  refText,
  workloadOf,
} from '../health';
import { LiveEnvironment, Look } from './LiveEnvironment';
import { Owner, placeNodes, PlacedNode } from './nodes';
import { View } from './View';

/** How long one look serves everybody who asks. */
const FRESH_MS = 3_000;

/**
 * Looks at what runs, once for all who look at the same time. Nothing is asked of a cluster when nobody
 * looks, and nothing is kept longer than it is fresh.
 */
export class Outlook {
  readonly #views = new Map<string, Promise<View | undefined>>();
  readonly #live = new Map<string, LiveEnvironment>();

  constructor(
    private readonly options: {
      store: Store;
      targets: Targets;
      platformSecrets: Record<string, Secret>;
      health: HealthObserver;
    },
  ) {
    options.health.onOutdated(id => {
      this.#views.delete(id);
      this.#live.get(id)?.lookAgain();
    });
  }

  /**
   * Undefined where nothing was deployed yet.
   *
   * @throws TargetError when the cluster cannot be asked
   * @throws ServiceUnavailableError where its target lets nobody look
   */
  async of(environment: EnvironmentRecord): Promise<View | undefined> {
    const { id } = environment;
    const current = this.#live.get(id)?.current;
    if (current?.ok) return current.view;
    const kept = this.#views.get(id);
    if (kept) return kept;
    const view = this.#look(environment);
    this.#views.set(id, view);
    const forget = () => {
      if (this.#views.get(id) === view) this.#views.delete(id);
    };
    view.then(() => setTimeout(forget, FRESH_MS).unref(), forget);
    return view;
  }

  /** Each look from now on, as soon as something changed, until the signal aborts. */
  async *follow(
    environment: EnvironmentRecord,
    signal: AbortSignal,
  ): AsyncGenerator<Look> {
    const { id } = environment;
    const live = this.#live.get(id) ?? this.#begin(environment);
    yield* live.follow(signal);
  }

  #begin(environment: EnvironmentRecord): LiveEnvironment {
    const { id } = environment;
    const { store, health } = this.options;
    const live = new LiveEnvironment({
      // Its target may be bound, or another one, by now.
      look: async () => {
        const [now] = await store.environments.get([id]);
        return this.#look(now ?? environment);
      },
      watched: isWatched => health.setWatched(id, isWatched),
      changed: () => health.outdate(id),
      ended: () => this.#live.delete(id),
    });
    this.#live.set(id, live);
    return live;
  }

  async #look(environment: EnvironmentRecord): Promise<View | undefined> {
    const { store, targets, platformSecrets } = this.options;
    const inventory = await presentObjects(store, environment);
    if (!environment.target || inventory.length === 0) return undefined;
    const target = await targets.open(environment.target);
    const { runtime: reader } = target;
    if (!reader) {
      throw new ServiceUnavailableError(
        `What runs in ${target.cluster} cannot be looked at from here: its driver '${target.driver}' only delivers.`,
      );
    }
    const refs = inventory.map(({ ref }) => ref);
    const observedAt = new Date().toISOString();
    const tree = await reader.tree(refs, callWithin());
    let redactor: Promise<Redactor> | undefined;
    const view: Omit<View, 'nodes'> = {
      target,
      reader,
      refs,
      observedAt,
      redactor: () =>
        (redactor ??= liveRedactor(store, {
          environment,
          platformSecrets,
          target,
          inventory,
        })),
    };
    return {
      ...view,
      nodes: await this.#place(environment, inventory, tree, view),
    };
  }

  async #place(
    environment: EnvironmentRecord,
    inventory: InventoryObject[],
    tree: RuntimeObject[],
    view: Pick<View, 'redactor'>,
  ): Promise<PlacedNode[]> {
    const owners = await this.#owners(environment, inventory);
    // Of what is well nobody says anything in words of their own.
    const said = tree.every(({ status }) => status === 'healthy')
      ? tree
      : await withoutSecrets(tree, await view.redactor());
    return placeNodes(said, ({ ref }) => owners.get(refText(ref)) ?? {});
  }

  async #owners(
    environment: EnvironmentRecord,
    inventory: InventoryObject[],
  ): Promise<Map<string, Owner>> {
    const addresses = new Map(
      (await this.options.store.resources.heads([environment.id])).map(
        ({ resourceId, address }) => [resourceId, address],
      ),
    );
    return new Map(
      inventory.map(({ ref, owner }) => {
        const resource = addresses.get(owner);
        const workload = workloadOf(owner);
        return [
          refText(ref),
          {
            ...(workload !== undefined && { workload }),
            ...(resource !== undefined && { resource }),
          },
        ];
      }),
    );
  }
}

async function withoutSecrets(
  tree: RuntimeObject[],
  redactor: Redactor,
): Promise<RuntimeObject[]> {
  return tree.map(object => ({
    ...object,
    message: redactor.text(object.message),
    ...(object.cause && { cause: redactor.cause(object.cause) }),
  }));
}
