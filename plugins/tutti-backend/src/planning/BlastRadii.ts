import { createHash } from 'node:crypto';
import { toError } from '@backstage/errors';
import {
  BlastRadius,
  ComparedRelease,
  CurrentRelease,
  Driver,
  Platform,
  unforeseenMessage,
  Workload,
} from '@tutti/engine';
import { EnvironmentBlast } from '@tutti/plugin-tutti-common';
import { FaultLog, isTransient } from '../faults';
import { NO_BASIS } from '../plans';
import {
  ApplicationRecord,
  DeploymentRecord,
  EnvironmentRecord,
  environmentState,
  Images,
  Store,
} from '../store';
import {
  byRevision,
  driversAcross,
  EngineThreads,
  JobTooLarge,
} from '../threads';
import { PlanRequests } from './PlanRequests';

/** An environment that something runs in, and the digest of all that its impact depends on. */
export interface Deployed {
  application: ApplicationRecord;
  environment: EnvironmentRecord;
  success: DeploymentRecord;
  state: string;
}

/** Instead of those that run; undefined: it goes. */
export interface OtherWorkloads {
  workloads: Map<string, Workload | undefined>;
  /** For containers that say `.`, over those that run. */
  images: Images;
}

type Places = {
  application: ApplicationRecord;
  environment: EnvironmentRecord;
}[];

/**
 * What taking another revision into use would change, environment by environment
 * (docs/decisions/0009-blast-radius-on-paper.md). Each is computed once, in a thread, and stored
 * until something of that environment changes.
 */
export class BlastRadii {
  /** By both revisions: what this replica computes. */
  readonly #underWay = new Set<string>();
  #stopped = false;

  constructor(
    private readonly options: {
      store: Store;
      requests: PlanRequests;
      engine: EngineThreads;
      drivers: Record<string, Driver>;
      digestKey: Buffer;
      faults: FaultLog;
    },
  ) {}

  /** Of these, those in which the last success deployed something. */
  async deployed(places: Places): Promise<Deployed[]> {
    const { store } = this.options;
    const ids = places.map(({ environment }) => environment.id);
    const [successes, lasts, marks] = await Promise.all([
      store.deployments.lastSuccessOf(ids),
      store.deployments.lastOf(ids),
      store.valueMarks([
        ...ids,
        ...new Set(places.map(({ application }) => application.id)),
      ]),
    ]);
    return places.flatMap(({ application, environment }): Deployed[] => {
      const success = successes.get(environment.id);
      const last = lasts.get(environment.id);
      return success && !success.destroys && environment.target
        ? [
            {
              application,
              environment,
              success,
              state: digest([
                success.id,
                last?.id,
                last?.status,
                application.owner,
                application.entity?.labels,
                marks.get(application.id),
                marks.get(environment.id),
              ]),
            },
          ]
        : [];
    });
  }

  /**
   * What is known by now, by the id of the environment; what is not is computed from now on, one
   * environment after another, so that plans have threads left.
   */
  async known(
    step: { before: Platform; after: Platform },
    deployed: Deployed[],
  ): Promise<Map<string, EnvironmentBlast>> {
    const stored = await this.options.store.platformImpacts.of({
      before: step.before.revision,
      after: step.after.revision,
    });
    const known = new Map<string, EnvironmentBlast>();
    const missing: Deployed[] = [];
    for (const each of deployed) {
      const found = stored.get(each.environment.id);
      if (found?.state === each.state) {
        known.set(each.environment.id, found.impact);
      } else {
        missing.push(each);
      }
    }
    this.#compute(step, missing);
    return known;
  }

