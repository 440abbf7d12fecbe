import { durationMs, PromotionRule } from '@tutti/engine';
import { DeploymentStatus, Waits } from '@tutti/plugin-tutti-common';
import { isoTime, spokenTime } from '../line';
import { GateRecord } from '../verification';
import { Turn, waveSentence } from './waves';

/** What promotion goes by, of the environment that releases come from. Times are milliseconds. */
export interface SourceFacts {
  name: string;
  /** The last success, whatever it did; absent: nothing ever succeeded. */
  success?: {
    id: string;
    number: number;
    at: number;
    destroys: boolean;
    /** Every workload is scaled to zero. */
    isPaused: boolean;
    releaseId?: string;
    /** The release came back there by a rollback. */
    isRollback: boolean;
  };
  /** The last that began after it. */
  later?: { id: string; number: number; status: DeploymentStatus };
  /** Health since that success, as far as it was looked at. */
  soak?: { healthySince?: number; message?: string; seenAt?: number };
  /** Of the deployments that brought this release there. */
  gates: GateRecord[];
}

/** Of the environment that it goes to. */
export interface TargetFacts {
  name: string;
  /** Of the last success that deployed something. */
  releaseId?: string;
  /** What promotes it, or promoted it. */
  asked?: { id: string; number: number; status: DeploymentStatus };
}

/** Where what last succeeded stands on its way. */
export type Standing =
  | { kind: 'none' | 'here' | 'open' | 'stopped'; message: string }
  | { kind: 'asked'; message: string; hasEnded: boolean }
  | { kind: 'waits'; waits: Waits }
  | { kind: 'ready'; message: string };

/** A look that is older says nothing of now. */
export const FRESH_MS = 60_000;

/** Statuses after which what runs is not what succeeded before. */
const CHANGED: readonly DeploymentStatus[] = [
  'failed',
  'cancelled',
  'interrupted',
  'rejected',
  'superseded',
];

/**
 * Where what last succeeded in one environment stands on its way to another (docs/reference/semantics.md,
 * Promotion). Nothing is read or asked here; whoever acts on `ready` decides in the same transaction.
 *
 * @param turn - whether it may begin there, by the waves of the type
 * @param now - milliseconds by the database's clock
 */
export function standingOf(
  rule: Pick<PromotionRule, 'automatic' | 'soak' | 'gates'>,
  source: SourceFacts,
  target: TargetFacts,
  { turn, now }: { turn: Turn; now: number },
): Standing {
  const { success, name } = source;
  if (success?.releaseId === undefined || success.destroys) {
    return {
      kind: 'none',
      message: success?.destroys
        ? `What ran in ${name} was destroyed.`
        : `Nothing has succeeded in ${name} yet.`,
    };
  }
  if (target.releaseId === success.releaseId) {
    return { kind: 'here', message: `It has succeeded in ${target.name}.` };
  }
  if (target.asked) {
    return askedStanding(target.asked);
  }
  if (!rule.automatic) {
    return {
      kind: 'open',
      message: `A person promotes it from ${name}.`,
    };
  }
  const stopped = whyStopped(source, { ...success, name }, rule);
  if (stopped) {
    return { kind: 'stopped', message: stopped };
  }
  const waits =
    waitsForRun(source, success) ??
    waitsForSoak(rule, source, success, now) ??
    waitsForGates(rule, source, success);
  if (waits) {
    return { kind: 'waits', waits };
  }
  return atItsTurn(turn, success.at);
}

function askedStanding({
  number,
  status,
}: NonNullable<TargetFacts['asked']>): Standing {
  switch (status) {
    case 'queued':
    case 'waiting-approval':
    case 'running':
    case 'cancelling':
    case 'verifying':
      return {
        kind: 'asked',
        message: `#${number} brings it here.`,
        hasEnded: false,
      };
    case 'succeeded':
      return {
        kind: 'asked',
        message: `#${number} brought it here; what runs now was deployed since.`,
        hasEnded: true,
      };
    default:
      return {
        kind: 'asked',
        message: `#${number} was to bring it here and ended as ${status}. Promote it by hand, or wait for the next release.`,
        hasEnded: true,
      };
  }
}

