import { createHash } from 'node:crypto';
import {
  ApprovalNeed,
  approvalNeeded,
  ClosedBy,
  durationMs,
  EnvironmentType,
  ExactPlan,
  openWindow,
  own,
  Principals,
  Problem,
  ReleaseChange,
  releaseChanges,
} from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';
import { ActivePlatform } from '../platform';
import {
  ApplicationRecord,
  AskedApproval,
  DeploymentRecord,
  EnvironmentRecord,
  Store,
  StoredPlan,
} from '../store';
import { VerificationRule } from '../verification';
import { asideFrom, keptAside } from './keptAside';

/** Of an environment type that is gone. */
const NO_RULE: Pick<
  EnvironmentType['approval'],
  'quorum' | 'groups' | 'self' | 'expiresAfter'
> = { quorum: 1, groups: [], self: false, expiresAfter: '72h' };

/** Where something is to begin; both as they are now. */
export interface GatedPlace {
  application: ApplicationRecord;
  environment: EnvironmentRecord;
}

/**
 * What stands between a deployment that is asked for and its run. The same is asked when somebody asks
 * for it and when a worker has claimed it.
 */
export class Gates {
  constructor(
    private readonly store: Store,
    private readonly platform: Pick<ActivePlatform, 'find'>,
    /** What the environment stands on: its last success. */
    readonly lastSuccess = async ({
      id,
    }: EnvironmentRecord): Promise<DeploymentRecord | undefined> =>
      (await store.deployments.lastSuccessOf([id])).get(id),
  ) {}

  /**
   * The same by the platform that serves, and on what the environment stands, when they are first asked:
   * for the length of one claim.
   */
  ofOneMoment(): Gates {
    return new Gates(
      this.store,
      { find: once(() => this.platform.find()) },
      once(environment => this.lastSuccess(environment)),
    );
  }

  /** Why it may not begin now, and when that is asked again; undefined where it may. */
  async start(
    { environment }: GatedPlace,
    asked: Pick<DeploymentRecord, 'byAutomation' | 'override'>,
    input: PlanInput,
  ): Promise<ReturnType<typeof asideFrom> | undefined> {
    const closed = await this.closed(environment);
    const success = await this.lastSuccess(environment);
    const kept = keptAside({
      input,
      byAutomation: asked.byAutomation ?? false,
      isOverridden: asked.override !== undefined,
      isPaused: success?.planned?.basis.overlays.paused ?? false,
      ...(environment.hold && { hold: environment.hold }),
      ...(closed && { closed }),
    });
    return kept && asideFrom(await this.store.now(), kept);
  }