  /**
   * What other workloads than those that run would change, by the platform that serves. It is computed
   * now, and nothing is kept of it.
   */
  ofWorkloads(
    platform: Platform,
    deployed: Deployed,
    others: OtherWorkloads,
  ): Promise<EnvironmentBlast> {
    return this.#impactOn(
      { before: platform, after: platform },
      deployed,
      others,
    );
  }

  stop(): void {
    this.#stopped = true;
  }

  #compute(
    step: { before: Platform; after: Platform },
    missing: Deployed[],
  ): void {
    const key = `${step.before.revision} ${step.after.revision}`;
    if (missing.length === 0 || this.#underWay.has(key)) {
      return;
    }
    this.#underWay.add(key);
    this.#computeEach(step, missing)
      // Whoever looks again starts it again.
      .catch(error => this.#keep('computing a blast radius', error))
      .finally(() => this.#underWay.delete(key));
  }

  async #computeEach(
    step: { before: Platform; after: Platform },
    missing: Deployed[],
  ): Promise<void> {
    const { store } = this.options;
    for (const deployed of missing) {
      if (this.#stopped) {
        return;
      }
      const impact = await this.#impactOn(step, deployed);
      await store.platformImpacts.save(
        { before: step.before.revision, after: step.after.revision },
        deployed.environment.id,
        { state: deployed.state, impact },
      );
    }
  }

  async #impactOn(
    { before, after }: { before: Platform; after: Platform },
    deployed: Deployed,
    others?: OtherWorkloads,
  ): Promise<EnvironmentBlast> {
    const { engine, store, drivers, digestKey } = this.options;
    const { application, environment } = deployed;
    try {
      const { environments }: BlastRadius = await engine.run('blastRadius', {
        before: byRevision(before),
        after: byRevision(after),
        environments: [await this.#release(deployed, others)],
        ports: {
          drivers: driversAcross(drivers),
          generated: await store.generatedValues.all(environment.id),
          digestKey,
        },
      });
      return environments[0];
    } catch (error) {
      if (isTransient(error)) {
        throw error;
      }
      const place = `${application.name}/${environment.name}`;
      return {
        application: application.name,
        environment: environment.name,
        environmentType: environment.type,
        outcome: 'unknown',
        problems: [
          {
            severity: 'error',
            code: 'PlanTooLarge',
            message: `What changes in ${place} could not be computed. ${
              error instanceof JobTooLarge
                ? `${error.message}.`
                : this.#keep(`computing what changes in ${place}`, error)
            }`,
          },
        ],
      };
    }
  }

  /** @returns what people are told */
  #keep(during: string, error: unknown): string {
    const { stack, message } = toError(error);
    return unforeseenMessage(
      this.options.faults.keep(during, stack ?? message),
    );
  }

  async #release(
    { application, environment, success }: Deployed,
    others?: OtherWorkloads,
  ): Promise<ComparedRelease> {
    const { store, requests } = this.options;
    const release =
      success.releaseId && (await store.releases.get(success.releaseId));
    if (!release) {
      throw new Error(`The release of deployment ${success.id} is gone`);
    }
    const { images } = success.planned?.basis ?? NO_BASIS;
    const { request: asked } = await requests.of({
      application,
      environment,
      release,
      input: {},
      basis: {
        ...NO_BASIS,
        ...(images && { images }),
      },
    });
    const {
      platform: _platform,
      force: _force,
      consent: _consent,
      moves: _moves,
      ...request
    } = asked;
    return {
      ...request,
      state: await environmentState(store, environment.id),
      ...(others && { next: nextOf(request, others) }),
    };
  }
}

/** The workloads that run, with the others in their place. */
function nextOf(
  { workloads, images }: Pick<CurrentRelease, 'workloads' | 'images'>,
  others: OtherWorkloads,
): ComparedRelease['next'] {
  return {
    workloads: [
      ...workloads.filter(({ name }) => !others.workloads.has(name)),
      ...[...others.workloads.values()].flatMap(workload => workload ?? []),
    ],
    images: Object.fromEntries(
      [...new Set([...Object.keys(images), ...Object.keys(others.images)])].map(
        name => [name, { ...images[name], ...others.images[name] }],
      ),
    ),
  };
}

function digest(parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map(part => part ?? null)))
    .digest('hex');
}
