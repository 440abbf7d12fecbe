import {
  isValueObject,
  Overlays,
  own,
  Problem,
  Reason,
  Value,
  ValueObject,
  WorkloadKind,
  WorkloadOverlay,
} from '../../model';
import { TEMPLATE_PATH } from './controller';
import { RenderInput } from './input';
import { changeAt, valueAt, without } from './tree';

/** By which kubectl restarts pods too. */
const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** Whose pods live as long as the workload does; those of a Job end by themselves. */
const SERVES: ReadonlySet<unknown> = new Set<WorkloadKind>([
  'Deployment',
  'StatefulSet',
]);

export function overlayOf(
  overlays: Overlays | undefined,
  workload: string,
): WorkloadOverlay {
  if (!overlays) return { paused: false };
  const { paused, replicas, restarts } = overlays;
  const count = own(replicas, workload);
  const restartedAt = own(restarts, workload);
  return {
    paused,
    ...(count !== undefined && { replicas: count }),
    ...(restartedAt !== undefined && { restartedAt }),
  };
}

/**
 * The object that runs the pods as people want it, over what profile and Score file say. Paused wins
 * over a number of pods, and over an autoscaler: one that finds zero leaves it at that. A Job that
 * ended stays as it is.
 */
export function withOverlay(
  { overlay, profile }: RenderInput,
  main: ValueObject,
): ValueObject {
  const { paused, replicas, restartedAt } = overlay;
  if (profile.kind === 'CronJob') {
    return paused ? changeAt(main, ['spec', 'suspend'], true) : main;
  }
  if (!SERVES.has(profile.kind)) return main;
  const count = paused ? 0 : replicas;
  const counted =
    count === undefined ? main : changeAt(main, ['spec', 'replicas'], count);
  return restartedAt === undefined
    ? counted
    : changeAt(counted, restartPath(profile.kind), restartedAt);
}

/** What cannot be decided about the pods of a workload of this kind. */
export function overlayProblems({
  workload,
  profile,
  overlay,
  autoscaled,
  restarted,
}: RenderInput): Problem[] {
  const problems: Problem[] = [];
  const { name, file } = workload;
  const hint = `Ask for no number of pods of ${name}: \`replicas: { ${name}: null }\`.`;
  if (overlay.replicas !== undefined && !SERVES.has(profile.kind)) {
    problems.push({
      severity: 'error',
      code: 'ScaleRefused',
      message: `Workload ${name} is a ${profile.kind}: its pods end by themselves, and their number is its own.`,
      hint,
      file,
    });
  } else if (overlay.replicas !== undefined && autoscaled) {
    problems.push({
      severity: 'error',
      code: 'ScaleRefused',
      message: `Workload ${name} has an autoscaler, which decides how many pods run.`,
      hint: `${hint} Or change the autoscaler's limits.`,
      file,
    });
  }
  if (restarted && !SERVES.has(profile.kind)) {
    problems.push({
      severity: 'error',
      code: 'RestartRefused',
      message: `Workload ${name} is a ${profile.kind}: its pods end by themselves, and none is made anew.`,
      hint:
        profile.kind === 'CronJob'
          ? 'Its next pod starts by its schedule.'
          : 'A Job runs again when its image or another part of it changes.',
      file,
    });
  }
  return problems;
}

/** What people decided about pods, told apart from everything else that changed in their object. */
export interface OverlayChange {
  reasons: Reason[];
  /** Both objects without it. */
  before: ValueObject;
  after: ValueObject;
}

const PAUSED: Reason = {
  code: 'paused',
  message: 'it is paused: none of its pods runs',
};

const RESUMED_SCHEDULE: Reason = {
  code: 'resumed',
  message: 'its schedule starts pods again',
};

/**
 * @param before as it was applied last
 * @param after as it would be applied
 */
export function overlayChange(
  before: ValueObject,
  after: ValueObject,
  { paused }: WorkloadOverlay,
): OverlayChange {
  const kind = after.kind === 'StatefulSet' ? 'StatefulSet' : 'Deployment';
  const reasons: Reason[] = [];
  if (pods(before) !== pods(after)) {
    reasons.push(paused ? PAUSED : scaled(before, after));
  } else if (suspended(before) !== suspended(after)) {
    reasons.push(paused ? PAUSED : RESUMED_SCHEDULE);
  }
  if (restartOf(before, kind) !== restartOf(after, kind)) {
    reasons.push({
      code: 'restarted',
      message: 'its pods are made anew',
    });
  }
  return {
    reasons,
    before: plain(before, kind),
    after: plain(after, kind),
  };
}

function scaled(before: ValueObject, after: ValueObject): Reason {
  return {
    code: 'scaled',
    message: `${said(pods(before))} before, ${said(pods(after))} now`,
    path: 'spec.replicas',
    before: pods(before) ?? null,
    after: pods(after) ?? null,
  };
}

/** Where nobody says how many there are, Kubernetes starts with one and an autoscaler goes on. */
function said(count: number | undefined): string {
  if (count === undefined) return 'no set number of pods';
  return count === 1 ? '1 pod' : `${count} pods`;
}

function pods(main: ValueObject): number | undefined {
  const count = valueAt(main, 'spec', 'replicas');
  return typeof count === 'number' ? count : undefined;
}

function suspended(main: ValueObject): boolean {
  return valueAt(main, 'spec', 'suspend') === true;
}

function restartOf(main: ValueObject, kind: WorkloadKind): Value | undefined {
  return valueAt(main, ...restartPath(kind));
}

function plain(main: ValueObject, kind: WorkloadKind): ValueObject {
  const path = restartPath(kind);
  const annotations = path.slice(0, -1);
  const bare = without(
    without(without(main, ['spec', 'replicas']), ['spec', 'suspend']),
    path,
  );
  const left = valueAt(bare, ...annotations);
  return isValueObject(left) && Object.keys(left).length === 0
    ? without(bare, annotations)
    : bare;
}

function restartPath(kind: WorkloadKind): string[] {
  return [...TEMPLATE_PATH[kind], 'metadata', 'annotations', RESTARTED_AT];
}
