import { ClosedBy } from '@tutti/engine';
import { Hold, PlanInput } from '@tutti/plugin-tutti-common';
import { Aside, FOR_GOOD } from '../store';
import { spokenTime } from './spokenTime';

/** What is looked at before a deployment may begin. */
export interface StartFacts {
  input: PlanInput;
  /** A service asked, not a person. */
  byAutomation: boolean;
  /** Somebody let it begin in a freeze window. */
  isOverridden: boolean;
  /** The last success scaled everything to zero. */
  isPaused: boolean;
  hold?: Hold;
  closed?: ClosedBy;
}

/** Why it may not begin yet. */
export interface Keeping {
  for: Aside['for'];
  message: string;
  /** Until it is asked again, in milliseconds by the database's clock; absent: until somebody acts. */
  until?: number;
}

/** Undefined where it may begin. */
export function keptAside(facts: StartFacts): Keeping | undefined {
  return keptByPause(facts) ?? keptByHold(facts) ?? keptByWindow(facts);
}

function keptByPause({ isPaused, input }: StartFacts): Keeping | undefined {
  if (!isPaused || input.pause === false || input.destroy) {
    return undefined;
  }
  return {
    for: 'pause',
    message:
      'The environment is paused. It begins when somebody resumes the environment.',
  };
}

/** People deploy past a hold: it keeps out what deploys by itself. */
function keptByHold({ hold, byAutomation }: StartFacts): Keeping | undefined {
  if (!hold || !byAutomation) {
    return undefined;
  }
  return {
    for: 'hold',
    message: `${hold.by} holds automation: ${ended(
      hold.reason,
    )} It begins when a person resumes automation.`,
  };
}

/** A rollback passes: it ends what a window is there to prevent. */
function keptByWindow({
  closed,
  input,
  isOverridden,
}: StartFacts): Keeping | undefined {
  if (!closed || isOverridden || input.rollbackTo !== undefined) {
    return undefined;
  }
  const { title, mode, until } = closed;
  const window =
    mode === 'deny'
      ? `The freeze window '${title}' is open`
      : `Nothing begins outside of '${title}'`;
  const end =
    until === undefined
      ? 'It does not end within a year: change the windows of the environment type, or override them.'
      : `It begins at ${spokenTime(
          until,
        )}, or when somebody overrides the window.`;
  return {
    for: 'window',
    message: `${window}. ${end}`,
    ...(until !== undefined && { until }),
  };
}

/** A reason that somebody wrote, as the sentence that it stands for. */
export function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** As it waits from now on, in milliseconds by the database's clock. */
export function asideFrom(
  now: number,
  { for: reason, message, until }: Keeping,
): { waits: Aside; notBefore: number } {
  return {
    waits: {
      for: reason,
      message,
      since: new Date(now).toISOString(),
      ...(until !== undefined && { until: new Date(until).toISOString() }),
    },
    notBefore: until ?? FOR_GOOD,
  };
}
