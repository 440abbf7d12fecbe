import { randomUUID } from 'node:crypto';
import {
  isDatabaseConflictError,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { Driver, own } from '@tutti/engine';
import { NewEnvironment } from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../../platform';
import { Store } from '../../store';
import { HealthObserver, summariseRuntime } from '../health';
import { Lookup } from '../Lookup';
import { checkName } from '../names';
import { lookedAt } from '../previews/looks';
import { DefaultPromotionsService } from '../promotions';
import {
  Caller,
  EnvironmentPath,
  EnvironmentsService,
  Visibility,
} from '../types';
import { EnvironmentViews, isoTime } from '../views';
import { equip } from './cloning';
import { leftOf } from './leftOf';
import { Wakeups } from '../Wakeups';

/** One page about one environment waits longer than a list does. */
const RUNTIME_WITHIN_MS = 10_000;

export class DefaultEnvironmentsService implements EnvironmentsService {
  constructor(
    private readonly options: {
      store: Store;
      drivers: Record<string, Driver>;
      platform: ActivePlatform;
      views: EnvironmentViews;
      health: HealthObserver;
      promotions: DefaultPromotionsService;
      wakeups: Wakeups;
      logger: LoggerService;
    },
  ) {}

  async create(
    application: string,
    input: NewEnvironment & { idempotencyKey?: string },
    caller: Caller,
  ) {
    const { store, platform, views } = this.options;
    const { name, type, labels, idempotencyKey } = input;
    checkName('environment', name);
    const record = await new Lookup(store).application(application);
    const types = (await platform.demand()).environmentTypes;
    const found = own(types, type);
    if (!found) {
      throw new InputError(
        `type: the platform has no environment type '${type}'; there are: ${
          Object.keys(types).sort().join(', ') || 'none'
        }`,
      );
    }
    if (found.lifetime !== undefined) {
      throw new InputError(
        `type: environments of type '${type}' are previews, which come and go with pull requests: PUT /applications/${application}/previews/{key}`,
      );
    }
    const environment = { id: randomUUID(), applicationId: record.id };
    const by = { at: await store.now(), who: caller.name };
    try {
      await store.ofApplication(record.id, async tx => {
        await tx.environments.add({
          ...environment,
          name,
          type,
          createdAt: by.at,
          createdBy: by.who,
          ...(labels && { labels }),
          ...(idempotencyKey && { idempotencyKey }),
        });
        await equip(tx, environment, input, by);
      });
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
      if (!(await this.#isRepeated(record.id, input, caller))) {
        throw new ConflictError(
          `${application} has an environment '${name}' already`,
        );
      }
    }
    return views.one(
      await new Lookup(store).place({ application, environment: name }),
    );
  }

  /** The same call again: what it made is there. @throws ConflictError for another call of that key */
  async #isRepeated(
    applicationId: string,
    input: NewEnvironment & { idempotencyKey?: string },
    caller: Caller,
  ): Promise<boolean> {
    const { idempotencyKey, name, type } = input;
    const before =
      idempotencyKey &&
      (await this.options.store.environments.findByIdempotencyKey(
        caller.name,
        idempotencyKey,
      ));
    if (!before) {
      return false;
    }
    if (
      before.applicationId !== applicationId ||
      before.name !== name ||
      before.type !== type
    ) {
      throw new ConflictError(
        `The Idempotency-Key '${idempotencyKey}' was used for another environment`,
      );
    }
    return true;
  }

  async get(
    { visible, ...path }: EnvironmentPath & Visibility,
    caller: Caller,
  ) {
    const { store, views, promotions } = this.options;
    const view = await views.one(await new Lookup(store).place(path));
    const { items } = await promotions.list(
      { ...path, ...(visible && { visible }) },
      caller,
    );
    const [promotion] = items;
    return { ...view, ...(promotion && { promotion }) };
  }

  async runtime(path: EnvironmentPath, caller: Caller) {
    const { store, health, views } = this.options;
    const place = await new Lookup(store).place(path);
    await lookedAt(store, place, caller);
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
    const mayUnlock = async (tx: Store) => {
      if (await tx.environments.isLeased(environment.id)) {
        throw new ConflictError(
          `A worker holds ${place} and may still write: unlock it when its lease has run out`,
        );
      }
      if (await tx.deployments.isActive(environment.id)) {
        throw new ConflictError(`A deployment runs in ${place}`);
      }
    };
    caller.audit?.changed({ after: { reason } });
    await mayUnlock(store);
    if (environment.blocked !== undefined) {
      // While it is still locked: nothing begins before all of it is free.
      await this.#giveUp(environment.id);
    }
    await store.transaction(async tx => {
      await mayUnlock(tx);
      if (!(await tx.environments.unblock(environment.id))) {
        throw new ConflictError(`${place} is not locked`);
      }
      await tx.resources.giveUpOperations(environment.id);
      await tx.environments.raiseSerial(environment.id);
    });
    logger.info(`${caller.name} unlocked ${place}: ${reason}`);
    wakeups.notify();
  }

  async #giveUp(environmentId: string): Promise<void> {
    const { store, drivers } = this.options;
    const open = await store.resources.openOperations(environmentId);
    for (const { driver, resourceId, operationId } of open) {
      await own(drivers, driver)?.giveUp?.(resourceId, operationId);
    }
  }

  async hold(path: EnvironmentPath, reason: string, caller: Caller) {
    const { store, logger } = this.options;
    const { environment } = await new Lookup(store).place(path);
    const hold = {
      by: caller.name,
      since: isoTime(await store.now()),
      reason,
    };
    caller.audit?.changed({
      ...(environment.hold && { before: { ...environment.hold } }),
      after: hold,
    });
    await store.environments.setHold(environment.id, hold);
    logger.info(
      `${caller.name} holds automation in ${path.application}/${path.environment}: ${reason}`,
    );
  }

  async resume(path: EnvironmentPath, caller: Caller) {
    const { store, wakeups, logger } = this.options;
    const { environment } = await new Lookup(store).place(path);
    const place = `${path.application}/${path.environment}`;
    if (environment.hold) {
      caller.audit?.changed({ before: { ...environment.hold } });
    }
    await store.transaction(async tx => {
      if (!(await tx.environments.endHold(environment.id))) {
        throw new ConflictError(`Automation is not held in ${place}`);
      }
      await tx.deployments.recall('hold', environment.id);
    });
    logger.info(`${caller.name} resumed automation in ${place}`);
    wakeups.notify();
  }

  async remove(
    path: EnvironmentPath,
    { leaveRetained }: { leaveRetained: boolean },
    caller: Caller,
  ) {
    const { store, views, logger } = this.options;
    const { application, environment } = await new Lookup(store).place(path);
    const place = `${path.application}/${path.environment}`;
    const { declared } = await views.one({ application, environment });
    if (declared) {
      throw new ConflictError(
        `${place} is declared in platform files: remove it there first`,
      );
    }
    await store.transaction(async tx => {
      const left = await leftOf(tx, environment.id);
      if (left.running.length > 0) {
        throw new ConflictError(
          `${place} cannot be removed while something of it runs: ${left.running.join(
            ', ',
          )}. Destroy it first.`,
        );
      }
      if (left.retained.length > 0 && !leaveRetained) {
        throw new ConflictError(
          `${place} keeps on purpose: ${left.retained.join(
            ', ',
          )}. Destroy it with the consent to destroy these too, detach them, or remove it with leaveRetained: then they keep our labels, and no other environment can adopt them.`,
        );
      }
      await tx.environments.remove(environment.id);
      logger.info(
        `${caller.name} removed ${place}${
          left.retained.length > 0
            ? `, leaving ${left.retained.join(', ')}`
            : ''
        }`,
      );
    });
  }
}
