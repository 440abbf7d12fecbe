import {
  Action,
  Address,
  JsonObject,
  ObjectChange,
  objectKey,
  Plan,
  PlanStep,
  ResourceStep,
} from '../../model';
import { changesAsValue } from '../draft/infrastructure';
import { differences, movedLeaves } from '../objects';
import { canonical, unmask } from '../values';
import { hashedAction, hashedStep } from './planHash';
import { PlannedNow } from './presentPlan';

const DONE: Record<Action, string> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  keep: 'kept',
  hold: 'held',
  adopt: 'adopted',
  retain: 'retained',
  detach: 'detached',
  destroy: 'destroyed',
};

const OBJECT_DONE = {
  apply: 'applied',
  delete: 'deleted',
  replace: 'deleted and made anew',
  adopt: 'adopted',
  release: 'left where it is',
};

/** More than that is not read by anybody. */
const MOST_PATHS = 5;

/** What moved between two plans, in sentences; empty exactly when their hashes are equal. */
export function planDifference(before: Plan, after: PlannedNow): string[] {
  if (before.hash === after.hash) {
    return [];
  }
  const moved = [
    ...headDifferences(before, after),
    ...stepDifferences(before, after),
    ...judgementDifferences(before, after),
  ];
  return moved.length > 0 ? moved : orderDifference(before, after);
}

function orderDifference(before: Plan, after: PlannedNow): string[] {
  const step = after.steps.find(
    ({ address }, index) => before.steps[index]?.address !== address,
  );
  return [
    step
      ? `${step.address} comes at another place in the order.`
      : 'The order of what is judged or consented to changed.',
  ];
}

function headDifferences(before: Plan, after: PlannedNow): string[] {
  const head = ({
    format,
    release,
    application,
    environment,
    environmentType,
  }: PlannedNow): Record<string, string> => ({
    release,
    application,
    environment,
    'environment type': environmentType,
    'format of plans': String(format),
  });
  const was = head(before);
  return [
    ...Object.entries(head(after)).flatMap(([name, now]) =>
      now === was[name] ? [] : [`The ${name} is ${now}, not ${was[name]}.`],
    ),
    ...differences(before.target, after.target).map(
      ({ path, before: old, after: now }) =>
        `The target's ${path} is ${String(now)}, not ${String(old)}.`,
    ),
    ...reviewDifferences(before.reviews ?? [], after.reviews ?? []),
  ];
}

function reviewDifferences(before: Address[], after: Address[]): string[] {
  return [
    ...after
      .filter(address => !before.includes(address))
      .map(address => `${address} would wait for a review in the run.`),
    ...before
      .filter(address => !after.includes(address))
      .map(address => `${address} would wait for no review any more.`),
  ];
}

function stepDifferences(before: Plan, after: PlannedNow): string[] {
  const old = new Map(before.steps.map(step => [step.address, step]));
  const now = new Map(after.steps.map(step => [step.address, step]));
  return [
    ...before.steps
      .filter(({ address }) => !now.has(address))
      .map(({ address }) => `${address} is not part of it any more.`),
    ...after.steps.flatMap(step => {
      const was = old.get(step.address);
      return was
        ? oneStep(was, step)
        : [`${step.address} is new: it would be ${DONE[step.action]}.`];
    }),
  ];
}

function oneStep(was: PlanStep, step: PlanStep): string[] {
  const { address } = step;
  const moved: string[] = [];
  if (was.action !== step.action) {
    const [reason] = step.reasons;
    moved.push(
      `${address} would be ${DONE[step.action]}, not ${DONE[was.action]}${
        reason ? `: ${reason.message}` : ''
      }.`,
    );
  }
  if (was.kind === 'resource' && step.kind === 'resource') {
    if (was.definition !== step.definition) {
      moved.push(
        `${address} is made by definition ${step.definition}, not ${was.definition}.`,
      );
    }
    if (
      was.driver !== step.driver ||
      was.driverVersion !== step.driverVersion
    ) {
      moved.push(
        `${address} is made by driver ${step.driver} ${step.driverVersion}, not ${was.driver} ${was.driverVersion}.`,
      );
    }
    if (was.resourceId !== step.resourceId) {
      moved.push(`${address} is another resource now.`);
    }
    if (was.protection !== step.protection) {
      moved.push(
        `${address} is ${
          step.protection === 'stateful' ? 'protected' : 'not protected'
        } now.`,
      );
    }
    moved.push(
      ...paths(`${address}: input`, was.inputs, step.inputs),
      ...paths(`${address}: output`, was.outputs, step.outputs),
      ...changeDifferences(was, step),
    );
  }
  if (was.kind === 'workload' && step.kind === 'workload') {
    moved.push(...paths(`${address}: image of`, was.images, step.images));
    if (was.profile !== step.profile) {
      moved.push(`${address} has profile ${step.profile}, not ${was.profile}.`);
    }
  }
  moved.push(...objectDifferences(was, step), ...needDifferences(was, step));
  if (moved.length === 0 && was.fingerprint !== step.fingerprint) {
    moved.push(
      `A secret value behind ${address}, or how the last run left it, changed.`,
    );
  }
  // What has no words of its own is at least named.
  return moved.length === 0 &&
    canonical(hashedStep(was)) !== canonical(hashedStep(step))
    ? [`${address} is not what it was.`]
    : moved;
}