  /** The freeze window that keeps everything out of it now, if one does. */
  async closed({ type }: EnvironmentRecord): Promise<ClosedBy | undefined> {
    const { freeze = [] } = (await this.#type(type)) ?? {};
    return freeze.length > 0
      ? openWindow(freeze, await this.store.now())
      : undefined;
  }

  /** What a plan needs from people before it runs; undefined where nobody is needed. */
  async askedApproval(
    place: GatedPlace,
    plan: StoredPlan,
  ): Promise<AskedApproval | undefined> {
    const need = await this.approval(place, plan);
    if (!need.needed) {
      return undefined;
    }
    const { reason, quorum, groups, self, expiresAfterMs } = need;
    return {
      reason,
      quorum,
      groups,
      self,
      effects: plan.plan.effects ?? plan.plan.hash,
      author: plan.createdBy,
      expiresAt: (await this.store.now()) + expiresAfterMs,
    };
  }

  /** Who decides there, by this line of its environment type: entity refs, `owner`, `anyone`, `nobody`. */
  async deciders(
    { type }: EnvironmentRecord,
    line: 'approve' | 'deploy',
  ): Promise<Principals> {
    return (await this.#type(type))?.access[line] ?? [];
  }

  /**
   * What the review of exact plans needs from people: what the environment type asks for approvals, and
   * where it asks for none, somebody else who may deploy there.
   */
  async askedReview(
    { environment }: GatedPlace,
    plan: StoredPlan,
    exact: ExactPlan[],
  ): Promise<AskedApproval> {
    const type = await this.#type(environment.type);
    const { quorum, groups, self, expiresAfter } = type?.approval ?? NO_RULE;
    const hasRule = await this.hasApprovals(environment);
    return {
      reason: `${
        type?.title ?? environment.type
      } asks for a review of what drivers say only in the run.`,
      quorum: hasRule ? quorum : 1,
      groups: hasRule ? groups : [],
      self,
      effects: hashOf(exact),
      ...(!hasRule && { by: 'deploy' }),
      author: plan.createdBy,
      expiresAt: (await this.store.now()) + durationMs(expiresAfter),
    };
  }

  /** Is there a rule at all by which somebody may have to agree? */
  async hasApprovals({ type }: EnvironmentRecord): Promise<boolean> {
    const { approval } = (await this.#type(type)) ?? {};
    return approval?.required === true || approval?.when !== undefined;
  }

  /** Whether somebody has to agree to a plan before it runs. */
  async approval(
    { application, environment }: GatedPlace,
    plan: StoredPlan,
  ): Promise<ApprovalNeed> {
    const type = await this.#type(environment.type);
    if (!type) {
      // Planning says so.
      return { needed: false, reason: 'Its environment type is gone.' };
    }
    const { owner } = application;
    return approvalNeeded(type, {
      plan: plan.plan,
      // Only a rule looks at them.
      changes:
        type.approval.when === undefined
          ? []
          : await this.#changes(environment, plan),
      context: {
        application: application.name,
        environment: environment.name,
        environmentType: environment.type,
        ...(owner && { owner }),
        labels: application.entity?.labels ?? {},
        release: plan.plan.release,
      },
    });
  }

  /** Against what was deployed there last. */
  async #changes(
    { id }: EnvironmentRecord,
    { releaseId }: StoredPlan,
  ): Promise<ReleaseChange[]> {
    const { store } = this;
    const last = (await store.deployments.lastDeployedOf([id])).get(id);
    const releases = await store.releases.heads(
      [releaseId, last?.releaseId].filter(each => each !== undefined),
    );
    return releaseChanges(
      last?.releaseId === undefined ? undefined : releases.get(last.releaseId),
      releases.get(releaseId) ?? { digests: {}, images: {} },
    );
  }

  /**
   * Why a release may not come there: only what succeeded in an environment of another type may. What
   * succeeded there before may come back. Undefined where nothing stands against it.
   */
  async notPromoted(
    { application, environment }: GatedPlace,
    release: { hash: string } | { releaseId: string },
    input: PlanInput,
  ): Promise<Problem | undefined> {
    const rule = (await this.#type(environment.type))?.promotion;
    if (!rule?.only || input.destroy || input.unpromoted !== undefined) {
      return undefined;
    }
    const { store } = this;
    const releaseId =
      'releaseId' in release
        ? release.releaseId
        : (await store.releases.findByHash(application.id, release.hash))?.id;
    const from = (await this.#type(rule.from))?.title ?? rule.from;
    const isPromoted =
      releaseId !== undefined &&
      (await store.promotions.hasSucceeded(releaseId, {
        environmentId: environment.id,
        orIn: { applicationId: application.id, type: rule.from },
      }));
    return isPromoted
      ? undefined
      : {
          severity: 'error',
          code: 'NotPromoted',
          message: `Only releases that succeeded in an environment of type ${from} come to ${environment.name}, and this one did not.`,
          hint: `Deploy it there first and promote it from there, or promote what last succeeded there. In an emergency somebody who may override says why in \`unpromoted\`.`,
        };
  }

  /** Keys of checks for which others wait before they promote what succeeded there. */
  async promotionGates({ type }: EnvironmentRecord): Promise<string[]> {
    const types = await this.environmentTypes();
    const keys = Object.values(types).flatMap(({ promotion }) =>
      promotion?.from === type ? promotion.gates : [],
    );
    return [...new Set(keys)].sort();
  }

  /** What has to hold before a run there has succeeded; undefined where nothing is asked for. */
  async verification(
    environment: EnvironmentRecord,
  ): Promise<VerificationRule | undefined> {
    const type = await this.#type(environment.type);
    if (!type) {
      return undefined;
    }
    const { healthyFor, gates, within } = type.verify;
    return healthyFor === undefined && gates.length === 0
      ? undefined
      : {
          healthyForMs: healthyFor === undefined ? 0 : durationMs(healthyFor),
          gates,
          withinMs: durationMs(within),
        };
  }

  /** What fails there is put back without asking anybody. */
  async rollsBack({ type }: EnvironmentRecord): Promise<boolean> {
    return (await this.#type(type))?.onFailure === 'rollback';
  }

  /** By name; none while no platform serves. */
  async environmentTypes(): Promise<Record<string, EnvironmentType>> {
    return (await this.platform.find())?.environmentTypes ?? {};
  }

  async #type(name: string): Promise<EnvironmentType | undefined> {
    return own(await this.environmentTypes(), name);
  }
}

/** Asked again only where it failed. */
function once<Given extends unknown[], Answer>(
  ask: (...given: Given) => Promise<Answer>,
): (...given: Given) => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return (...given) =>
    (answer ??= ask(...given).catch(error => {
      answer = undefined;
      throw error;
    }));
}

/** An approval is for these, in whichever order they became known. */
function hashOf(exact: ExactPlan[]): string {
  const hashes = exact.map(({ address, hash }) => [address, hash].join(' '));
  return createHash('sha256').update(hashes.sort().join('\n')).digest('hex');
}
