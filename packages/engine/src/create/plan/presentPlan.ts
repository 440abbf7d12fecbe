import {
  Address,
  Digest,
  generationOf,
  Graph,
  isRotating,
  ObjectChange,
  objectKey,
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
import { DryRuns, judgeAnswers } from '../dryRun';
import { consentsOf } from './consents';
import { Draft, RemovalDraft, ResourceDraft, StepDraft } from '../draft/draft';
import { isDenied, judgePlan } from './judgements';
import { effectsHash, planHash } from './planHash';
import { summaryOf } from './summary';

/**
 * What is shown of a draft: plain JSON without any secret.
 *
 * @param asked - what the cluster said of its objects; no part of the hashes
 */
export function presentPlan(
  draft: Draft,
  digest: Digest,
  asked: DryRuns = new Map(),
): Plan {
  const { plan, contents } = present(draft, digest, asked, withWhatIsThere);
  return {
    ...plan,
    hash: planHash(plan, digest),
    effects: effectsHash(plan, contents, digest),
  };
}

/** The same for whoever compares it and shows it to nobody: without what is live and what was applied last. */
export function plannedNow(draft: Draft, digest: Digest): PlannedNow {
  const { plan } = present(draft, digest, new Map(), () => ({}));
  return { ...plan, hash: planHash(plan, digest) };
}

/** `Plan` as far as two are compared. */
export type PlannedNow = Omit<Plan, 'effects'>;

type Presentable = Omit<Plan, 'hash' | 'effects'>;

function present(
  draft: Draft,
  digest: Digest,
  asked: DryRuns,
  around: Around,
): { plan: Presentable; contents: string[] } {
  const { setting, binding, steps } = draft;
  const { target } = binding;
  const { request, graph, context } = setting;
  const policies = judgePlan(draft);
  const consents = consentsOf(steps, request);
  const reviews = reviewsOf(draft);
  const { answers, summary: dryRun, warnings } = judgeAnswers(steps, asked);
  const presented = steps.map(step =>
    presentStep(step, { ...draft, answers, around }, digest),
  );
  const plan: Presentable = {
    format: PLAN_FORMAT,
    application: context.application,
    environment: context.environment,
    environmentType: context.environmentType,
    release: context.release,
    platformRevision: request.platform.revision,
    ...(request.destroy && { destroys: true as const }),
    ...(request.restores && { restores: request.restores.platform.revision }),
    target: {
      name: binding.name,
      driver: target.driver,
      cluster: target.cluster,
      namespace: target.namespace,
      simulated: target.simulated,
      ...(binding.git && { git: binding.git }),
    },
    graph: presentGraph(graph, request.platform),
    steps: presented.map(({ step }) => step),
    policies,
    consents,
    problems: [...draft.problems, ...warnings],
    summary: summaryOf(steps),
    ...(reviews.length > 0 && { reviews }),
    ...(dryRun && { dryRun }),
    deployable:
      !dryRun?.refusals.length &&
      !policies.some(isDenied) &&
      consents.every(({ required, given }) => given || !required),
  };
  return { plan, contents: presented.map(({ content }) => content) };
}

/** Where the environment type asks for it: steps whose driver says only in the run what it would do. */
function reviewsOf({ setting, steps }: Draft): Address[] {
  const { request, context } = setting;
  const type = own(request.platform.environmentTypes, context.environmentType);
  return type?.deferredPlans === 'review'
    ? steps.flatMap(step =>
        step.kind === 'resource' && step.plansLater && step.decision.work
          ? [step.address]
          : [],
      )
    : [];
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

/** A step, and a keyed digest of what stands behind it, whatever is remembered of it. */
interface Presented {
  step: PlanStep;
  content: string;
}

function presentStep(
  step: StepDraft,
  {
    redactor,
    answers,
    around,
  }: Pick<Draft, 'redactor'> & { answers: DryRuns; around: Around },
  digest: Digest,
): Presented {
  const base = {
    address: step.address,
    action: step.decision.action,
    reasons: step.decision.reasons,
    needs: step.needs,
    objects: step.objects.filter(isThere).map(object => {
      const dryRun = answers.get(objectKey(object.ref));
      return {
        ...presentObject(object),
        ...around(object, redactor),
        ...(dryRun && object.action !== 'delete' && { dryRun }),
      };
    }),
  };
  const behind = (content: Value) => ({
    fingerprint: fingerprintOf(
      digest,
      content,
      'record' in step ? step.record : undefined,
    ),
    content: fingerprintOf(digest, content, undefined),
  });
  switch (step.kind) {
    case 'target':
    case 'target-removal':
      return {
        step: { ...base, kind: 'target', fingerprint: '' },
        content: '',
      };
    case 'resource': {
      const { fingerprint, content } = behind(
        step.hash ?? hiddenIn(step.request.inputs),
      );
      return {
        step: { ...base, ...presentResource(step), fingerprint },
        content,
      };
    }
    case 'workload': {
      const { fingerprint, content } = behind(
        step.hash ??
          hiddenIn(step.objects.map(({ template }) => template ?? null)),
      );
      return {
        step: {
          ...base,
          kind: 'workload',
          workload: step.workload.name,
          profile: step.profile.name,
          images: step.images,
          exactness: step.exactness,
          fingerprint,
        },
        content,
      };
    }
    case 'resource-removal': {
      const { fingerprint, content } = behind(null);
      return {
        step: { ...base, ...presentRemoval(step), fingerprint },
        content,
      };
    }
    case 'workload-removal': {
      const { fingerprint, content } = behind(null);
      return {
        step: {
          ...base,
          kind: 'workload',
          workload: step.record.workload,
          profile: '',
          images: {},
          exactness: 'exact',
          fingerprint,
        },
        content,
      };
    }
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
    ...(record &&
      record.resourceId === request.resourceId &&
      continuity.kind !== 'hold' &&
      isRotating(record) && { rotates: generationOf(record) }),
    explanation: node.explanation,
    inputs: maskedMap(request.inputs),
    outputs: maskedMap(step.outputs),
    exactness: step.exactness,
    ...(step.infrastructure && { infrastructure: step.infrastructure }),
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

/** What of an object is shown beside what it shall be. No hash covers it. */
type Around = (
  object: ObjectDraft,
  redactor: Redactor,
) => Pick<ObjectChange, 'lastApplied' | 'live'>;

function withWhatIsThere(
  { template, record, live }: ObjectDraft,
  redactor: Redactor,
): ReturnType<Around> {
  const applied = record && lastApplied(record);
  // What was ours and is wanted no more is shown too: it goes away.
  const shapes = [template, applied].filter(shape => shape !== undefined);
  return {
    ...(applied && { lastApplied: maskedMap(applied) }),
    ...(live &&
      shapes.length > 0 && {
        live: maskedMap(
          redactor.foreign(ownedPart(live, ...shapes), template ?? applied),
        ),
      }),
  };
}

function presentObject(object: ObjectDraft): ObjectChange {
  const { ref, action, template, record, changed, unchangeable } = object;
  const desired =
    template ?? (action === 'keep' && record ? lastApplied(record) : undefined);
  return {
    ref,
    action,
    ...(desired && { desired: maskedMap(desired) }),
    changed,
    ...(unchangeable && { unchangeable }),
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
