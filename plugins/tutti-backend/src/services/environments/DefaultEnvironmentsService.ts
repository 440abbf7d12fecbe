import { randomUUID } from 'node:crypto';
import {
  isDatabaseConflictError,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { ActivePlatform } from '../../platform';
import { Store } from '../../store';
import { HealthObserver, summariseRuntime } from '../health';
import { Lookup } from '../Lookup';
import { checkName } from '../names';
import { Caller, EnvironmentPath, EnvironmentsService } from '../types';
import { EnvironmentViews } from '../views';
import { Wakeups } from '../Wakeups';

/** One page about one environment waits longer than a list does. */
const RUNTIME_WITHIN_MS = 10_000;

export class DefaultEnvironmentsService implements EnvironmentsService {
  constructor(
    private readonly options: {
      store: Store;
      platform: ActivePlatform;
      views: EnvironmentViews;
      health: HealthObserver;
      wakeups: Wakeups;
      logger: LoggerService;
    },
  ) {}

  async create(
    application: string,
    input: { name: string; type: string },
    caller: Caller,
  ) {
    const { store, platform, views } = this.options;
    checkName('environment', input.name);
    const record = await new Lookup(store).application(application);
    const types = Object.keys((await platform.demand()).environmentTypes);
    if (!types.includes(input.type)) {
      throw new InputError(
        `type: the platform has no environment type '${
          input.type
        }'; there are: ${types.sort().join(', ') || 'none'}`,
      );
    }
    try {
      await store.environments.add({
        id: randomUUID(),
        applicationId: record.id,
        name: input.name,
        type: input.type,
        createdAt: await store.now(),
        createdBy: caller.name,
      });
    } catch (error) {
      throw isDatabaseConflictError(error)
        ? new ConflictError(
            `${application} has an environment '${input.name}' already`,
          )
        : error;
    }
    return views.one(
      await new Lookup(store).place({ application, environment: input.name }),
    );
  }

  async get(path: EnvironmentPath) {
    const { store, views } = this.options;
    return views.one(await new Lookup(store).place(path));
  }

  async runtime(path: EnvironmentPath) {
    const { store, health, views } = this.options;
    const place = await new Lookup(store).place(path);
    const observation = await health.observe(
      place.environment,
      RUNTIME_WITHIN_MS,
    );
    const { simulated } = await views.one(place);
    return { simulated, ...summariseRuntime(observation) };
  }

  async unlock(path: EnvironmentPath, reason: string, caller: Caller) {
    const { store, wakeups, logger } = this.options;
    const { environment } = await new Lookup(store).place(path);
    const place = `${path.application}/${path.environment}`;
    await store.transaction(async tx => {
      if (await tx.deployments.isActive(environment.id)) {
        throw new ConflictError(`A deployment runs in ${place}`);
      }
      if (!(await tx.environments.unblock(environment.id))) {
        throw new ConflictError(`${place} is not locked`);
      }
      await tx.resources.giveUpOperations(environment.id);
    });
    logger.info(`${caller.name} unlocked ${place}: ${reason}`);
    wakeups.notify();
  }
}
