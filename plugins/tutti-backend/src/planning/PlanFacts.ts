import { createHash } from 'node:crypto';
import { PLAN_FORMAT } from '@tutti/engine';
import { ActivePlatform, CatalogFacts, PlatformConfig } from '../platform';
import { keyedDigest } from '../sealing';
import { digestOf, MadeFrom, Store, StoredPlan } from '../store';
import { cameBetween } from './cameBetween';
import { OTHER_FORMAT } from './format';
import { differences } from './madeFrom';
import { findNeighbours } from './neighbours';
import { Subject } from './PlanRequests';

const MADE_BEFORE =
  'The plan was made before plans remembered what they were made from. Plan again.';
const STATE_MOVED =
  'What is recorded of the environment changed since this plan was made.';

/**
 * What plans are made from, and whether it is still so (docs/reference/semantics.md, Plan). Reads the
 * database and what the catalog said last: no thread and no cluster is asked. What only the cluster
 * knows is compared by the run.
 */
export class PlanFacts {
  readonly #platformValues: string;

  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      catalog: CatalogFacts;
      config: PlatformConfig;
      digestKey: Buffer;
    },
  ) {
    const { config, digestKey } = options;
    this.#platformValues = keyedDigest(digestKey)(
      JSON.stringify([
        sorted(config.values),
        sorted(config.secrets).map(([name, secret]) => [name, secret.reveal()]),
      ]),
    );
  }

  /** @throws ServiceUnavailableError while no platform serves. */
  async read({
    environment,
    release,
    application: known,
  }: Pick<
    Subject,
    'application' | 'environment' | 'release'
  >): Promise<MadeFrom> {
    const { store, platform, catalog } = this.options;
    const { revision } = await platform.demand();
    const application = await catalog.refreshOne(known);
    const marks = await store.valueVersions([application.id, environment.id]);
    const neighbours = await findNeighbours(
      store,
      { application, environment },
      release.workloads,
    );
    const { serial, running } = await store.environments.progress(
      environment.id,
    );
    return {
      platform: revision,
      platformValues: this.#platformValues,
      ...(application.owner !== undefined && { owner: application.owner }),
      labels: application.entity?.labels ?? {},
      values: {
        application: marks.get(application.id) ?? {},
        environment: marks.get(environment.id) ?? {},
      },
      neighbours: Object.fromEntries(
        Object.entries(neighbours).map(([name, { namespace, workloads }]) => [
          name,
          createHash('sha256')
            .update(
              JSON.stringify([
                namespace,
                sorted(workloads).map(([each, workload]) => [
                  each,
                  digestOf(workload),
                ]),
              ]),
            )
            .digest('hex'),
        ]),
      ),
      serial,
      ...(running !== undefined && { running }),
    };
  }

  /**
   * What changed since a plan was made, in sentences; empty while it is current.
   *
   * @throws ServiceUnavailableError while no platform serves.
   */
  async moved(
    subject: Pick<Subject, 'application' | 'environment' | 'release'>,
    plan: StoredPlan,
  ): Promise<string[]> {
    if (plan.plan.format !== PLAN_FORMAT) {
      return [OTHER_FORMAT];
    }
    const { madeFrom } = plan;
    if (!madeFrom) {
      return [MADE_BEFORE];
    }
    const now = await this.read(subject);
    const isStateOfThen =
      madeFrom.serial === now.serial && madeFrom.running === undefined;
    const between = isStateOfThen
      ? []
      : await cameBetween(this.options.store, plan);
    return [
      ...between,
      ...(isStateOfThen || between.length > 0 ? [] : [STATE_MOVED]),
      ...differences(madeFrom, now),
    ];
  }
}

function sorted<T>(record: Record<string, T>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