function changeDifferences(was: ResourceStep, step: ResourceStep): string[] {
  const told = (one: ResourceStep) =>
    new Map(
      (one.infrastructure?.changes ?? []).map(change => [
        change.address,
        canonical(changesAsValue([change])),
      ]),
    );
  const old = told(was);
  const now = told(step);
  const moved = [...new Set([...old.keys(), ...now.keys()])].filter(
    address => old.get(address) !== now.get(address),
  );
  return moved
    .slice(0, MOST_PATHS)
    .map(
      address => `${step.address}: something else would be done to ${address}.`,
    );
}

function needDifferences(was: PlanStep, step: PlanStep): string[] {
  return [
    ...step.needs
      .filter(address => !was.needs.includes(address))
      .map(address => `${step.address} waits for ${address} now.`),
    ...was.needs
      .filter(address => !step.needs.includes(address))
      .map(address => `${step.address} does not wait for ${address} any more.`),
  ];
}

function objectDifferences(was: PlanStep, step: PlanStep): string[] {
  const old = new Map(was.objects.map(one => [objectKey(one.ref), one]));
  const now = new Map(step.objects.map(one => [objectKey(one.ref), one]));
  const named = ({ ref }: ObjectChange) =>
    `${step.address}: ${ref.kind} ${ref.name}`;
  return [
    ...was.objects
      .filter(({ ref }) => !now.has(objectKey(ref)))
      .map(one => `${named(one)} is not part of it any more.`),
    ...step.objects.flatMap(one => {
      const before = old.get(objectKey(one.ref));
      if (!before) {
        return [`${named(one)} is new.`];
      }
      const action = hashedAction(one);
      return [
        ...(hashedAction(before) === action
          ? []
          : [`${named(one)} would be ${OBJECT_DONE[action]} now.`]),
        ...paths(named(one), before.desired ?? {}, one.desired ?? {}),
      ];
    }),
  ];
}

function judgementDifferences(before: Plan, after: PlannedNow): string[] {
  return [
    ...newAndGone(
      before.policies,
      after.policies,
      ({ policy, subject, effect, outcome }) => [
        `Policy ${policy} on ${subject}`,
        `${effect}, ${outcome}`,
      ],
    ),
    ...newAndGone(
      before.consents,
      after.consents,
      ({ action, subject, given, required }) => [
        `Consent to ${action} ${subject}`,
        `${required ? 'required' : 'possible'}, ${
          given ? 'given' : 'not given'
        }`,
      ],
    ),
  ];
}

/** What is said of each subject: what is said otherwise now, and of which nothing is said any more. */
function newAndGone<T>(
  before: T[],
  after: T[],
  told: (item: T) => [subject: string, said: string],
): string[] {
  const old = new Map(before.map(told));
  const now = new Map(after.map(told));
  return [
    ...[...now]
      .filter(([subject, said]) => old.get(subject) !== said)
      .map(([subject, said]) => `${subject}: ${said}.`),
    ...[...old.keys()]
      .filter(subject => !now.has(subject))
      .map(subject => `${subject}: not any more.`),
  ];
}

function paths(what: string, before: JsonObject, after: JsonObject): string[] {
  const found = movedLeaves(unmask(before), unmask(after));
  return [
    ...found.slice(0, MOST_PATHS).map(({ path }) => `${what} ${path} changed.`),
    ...(found.length > MOST_PATHS
      ? [`${what}: ${found.length - MOST_PATHS} more places changed.`]
      : []),
  ];
}
