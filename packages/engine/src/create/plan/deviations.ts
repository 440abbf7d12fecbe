import {
  Action,
  isValueObject,
  JsonObject,
  Plan,
  PlanStep,
  Unknown,
  Value,
} from '../../model';
import { Difference, differences, isSame } from '../objects';
import { unmask } from '../values';
import { PlannedNow } from './presentPlan';

/**
 * Where `actual` is something else than what was planned: every leaf that was known is equal, only
 * holes are filled (docs/reference/semantics.md, Plan, "Exactly the reviewed plan"). Gives paths; never a value.
 */
export function deviations(planned: Value, actual: Value): string[] {
  return pathsOf(differences(planned, actual).filter(isOfKnown));
}

/**
 * The same for an object that is about to be applied. There a hole may be filled by a leaf only: a
 * map or a list would decide the object's shape, which nobody reviewed (`UnknownDecidesStructure`).
 */
export function objectDeviations(planned: Value, actual: Value): string[] {
  if (isSame(planned, actual)) {
    return [];
  }
  return pathsOf(
    differences(planned, actual).filter(
      difference =>
        isOfKnown(difference) ||
        Array.isArray(difference.after) ||
        isValueObject(difference.after),
    ),
  );
}

function isOfKnown({ before }: Difference): boolean {
  return !(before instanceof Unknown);
}

function pathsOf(found: Difference[]): string[] {
  return found.map(({ path }) => path || 'the whole');
}

/** What a planned action may have become once an earlier worker has done part of the plan. */
const REMAINDER: Record<Action, readonly Action[]> = {
  create: ['create', 'update', 'keep'],
  update: ['update', 'keep'],
  replace: ['replace', 'create', 'update', 'keep'],
  adopt: ['adopt', 'update', 'keep'],
  keep: ['keep'],
  hold: ['hold'],
  retain: ['retain'],
  detach: ['detach'],
  destroy: ['destroy'],
};

/**
 * Why the plan of now is more than what is left of the reviewed one, in sentences; empty when the
 * run may go on.
 */
export function beyondRemainder(reviewed: Plan, now: PlannedNow): string[] {
  const planned = new Map(reviewed.steps.map(step => [step.address, step]));
  const left = new Set(now.steps.map(({ address }) => address));
  return [
    ...deviations({ ...reviewed.target }, { ...now.target }).map(
      path => `The target's ${path} changed.`,
    ),
    ...(reviewed.release === now.release ? [] : ['The release changed.']),
    ...reviewed.steps
      .filter(
        ({ address, action }) =>
          action !== 'destroy' && action !== 'detach' && !left.has(address),
      )
      .map(({ address }) => `${address} is not part of it any more.`),
    ...now.steps.flatMap(step => {
      const was = planned.get(step.address);
      return was ? beyondStep(was, step) : [`${step.address} is new.`];
    }),
  ];
}

function beyondStep(was: PlanStep, step: PlanStep): string[] {
  const { address } = step;
  const found: string[] = [];
  if (!REMAINDER[was.action].includes(step.action)) {
    found.push(`${address}: ${was.action} was planned, not ${step.action}.`);
  }
  if (was.kind === 'resource' && step.kind === 'resource') {
    found.push(
      ...deviations(identityOf(was), identityOf(step)).map(
        path => `${address}: its ${path} changed.`,
      ),
      ...deviations(unmask(was.inputs), unmask(step.inputs)).map(
        path => `${address}: input ${path} changed.`,
      ),
    );
  }
  if (was.kind === 'workload' && step.kind === 'workload') {
    found.push(
      ...deviations(
        { profile: was.profile, images: was.images },
        { profile: step.profile, images: step.images },
      ).map(path => `${address}: ${path} changed.`),
    );
  }
  return [...found, ...beyondObjects(was, step)];
}

function beyondObjects(was: PlanStep, step: PlanStep): string[] {
  return deviations(unmask(desired(was)), unmask(desired(step))).map(
    path => `${step.address}: ${path} changed.`,
  );
}

/** Objects that shall be there, by name. */
function desired(step: PlanStep): JsonObject {
  return Object.fromEntries(
    step.objects.flatMap(({ ref, action, desired: object }) =>
      action === 'delete' || action === 'release' || !object
        ? []
        : [[`${ref.kind} ${ref.namespace ?? ''}/${ref.name}`, object]],
    ),
  );
}

function identityOf(step: Extract<PlanStep, { kind: 'resource' }>): Value {
  const { resourceId, definition, driver, driverVersion } = step;
  return { resourceId, definition, driver, driverVersion };
}
