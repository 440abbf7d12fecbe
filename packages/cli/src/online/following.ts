import {
  DeploymentDetail,
  FINAL_STATUSES,
  TuttiClient,
} from '@tutti/plugin-tutti-common';
import { EXIT, Terminal, UsageError } from '../Terminal';
import { Output, rendered } from '../render';
import { endText, statusLine } from './deploymentText';
import { nameOf } from './deployments';
import { Portal } from './portal';

/** The longest that the portal lets somebody wait for an event. */
const WAIT_S = 20;

export interface FollowOptions {
  output: Output;
  /** `90s`, `15m`, `2h` */
  timeout?: string;
}

/** Why somebody who has set a time waits no longer. */
const LATE = 'the time is up';

/** Waits for the end of a deployment, and tells it. @returns the exit code */
export async function follow(
  { tutti, page }: Portal,
  id: string,
  options: FollowOptions,
  terminal: Terminal,
): Promise<number> {
  const { output } = options;
  const limit =
    options.timeout === undefined ? undefined : msOf(options.timeout);
  const left = new AbortController();
  const asBefore = terminal.input.onInterrupt(() => left.abort());
  const timer =
    limit === undefined ? undefined : setTimeout(() => left.abort(LATE), limit);
  let seen: DeploymentDetail | undefined;
  try {
    for await (const detail of looks(tutti, id, left.signal)) {
      tell(detail, seen, terminal);
      seen = detail;
    }
  } catch (error) {
    if (!left.signal.aborted || !seen) throw error;
  } finally {
    asBefore();
    clearTimeout(timer);
  }
  if (!seen || !FINAL_STATUSES.includes(seen.status)) {
    terminal.err(seen ? goesOn(seen) : '');
    return left.signal.reason === LATE ? EXIT.problems : EXIT.interrupted;
  }
  terminal.out(
    output === 'text'
      ? endText(seen, page('deployments', id), terminal.colours.out)
      : rendered(seen, output),
  );
  return seen.status === 'succeeded' ? EXIT.ok : EXIT.problems;
}

/** After each event, and at the end for the last time. */
async function* looks(
  tutti: TuttiClient,
  deployment: string,
  signal: AbortSignal,
): AsyncGenerator<DeploymentDetail> {
  for (let after = 0; ; ) {
    const detail = await tutti.getDeployment(deployment);
    yield detail;
    if (FINAL_STATUSES.includes(detail.status)) return;
    signal.throwIfAborted();
    const { last } = await tutti.getEvents({
      deployment,
      after,
      wait: WAIT_S,
      signal,
    });
    after = last;
  }
}

/** Where there is no line of progress, as in CI, each state is told once. */
function tell(
  detail: DeploymentDetail,
  before: DeploymentDetail | undefined,
  terminal: Terminal,
): void {
  if (FINAL_STATUSES.includes(detail.status)) return;
  const line = statusLine(detail);
  const isAnother =
    detail.status !== before?.status ||
    detail.waits?.message !== before.waits?.message;
  if (isAnother) terminal.err(`${line}\n`);
  terminal.progress(line);
}

function goesOn(detail: DeploymentDetail): string {
  const { application, environment, number } = detail;
  const place = `${application} ${environment} ${number}`;
  return `${nameOf(
    detail,
  )} goes on without you. To look: tutti wait ${place}; to stop it: tutti cancel ${place}\n`;
}

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };
/** What a timer holds. */
const LONGEST_MS = 2 ** 31 - 1;

/** @throws UsageError */
export function msOf(text: string): number {
  const [, digits, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS[unit] ?? NaN);
  if (!(ms > 0)) {
    throw new UsageError(`--timeout ${text}: give a time such as 90s, 15m, 2h`);
  }
  return Math.min(ms, LONGEST_MS);
}
