import { ObjectTemplate, Policy, PolicyFinding } from '../../model';
import { lastApplied, ObjectDraft } from '../objects';
import { judgePolicies, PolicySubjects } from '../policies';
import { Draft, StepDraft } from '../draft/draft';
import { matchContextOf } from '../draft/binding';
import { summaryOf } from './summary';

/** Every policy of the platform on everything in the plan. */
export function judgePlan(draft: Draft): PolicyFinding[] {
  return judge(
    draft,
    Object.values(draft.setting.request.platform.policies),
    draft.steps.map(step => ({
      step,
      objects: step.objects.flatMap(standing),
    })),
  );
}

/** Policies that waited for values, on one step whose values are known now. */
export function judgeStep(
  draft: Draft,
  policies: Policy[],
  step: StepDraft,
  objects: ObjectTemplate[],
): PolicyFinding[] {
  return judge(
    draft,
    policies.filter(({ on }) => on !== 'plan'),
    [{ step, objects }],
  );
}

/** May the plan run? What is decided only at its end would be decided too late. */
export function isDenied({ effect, outcome, subject }: PolicyFinding): boolean {
  return (
    effect === 'deny' &&
    (outcome === 'broken' || (outcome === 'pending' && subject === 'plan'))
  );
}

function judge(
  { setting, steps }: Draft,
  policies: Policy[],
  subjects: { step: StepDraft; objects: ObjectTemplate[] }[],
): PolicyFinding[] {
  if (policies.length === 0) {
    return [];
  }
  const { request, context } = setting;
  return judgePolicies(policies, {
    context: { ...matchContextOf(request), release: context.release },
    plan: planView(setting, steps),
    workloads: subjects.flatMap(({ step, objects }) =>
      step.kind === 'workload'
        ? [
            {
              workload: step.workload,
              images: step.images,
              profile: step.profile.name,
              objects,
            },
          ]
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

/** The plan as rules read it. */
function planView(
  { context }: Draft['setting'],
  steps: StepDraft[],
): PolicySubjects['plan'] {
  return {
    application: context.application,
    environment: context.environment,
    release: context.release,
    summary: { ...summaryOf(steps) },
    steps: steps.map(step => ({
      address: step.address,
      action: step.decision.action,
      ...(step.kind === 'resource' && {
        type: step.node.type,
        class: step.node.class,
        definition: step.definition.name,
        driver: step.driver.name,
      }),
    })),
  };
}

/** The object as it will be; none if it goes away. */
function standing({ action, template, record }: ObjectDraft): ObjectTemplate[] {
  const object =
    action === 'delete' || action === 'release'
      ? undefined
      : template ?? (record && lastApplied(record));
  return object ? [object] : [];
}
