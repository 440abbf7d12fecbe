import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { EnvironmentType, own } from '@tutti/engine';
import {
  Allowed,
  compareNames,
  PromotionOutlook,
  PromotionReceiver,
  PromotionRound,
} from '@tutti/plugin-tutti-common';
import { Gates } from '../../line';
import { waveOf, wavesFor } from '../../promotion';
import {
  ApplicationRecord,
  EnvironmentRecord,
  PromotionRoundRecord,
  PromotionRoundRule,
  Store,
} from '../../store';
import { Lookup, Place } from '../Lookup';
import { Caller } from '../types';
import { isoTime, releaseSummary } from '../views';
import { Wakeups } from '../Wakeups';
import { advanceRound, endRound } from './advanceRound';
import { RoundViews } from './RoundViews';
import { RoundPath, RoundQuery } from './types';

/** What is asked for, with what it comes to now. */
interface Asked {
  application: ApplicationRecord;
  type: EnvironmentType;
  rule: PromotionRoundRule;
  success: { id: string; number: number; at: number; releaseId: string };
  environments: EnvironmentRecord[];
}

/** Promotions to all environments of a type, because somebody asked. */
export class PromotionRounds {
  constructor(
    private readonly options: {
      store: Store;
      gates: Gates;
      views: RoundViews;
      wakeups: Wakeups;
    },
  ) {}

  async outlook(query: RoundQuery): Promise<PromotionOutlook> {
    return this.#outlookOf(await this.#asked(query), query);
  }

  async begin(query: RoundQuery, caller: Caller): Promise<PromotionRound> {
    const { store, wakeups } = this.options;
    const asked = await this.#asked(query, demandRights);
    const { application, type, rule, success } = asked;
    const outlook = await this.#outlookOf(asked, query);
    demandAll(outlook);
    const round: PromotionRoundRecord = {
      id: randomUUID(),
      applicationId: application.id,
      source: query.from,
      promotes: success.id,
      releaseId: success.releaseId,
      type: type.name,
      environmentIds: asked.environments.map(({ id }) => id),
      rule,
      requestedBy: caller.name,
      requestedAt: await store.now(),
      byAutomation: !caller.isUser,
    };
    await store.ofApplication(application.id, async tx => {
      const going = (await tx.promotionRounds.open(application.id)).find(
        each => each.type === type.name && overlap(each, round),
      );
      if (going) {
        throw new ConflictError(
          `A release of ${
            going.source
          } is on its way to environments of type ${titleOf(
            type,
          )} already. Wait until that has ended, or stop it.`,
        );
      }
      await tx.promotionRounds.add(round);
      await advanceRound(tx, round);
    });
    caller.audit?.changed({
      after: {
        round: round.id,
        from: query.from,
        type: type.name,
        release: outlook.release.number,
        environments: outlook.environments.map(each => each.environment),
      },
    });
    wakeups.notify();
    return this.#view(round.id, application, query, caller);
  }

  async stop(path: RoundPath, caller: Caller): Promise<PromotionRound> {
    const { store, wakeups } = this.options;
    const application = await new Lookup(store).application(path.application);
    const before = await this.#view(path.round, application, path, caller);
    const { stop } = before.allowed;
    if (!stop.allowed) {
      throw before.state === 'going'
        ? new NotAllowedError(stop.reason)
        : new ConflictError(`It has ended already: ${before.message}`);
    }
    await store.ofApplication(application.id, async tx => {
      const round = await tx.promotionRounds.get(path.round);
      if (round) {
        await endRound(tx, round, {
          how: 'stopped',
          by: caller.name,
          message: `${caller.name} stopped it.`,
        });
      }
    });
    caller.audit?.changed({ after: { round: path.round, stopped: true } });
    wakeups.notify();
    return this.#view(path.round, application, path, caller);
  }

