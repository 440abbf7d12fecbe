import { Digest, ObjectChange, Plan, PlanStep } from '../../model';
import { canonical } from '../values';

/**
 * Covers what a person reviewed and what stands behind it (`fingerprint`), and nothing that changes
 * by itself or does not matter to this plan: no live content, no explanations of matches (a
 * changed definition that nobody uses makes no plan stale), no platform revision, no texts.
 */
export function planHash(plan: Omit<Plan, 'hash'>, digest: Digest): string {
  return digest(
    canonical({
      format: plan.format,
      application: plan.application,
      environment: plan.environment,
      environmentType: plan.environmentType,
      release: plan.release,
      target: plan.target,
      steps: stepDigests(plan.steps, digest),
      policies: plan.policies.map(({ policy, effect, outcome, subject }) => ({
        policy,
        effect,
        outcome,
        subject,
      })),
      consents: plan.consents.map(({ subject, action, required, given }) => ({
        subject,
        action,
        required,
        given,
      })),
    }),
  );
}

/** Between created, changed and left alone an object moves without anybody's decision. */
export function hashedAction({
  action,
}: ObjectChange): 'delete' | 'adopt' | 'release' | 'apply' {
  return action === 'delete' || action === 'adopt' || action === 'release'
    ? action
    : 'apply';
}

/** A digest takes as long as the text of a step; the text of a plan of thousands is no text to hold. */
const STEPS_AT_ONCE = 50;

function stepDigests(steps: PlanStep[], digest: Digest): string[] {
  const digests: string[] = [];
  for (let first = 0; first < steps.length; first += STEPS_AT_ONCE) {
    const some = steps.slice(first, first + STEPS_AT_ONCE);
    digests.push(digest(canonical(some.map(hashedStep))));
  }
  return digests;
}

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
        inputs: step.inputs,
        outputs: step.outputs,
      };
    default:
      throw new Error(`no such step: ${step satisfies never}`);
  }
}
