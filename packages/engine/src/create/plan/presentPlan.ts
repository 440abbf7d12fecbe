import {
  Action,
  Digest,
  isValueObject,
  JsonObject,
  ObjectChange,
  Plan,
  PLAN_FORMAT,
  PlanStep,
  PlanSummary,
  PolicyFinding,
  ObjectTemplate,
  ResourceRecord,
  Value,
  ValueObject,
  WorkloadRecord,
} from '../../model';
import { ObjectDraft, shownLive } from '../objects';
import { judgePolicies } from '../policies';
import { canonical, mask } from '../values';
import { consentsOf } from './consents';
import { Draft, RemovalDraft, ResourceDraft, StepDraft } from './draft';
import { matchContextOf } from './place';
import { planHash } from './planHash';

/** What is shown of a draft: plain JSON without any secret. */
export function presentPlan(draft: Draft, digest: Digest): Plan {
  const { setting, target, steps } = draft;
  const { request, graph, context } = setting;
  const policies = findings(draft);
  const consents = consentsOf(steps, request.consent);
  const plan: Omit<Plan, 'hash'> = {
    format: PLAN_FORMAT,
    application: context.application,
    environment: context.environment,
    environmentType: context.environmentType,
    release: context.release,
    platformRevision: request.platform.revision,
    target: {
      name: draft.targetName,
      driver: target.driver,
      cluster: target.cluster,
      namespace: target.namespace,
      simulated: target.simulated,
    },
    graph,
    steps: steps.map(step => presentStep(step, digest)),
    policies,
    consents,
    problems: draft.problems,
    summary: summaryOf(steps),
    deployable:
      policies.every(
        ({ effect, outcome }) => effect !== 'deny' || outcome !== 'broken',
      ) && consents.every(({ required, given }) => given || !required),
  };
  return { ...plan, hash: planHash(plan, digest) };
}

function presentStep(step: StepDraft, digest: Digest): PlanStep {
  const base = {
    address: step.address,
    action: step.decision.action,
    reasons: step.decision.reasons,
    needs: step.needs,
    objects: step.objects.map(presentObject),
  };
  switch (step.kind) {
    case 'target':
      return { ...base, kind: 'target', fingerprint: '' };
    case 'resource':
      return {
        ...base,
        ...presentResource(step),
        fingerprint: fingerprintOf(
          digest,
          step.hash ?? { inputs: step.request.inputs },
          step.record,
        ),
      };
    case 'workload':
      return {
        ...base,
        kind: 'workload',
        workload: step.workload.name,
        profile: step.profile.name,
        images: step.images,
        exactness: step.exactness,
        fingerprint: fingerprintOf(
          digest,
          step.hash ?? step.objects.map(({ template }) => template ?? null),
          step.record,
        ),
      };
    case 'resource-removal':
      return {
        ...base,
        ...presentRemoval(step),
        fingerprint: fingerprintOf(digest, null, step.record),
      };
    case 'workload-removal':
      return {
        ...base,
        kind: 'workload',
        workload: step.record.workload,
        profile: '',
        images: {},
        exactness: 'exact',
        fingerprint: fingerprintOf(digest, null, step.record),
      };
    default:
      throw new Error(`no such step: ${step satisfies never}`);
  }
}

function presentResource(step: ResourceDraft) {
  const { node, identity, record, definition, driver, request } = step;
  return {
    kind: 'resource' as const,
    resourceId: request.resourceId,
    type: node.type,
    class: node.class,
    ...(node.id !== undefined && { id: node.id }),
    definition: definition.name,
    driver: driver.name,
    driverVersion: driver.version,
    protection: definition.protection,
    ...(identity.kind === 'replace' &&
      record && { replaces: record.resourceId }),
    explanation: node.explanation,
    inputs: masked(request.inputs),
    outputs: masked(step.outputs),
    exactness: step.exactness,
    neededBy: [
      ...new Set(node.declaredBy.map(({ workload }) => workload)),
    ].sort(),
  };
}

function presentRemoval({
  record,
}: Extract<RemovalDraft, { kind: 'resource-removal' }>) {
  return {
    kind: 'resource' as const,
    resourceId: record.resourceId,
    type: record.type,
    class: record.class,
    ...(record.id !== undefined && { id: record.id }),
    definition: record.definition.name,
    driver: record.definition.driver,
    driverVersion: record.driverVersion,
    protection: record.definition.protection,
    inputs: masked(record.inputs),
    outputs: masked(record.outputs),
    exactness: 'exact' as const,
    neededBy: [],
  };
}

function presentObject(object: ObjectDraft): ObjectChange {
  const { ref, action, template, record, live, changed } = object;
  const shape = template ?? record?.applied;
  return {
    ref,
    action,
    ...(record && { lastApplied: record.applied }),
    ...(live && shape && { live: shownLive(live, shape) }),
    ...(template
      ? { desired: masked(template) }
      : action === 'keep' && record && { desired: record.applied }),
    changed,
  };
}

/** What is behind a step and cannot be shown: secret values, and how the last run left it. */
function fingerprintOf(
  digest: Digest,
  content: Value,
  record: ResourceRecord | WorkloadRecord | undefined,
): string {
  const left: Value = record
    ? {
        appliedHash: record.appliedHash ?? null,
        lifecycle: record.lifecycle,
        outputsVersion: 'outputsVersion' in record ? record.outputsVersion : 0,
      }
    : null;
  return digest(canonical([content, left])).slice(0, 16);
}

function findings({ setting, steps }: Draft): PolicyFinding[] {
  const { request, context } = setting;
  const subjects = steps.map(step => ({
    step,
    objects: step.objects.flatMap(standing),
  }));
  return judgePolicies(Object.values(request.platform.policies), {
    context: { ...matchContextOf(request), release: context.release },
    plan: {
      application: context.application,
      environment: context.environment,
      release: context.release,
      summary: { ...summaryOf(steps) },
      steps: steps.map(({ address, decision, ...step }) => ({
        address,
        action: decision.action,
        ...(step.kind === 'resource' && {
          type: step.node.type,
          class: step.node.class,
          definition: step.definition.name,
          driver: step.driver.name,
        }),
      })),
    },
    workloads: subjects.flatMap(({ step, objects }) =>
      step.kind === 'workload'
        ? [{ workload: step.workload, images: step.images, objects }]
        : [],
    ),
    resources: subjects.flatMap(({ step, objects }) =>
      step.kind === 'resource'
        ? [
            {
              ...(step.node.id !== undefined && { id: step.node.id }),
              ...(step.node.workload !== undefined && {
                workload: step.node.workload,
              }),
              objects,
            },
          ]
        : [],
    ),
  });
}

/** The object as it will be; none if it goes away. */
function standing({ action, template, record }: ObjectDraft): ObjectTemplate[] {
  const object = action === 'delete' ? undefined : template ?? record?.applied;
  return object ? [object] : [];
}

/** The old one of a replace is part of that replace, not a second change. */
function summaryOf(steps: StepDraft[]): PlanSummary {
  const summary: Record<Action, number> = {
    create: 0,
    update: 0,
    replace: 0,
    keep: 0,
    hold: 0,
    adopt: 0,
    retain: 0,
    destroy: 0,
  };
  for (const step of steps) {
    if (!(step.kind === 'resource-removal' && step.replaced)) {
      summary[step.decision.action]++;
    }
  }
  return summary;
}

function masked(value: ValueObject): JsonObject {
  const shown = mask(value);
  return isValueObject(shown) ? shown : {};
}