/** What a person has to do something about. */
function whyStopped(
  { later, gates }: SourceFacts,
  success: { name: string; isRollback: boolean; isPaused: boolean },
  rule: Pick<PromotionRule, 'gates'>,
): string | undefined {
  const { name } = success;
  if (success.isRollback) {
    return `${name} was rolled back to it: it is promoted by hand only. What succeeds there next is promoted by itself again.`;
  }
  if (later && CHANGED.includes(later.status)) {
    return `#${later.number} in ${name} ended as ${later.status}, so that what runs there is not what succeeded. It goes on when something has succeeded there again.`;
  }
  if (success.isPaused) {
    return `${name} is paused: nobody sees whether it stays healthy. It goes on when somebody resumes ${name}.`;
  }
  const failed = gates.find(
    ({ key, status }) => status === 'failed' && rule.gates.includes(key),
  );
  return failed
    ? `The gate '${failed.key}' failed in ${name}${
        failed.text ? `: ${failed.text}` : ''
      }. It goes on when the gate is set to passed, or with the next release.`
    : undefined;
}

function waitsForRun(
  { later, name }: SourceFacts,
  { at }: { at: number },
): Waits | undefined {
  const isUnderWay =
    later && later.status !== 'stale' && later.status !== 'succeeded';
  return isUnderWay
    ? {
        for: 'run',
        message: `#${later.number} changes what runs in ${name}. Whether it is promoted shows when that has ended.`,
        since: isoTime(at),
        deployment: { id: later.id, number: later.number },
      }
    : undefined;
}

/** Healthy without a pause since it succeeded, and seen to be so now. */
function waitsForSoak(
  rule: Pick<PromotionRule, 'soak'>,
  { soak = {}, name }: SourceFacts,
  success: { at: number },
  now: number,
): Waits | undefined {
  if (rule.soak === undefined) {
    return undefined;
  }
  const soakMs = durationMs(rule.soak);
  const { healthySince, seenAt, message } =
    soak.healthySince === undefined && soak.message === undefined
      ? { healthySince: success.at, seenAt: soak.seenAt, message: undefined }
      : soak;
  const since = isoTime(success.at);
  if (healthySince === undefined) {
    return {
      for: 'soak',
      message: `${name} is not healthy: ${message}. The ${rule.soak} for which it has to stay healthy begin when it is again.`,
      since,
    };
  }
  const until = healthySince + soakMs;
  if (now < until) {
    return {
      for: 'soak',
      message: `It is promoted at ${spokenTime(
        until,
      )} if ${name} stays healthy${
        healthySince > success.at
          ? `, which it was not before ${spokenTime(healthySince)}`
          : ''
      }.`,
      since,
      until: isoTime(until),
    };
  }
  return seenAt === undefined || now - seenAt > FRESH_MS
    ? {
        for: 'soak',
        message: `It is promoted when ${name} is seen healthy${
          message ? `: ${message}` : ''
        }.`,
        since,
      }
    : undefined;
}

function waitsForGates(
  rule: Pick<PromotionRule, 'gates'>,
  { gates, name }: SourceFacts,
  { id, number, at }: { id: string; number: number; at: number },
): Waits | undefined {
  const pending = rule.gates.filter(
    key => !gates.some(gate => gate.key === key && gate.status === 'passed'),
  );
  if (pending.length === 0) {
    return undefined;
  }
  const keys = pending.map(key => `'${key}'`).join(', ');
  return {
    for: 'gate',
    message: `It is promoted when ${keys} of ${name} #${number} ${
      pending.length === 1 ? 'is' : 'are'
    } passed.`,
    since: isoTime(at),
    deployment: { id, number },
    gates: pending,
  };
}

function atItsTurn(turn: Turn, since: number): Standing {
  switch (turn.kind) {
    case 'stopped':
      return {
        kind: 'stopped',
        message: `It failed in ${turn.by}, which stops all that have not begun. It goes on when it has succeeded there, or with the next release.`,
      };
    case 'waits':
      return {
        kind: 'waits',
        waits: {
          for: 'wave',
          message: waveSentence(turn.behind),
          since: isoTime(since),
          behind: turn.behind,
        },
      };
    default:
      return { kind: 'ready', message: 'It is promoted now.' };
  }
}
