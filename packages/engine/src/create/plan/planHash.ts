import { Digest, ObjectChange, Plan, PlanStep } from '../../model';
import { changesAsValue } from '../draft/infrastructure';
import { canonical } from '../values';

/**
 * Covers what a person reviewed and what stands behind it (`fingerprint`), and nothing that changes
 * by itself or does not matter to this plan: no live content, no explanations of matches (a
 * changed definition that nobody uses makes no plan stale), no platform revision, no texts.
 */
export function planHash(
  plan: Omit<Plan, 'hash' | 'effects'>,
  digest: Digest,
): string {
  return digest(
    canonical({
      ...hashedHead(plan),
      steps: stepDigests(plan.steps.map(hashedStep), digest),
      consents: plan.consents.map(({ subject, action, required, given }) => ({
        subject,
        action,
        required,
        given,
      })),
    }),
  );
}

/**
 * Covers what the plan would do: what `planHash` covers without what earlier runs recorded and
 * without consents given. An approval is for it (docs/reference/semantics.md, Approval): it is kept
 * where a run in between changed only what is remembered, and is asked for again where anything
 * else would be done.
 *
 * @param contents keyed digest of what stands behind each step and cannot be shown, in their order
 */
export function effectsHash(
  plan: Omit<Plan, 'hash' | 'effects'>,
  contents: string[],
  digest: Digest,
): string {
  const steps = plan.steps.map((step, index) => ({
    ...hashedStep(step),
    fingerprint: contents[index],
  }));
  return digest(
    canonical({
      ...hashedHead(plan),
      steps: stepDigests(steps, digest),
      consents: plan.consents.map(({ subject, action, required }) => ({
        subject,
        action,
        required,
      })),
    }),
  );
}

function hashedHead(plan: Omit<Plan, 'hash' | 'effects'>) {
  return {
    format: plan.format,
    application: plan.application,
    environment: plan.environment,
    environmentType: plan.environmentType,
    release: plan.release,
    ...(plan.destroys && { destroys: true }),
    ...(plan.reviews && { reviews: plan.reviews }),
    target: plan.target,
    policies: plan.policies.map(({ policy, effect, outcome, subject }) => ({
      policy,
      effect,
      outcome,
      subject,
    })),
  };
}

/** Between created, changed and left alone an object moves without anybody's decision. */
export function hashedAction({
  action,
}: ObjectChange): 'delete' | 'replace' | 'adopt' | 'release' | 'apply' {
  return action === 'delete' ||
    action === 'replace' ||
    action === 'adopt' ||
    action === 'release'
    ? action
    : 'apply';
}

/** A digest takes as long as the text of a step; the text of a plan of thousands is no text to hold. */
const STEPS_AT_ONCE = 50;

function stepDigests(steps: HashedStep[], digest: Digest): string[] {
  const digests: string[] = [];
  for (let first = 0; first < steps.length; first += STEPS_AT_ONCE) {
    const some = steps.slice(first, first + STEPS_AT_ONCE);
    digests.push(digest(canonical(some)));
  }
  return digests;
}

type HashedStep = ReturnType<typeof hashedStep>;

/** What of a step counts. */
export function hashedStep(step: PlanStep) {
  const { address, action, needs, fingerprint, kind } = step;
  const common = {
    kind,
    address,
    action,
    needs,
    fingerprint,
    objects: step.objects.map(object => ({
      ref: { ...object.ref },
      action: hashedAction(object),
      desired: object.desired ?? null,
    })),
  };
  switch (step.kind) {
    case 'target':
      return common;
    case 'workload':
      return {
        ...common,
        workload: step.workload,
        profile: step.profile,
        images: step.images,
      };
    case 'resource':
      return {
        ...common,
        resourceId: step.resourceId,
        definition: step.definition,
        driver: step.driver,
        driverVersion: step.driverVersion,
        protection: step.protection,
        replaces: step.replaces ?? null,
        ...(step.rotates !== undefined && { rotates: step.rotates }),
        inputs: step.inputs,
        outputs: step.outputs,
        ...(step.infrastructure?.changes && {
          changes: changesAsValue(step.infrastructure.changes),
        }),
      };
    default:
      throw new Error(`no such step: ${step satisfies never}`);
  }
}