  async #view(
    id: string,
    application: ApplicationRecord,
    reader: Pick<RoundPath, 'visible' | 'mayDeploy'>,
    caller: Caller,
  ): Promise<PromotionRound> {
    const { store, views } = this.options;
    const round = await store.promotionRounds.get(id);
    const [view] =
      round?.applicationId === application.id
        ? await views.list([round], application, reader, caller)
        : [];
    if (!view) {
      throw new NotFoundError(
        `There is no promotion '${id}' in ${application.name}`,
      );
    }
    return view;
  }

  /**
   * @param demand - of who asks, before anything is told of what runs
   * @throws InputError that names the field, NotFoundError
   */
  async #asked(
    query: RoundQuery,
    demand: (
      places: Place[],
      mayDeploy: RoundQuery['mayDeploy'],
    ) => void = () => undefined,
  ): Promise<Asked> {
    const { store, gates } = this.options;
    const { application, environment: source } = await new Lookup(store).place({
      application: query.application,
      environment: query.from,
    });
    const types = await gates.environmentTypes();
    const type = own(types, query.type);
    if (!type) {
      throw new InputError(
        `type: there is no environment type '${query.type}'; there are: ${
          Object.keys(types).sort().join(', ') || 'none'
        }`,
      );
    }
    if (type.lifetime !== undefined) {
      throw new InputError(
        `type: ${titleOf(
          type,
        )} is of previews, and their pull requests say what runs there.`,
      );
    }
    const { labels = {}, visible = () => true } = query;
    const environments = (await store.environments.listOf([application.id]))
      .filter(
        environment =>
          environment.type === type.name &&
          environment.id !== source.id &&
          Object.entries(labels).every(
            ([key, value]) => own(environment.labels, key) === value,
          ) &&
          visible({ application, environment }),
      )
      .sort((a, b) => compareNames(a.name, b.name));
    if (environments.length === 0) {
      throw new InputError(
        `${
          query.labels ? 'labels' : 'type'
        }: the application has no other environment of type ${titleOf(type)}${
          query.labels ? ' with these labels' : ''
        }.`,
      );
    }
    demand(
      environments.map(environment => ({ application, environment })),
      query.mayDeploy,
    );
    const success = (await store.deployments.lastSuccessOf([source.id])).get(
      source.id,
    );
    if (success?.releaseId === undefined || success.destroys) {
      throw new InputError(
        `from: no release has succeeded in ${source.name}, or what ran there was destroyed; deploy there first.`,
      );
    }
    return {
      application,
      type,
      environments,
      rule: {
        waves: wavesFor(type.promotion?.waves ?? [], query.maxConcurrent),
        stopOnFailure:
          query.stopOnFailure ?? type.promotion?.stopOnFailure ?? true,
        ...(query.labels && { labels: query.labels }),
      },
      success: {
        id: success.id,
        number: success.number,
        at: success.finishedAt ?? success.requestedAt,
        releaseId: success.releaseId,
      },
    };
  }

  async #outlookOf(
    { application, type, rule, success, environments }: Asked,
    { from, mayDeploy }: RoundQuery,
  ): Promise<PromotionOutlook> {
    const { store } = this.options;
    const deployed = await store.deployments.lastDeployedOf(
      environments.map(({ id }) => id),
    );
    const releases = await store.releases.heads([
      success.releaseId,
      ...[...deployed.values()].flatMap(({ releaseId }) => releaseId ?? []),
    ]);
    const receivers = await Promise.all(
      environments.map(async (environment): Promise<PromotionReceiver> => {
        const place = { application, environment };
        const last = deployed.get(environment.id)?.releaseId;
        const before = last === undefined ? undefined : releases.get(last);
        const wave = waveOf(environment.labels, rule.waves);
        const atOnce = rule.waves[wave - 1]?.maxConcurrent;
        const hasIt = last === success.releaseId;
        const kept = hasIt ? undefined : await this.#kept(place, from, success);
        return {
          environment: environment.name,
          wave,
          ...(atOnce !== undefined && { maxConcurrent: atOnce }),
          ...(before && { release: releaseSummary(before) }),
          hasIt,
          approval: approvalOf(type),
          ...(kept !== undefined && { kept }),
          allowed: hasIt
            ? { allowed: true }
            : await this.#mayGo(place, from, success, mayDeploy),
        };
      }),
    );
    const release = releases.get(success.releaseId);
    if (!release) {
      throw new NotFoundError(
        `The release of ${from} #${success.number} is gone`,
      );
    }
    return {
      from,
      type: type.name,
      typeTitle: titleOf(type),
      release: releaseSummary(release),
      success: {
        id: success.id,
        number: success.number,
        at: isoTime(success.at),
      },
      stopOnFailure: rule.stopOnFailure,
      environments: receivers.sort(
        (a, b) => a.wave - b.wave || compareNames(a.environment, b.environment),
      ),
      allowed: mayBegin(receivers),
    };
  }

  /** Why it would not begin at once there. */
  async #kept(
    place: Place,
    from: string,
    { releaseId }: Asked['success'],
  ): Promise<string | undefined> {
    const { gates } = this.options;
    const kept = await gates.start(
      place,
      { byAutomation: false },
      { promoteFrom: from, releaseId },
    );
    return kept?.waits.message;
  }

  async #mayGo(
    place: Place,
    from: string,
    { releaseId }: Asked['success'],
    mayDeploy: RoundQuery['mayDeploy'],
  ): Promise<Allowed> {
    const { blocked } = place.environment;
    const right = mayDeploy?.(place) ?? { allowed: true };
    if (!right.allowed) return right;
    if (blocked !== undefined) {
      return { allowed: false, reason: `It is locked: ${blocked}` };
    }
    const unpromoted = await this.options.gates.notPromoted(
      place,
      { releaseId },
      { promoteFrom: from, releaseId },
    );
    return unpromoted
      ? { allowed: false, reason: unpromoted.message }
      : { allowed: true };
  }
}

