import {
  Digest,
  Graph,
  ObjectChange,
  own,
  Plan,
  PLAN_FORMAT,
  Platform,
  PlanStep,
  ResourceRecord,
  Value,
  WorkloadRecord,
  compareText,
} from '../../model';
import { formatPath } from '../../read/path';
import { mapValues } from '../../read/tree';
import { lastApplied, ObjectDraft, ownedPart } from '../objects';
import { Redactor } from '../redaction';
import { canonical, eachOpaque, maskedMap, shownParams } from '../values';
import { consentsOf } from './consents';
import { Draft, RemovalDraft, ResourceDraft, StepDraft } from '../draft/draft';
import { isDenied, judgePlan } from './judgements';
import { planHash } from './planHash';
import { summaryOf } from './summary';

/** What is shown of a draft: plain JSON without any secret. */
export function presentPlan(draft: Draft, digest: Digest): Plan {
  const { setting, binding, steps } = draft;
  const { target } = binding;
  const { request, graph, context } = setting;
  const policies = judgePlan(draft);
  const consents = consentsOf(steps, request.consent);
  const plan: Omit<Plan, 'hash'> = {
    format: PLAN_FORMAT,
    application: context.application,
    environment: context.environment,
    environmentType: context.environmentType,
    release: context.release,
    platformRevision: request.platform.revision,
    target: {
      name: binding.name,
      driver: target.driver,
      cluster: target.cluster,
      namespace: target.namespace,
      simulated: target.simulated,
    },
    graph: presentGraph(graph, request.platform),
    steps: steps.map(step => presentStep(step, draft, digest)),
    policies,
    consents,
    problems: draft.problems,
    summary: summaryOf(steps),
    deployable:
      !policies.some(isDenied) &&
      consents.every(({ required, given }) => given || !required),
  };
  return { ...plan, hash: planHash(plan, digest) };
}

function presentGraph(graph: Graph, { resourceTypes }: Platform): Graph {
  return {
    ...graph,
    nodes: mapValues(graph.nodes, node =>
      node.kind === 'resource'
        ? {
            ...node,
            params: shownParams(own(resourceTypes, node.type), node.params),
          }
        : node,
    ),
  };
}

function presentStep(
  step: StepDraft,
  { redactor }: Draft,
  digest: Digest,
): PlanStep {
  const base = {
    address: step.address,
    action: step.decision.action,
    reasons: step.decision.reasons,
    needs: step.needs,
    objects: step.objects
      .filter(isThere)
      .map(object => presentObject(object, redactor)),
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
          step.hash ?? hiddenIn(step.request.inputs),
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
          step.hash ??
            hiddenIn(step.objects.map(({ template }) => template ?? null)),
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
  const { node, continuity, record, definition, driver, request } = step;
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
    ...(continuity.kind === 'replace' &&
      record && { replaces: record.resourceId }),
    explanation: node.explanation,
    inputs: maskedMap(request.inputs),
    outputs: maskedMap(step.outputs),
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
    inputs: maskedMap(record.inputs),
    outputs: maskedMap(record.outputs),
    exactness: 'exact' as const,
    neededBy: [],
  };
}

/** What is gone already need not be deleted; only the inventory does not know it yet. */
function isThere({ action, live }: ObjectDraft): boolean {
  return action !== 'delete' || live !== undefined;
}

function presentObject(object: ObjectDraft, redactor: Redactor): ObjectChange {
  const { ref, action, template, record, live, changed } = object;
  const applied = record && lastApplied(record);
  // What was ours and is wanted no more is shown too: it goes away.
  const shapes = [template, applied].filter(shape => shape !== undefined);
  return {
    ref,
    action,
    ...(applied && { lastApplied: maskedMap(applied) }),
    ...(live &&
      shapes.length > 0 && {
        live: maskedMap(
          redactor.foreign(ownedPart(live, ...shapes), template ?? applied),
        ),
      }),
    ...(template
      ? { desired: maskedMap(template) }
      : action === 'keep' && applied && { desired: maskedMap(applied) }),
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
        // Whether its run still lives or was given up: it is not finished.
        lifecycle:
          record.lifecycle === 'applying' ? 'failed' : record.lifecycle,
        outputsVersion: 'outputsVersion' in record ? record.outputsVersion : 0,
      }
    : null;
  return digest(canonical([content, left])).slice(0, 16);
}

/** Everything in a value that is shown as a mask, by its place: the order of keys does not count. */
function hiddenIn(value: Value): Value {
  const hidden: { path: string; leaf: Value }[] = [];
  eachOpaque(value, (leaf, path) =>
    hidden.push({ path: formatPath(path), leaf }),
  );
  return hidden.sort((a, b) => compareText(a.path, b.path));
}
