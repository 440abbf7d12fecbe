import { Action, JsonObject, Plan, PlanStep } from '../../model';
import { differences } from '../objects';

const DONE: Record<Action, string> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  keep: 'kept',
  hold: 'held',
  adopt: 'adopted',
  retain: 'retained',
  destroy: 'destroyed',
};

/** More than that is not read by anybody. */
const MOST_PATHS = 5;

/** What moved between two plans, in sentences; empty exactly when their hashes are equal. */
export function planDifference(before: Plan, after: Plan): string[] {
  if (before.hash === after.hash) {
    return [];
  }
  const moved = [
    ...headDifferences(before, after),
    ...stepDifferences(before, after),
    ...judgementDifferences(before, after),
  ];
  return moved.length > 0
    ? moved
    : ['The order of the steps, or the format of plans, changed.'];
}

function headDifferences(before: Plan, after: Plan): string[] {
  const moved: string[] = [];
  if (before.release !== after.release) {
    moved.push(`The release is ${after.release}, not ${before.release}.`);
  }
  for (const { path, before: old, after: now } of differences(
    before.target,
    after.target,
  )) {
    moved.push(`The target's ${path} is ${String(now)}, not ${String(old)}.`);
  }
  return moved;
}

function stepDifferences(before: Plan, after: Plan): string[] {
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
    moved.push(
      ...paths(`${address}: input`, was.inputs, step.inputs),
      ...paths(`${address}: output`, was.outputs, step.outputs),
    );
  }
  if (was.kind === 'workload' && step.kind === 'workload') {
    moved.push(...paths(`${address}: image of`, was.images, step.images));
    if (was.profile !== step.profile) {
      moved.push(`${address} has profile ${step.profile}, not ${was.profile}.`);
    }
  }
  moved.push(...objectDifferences(was, step));
  if (moved.length === 0 && was.fingerprint !== step.fingerprint) {
    moved.push(
      `A secret value behind ${address}, or how the last run left it, changed.`,
    );
  }
  return moved;
}

function objectDifferences(was: PlanStep, step: PlanStep): string[] {
  const name = ({ ref }: PlanStep['objects'][number]) =>
    `${ref.kind} ${ref.name}`;
  const old = new Map(was.objects.map(object => [name(object), object]));
  const now = new Map(step.objects.map(object => [name(object), object]));
  return [
    ...[...old.keys()]
      .filter(key => !now.has(key))
      .map(key => `${step.address}: ${key} is not part of it any more.`),
    ...[...now].flatMap(([key, object]) => {
      const before = old.get(key);
      if (!before) {
        return [`${step.address}: ${key} is new.`];
      }
      return paths(
        `${step.address}: ${key}`,
        before.desired ?? {},
        object.desired ?? {},
      );
    }),
  ];
}

function judgementDifferences(before: Plan, after: Plan): string[] {
  const finding = ({ policy, subject, outcome }: Plan['policies'][number]) =>
    `Policy ${policy} on ${subject}: ${outcome}.`;
  const consent = ({ action, subject, given }: Plan['consents'][number]) =>
    `Consent to ${action} ${subject}: ${given ? 'given' : 'needed'}.`;
  const policies = new Set(before.policies.map(finding));
  const consents = new Set(before.consents.map(consent));
  return [
    ...after.policies.map(finding).filter(text => !policies.has(text)),
    ...after.consents.map(consent).filter(text => !consents.has(text)),
  ];
}

function paths(what: string, before: JsonObject, after: JsonObject): string[] {
  const found = differences(before, after);
  return [
    ...found.slice(0, MOST_PATHS).map(({ path }) => `${what} ${path} changed.`),
    ...(found.length > MOST_PATHS
      ? [`${what}: ${found.length - MOST_PATHS} more places changed.`]
      : []),
  ];
}