function approvalOf({ approval }: EnvironmentType) {
  if (approval.required) return 'needed' as const;
  return approval.when === undefined ? ('none' as const) : ('byRule' as const);
}

function mayBegin(receivers: PromotionReceiver[]): Allowed {
  if (receivers.every(({ hasIt }) => hasIt)) {
    return { allowed: false, reason: 'All of them have it already.' };
  }
  const refused = receivers.flatMap(({ environment, allowed }) =>
    allowed.allowed ? [] : [`${environment}: ${allowed.reason}`],
  );
  return refused.length === 0
    ? { allowed: true }
    : { allowed: false, reason: refused.join(' ') };
}

/** @throws NotAllowedError, ConflictError */
function demandAll({ allowed, environments }: PromotionOutlook): void {
  if (allowed.allowed) return;
  if (environments.every(({ hasIt }) => hasIt)) {
    throw new ConflictError(allowed.reason);
  }
  throw refusal(allowed.reason);
}

/** @throws NotAllowedError that names every environment to which the caller may not deploy */
function demandRights(
  places: Place[],
  mayDeploy: RoundQuery['mayDeploy'] = () => ({ allowed: true }),
): void {
  const refused = places.flatMap(place => {
    const right = mayDeploy(place);
    return right.allowed ? [] : [`${place.environment.name}: ${right.reason}`];
  });
  if (refused.length > 0) {
    throw refusal(refused.join(' '));
  }
}

function refusal(reasons: string): NotAllowedError {
  return new NotAllowedError(
    `It may not be promoted to all of them: ${reasons} Leave those out with labels, or ask somebody who may.`,
  );
}

function overlap(
  one: Pick<PromotionRoundRecord, 'environmentIds'>,
  other: Pick<PromotionRoundRecord, 'environmentIds'>,
): boolean {
  const ids = new Set(one.environmentIds);
  return other.environmentIds.some(id => ids.has(id));
}

function titleOf({ name, title }: EnvironmentType): string {
  return title ?? name;
}
