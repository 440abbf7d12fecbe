import type { Action, JsonValue, Problem, Reason } from '@tutti/engine';
import { withMasksSaid } from '@tutti/plugin-tutti-common';
import { Colour, paint } from './colour';
import { code } from './markdown';

/** How careful a reader should be with a line. */
export type Tone = 'gain' | 'change' | 'loss';

/** What happens to one thing, and below it why. */
export interface Line {
  text: string;
  tone: Tone;
  because: string[];
}

export const TONE_OF: Record<Action, Tone> = {
  create: 'gain',
  adopt: 'gain',
  update: 'change',
  keep: 'change',
  hold: 'change',
  retain: 'change',
  detach: 'change',
  replace: 'loss',
  destroy: 'loss',
};

const COLOUR_OF: Record<Tone, Colour> = {
  gain: 'green',
  change: 'yellow',
  loss: 'red',
};

const DESTRUCTIVE = new Set<Action>(['replace', 'destroy', 'hold']);

/** `replace postgres.default#main (postgres-in-cluster), which holds data` */
export function actionText(of: {
  action: Action;
  address: string;
  definition?: string;
  stateful?: boolean;
}): string {
  const { action, address, definition, stateful } = of;
  const by = definition === undefined ? '' : ` (${definition})`;
  const data = stateful && DESTRUCTIVE.has(action) ? ', which holds data' : '';
  return `${action} ${address}${by}${data}`;
}

export function problemLine(problem: Problem): Line {
  return {
    text: problemText(problem),
    tone: problem.severity === 'error' ? 'loss' : 'change',
    because: problem.hint ? [`hint: ${problem.hint}`] : [],
  };
}

export function problemText({
  severity,
  code: name,
  message,
}: Problem): string {
  return `${severity} ${name}: ${message}`;
}

/** Lines for a terminal. */
export function linesAsText(lines: Line[], coloured: boolean): string[] {
  return lines.flatMap(({ text, tone, because: reasons }) => [
    paint(text, COLOUR_OF[tone], coloured),
    ...reasons.map(reason => `    ${reason}`),
  ]);
}

/** Lines for a comment on a pull request. */
export function linesAsMarkdown(lines: Line[]): string[] {
  return lines.flatMap(({ text, because: reasons }) => [
    `- ${code(text)}`,
    ...reasons.map(reason => `  - ${code(reason)}`),
  ]);
}

/** `2 to update, 1 to replace` */
export function toDo(actions: Partial<Record<Action, number>>): string[] {
  return Object.entries(actions)
    .filter(([action, number]) => action !== 'keep' && number > 0)
    .map(([action, number]) => `${number} to ${action}`);
}

/** One change that shows in thirty fields is read by its first ones. */
const SHOWN_REASONS = 5;

export function because(reasons: Reason[]): string[] {
  const first = reasons.slice(0, SHOWN_REASONS).map(reasonText);
  const more = reasons.length - first.length;
  return more > 0 ? [...first, `and ${more} more`] : first;
}

function reasonText({ message, before, after }: Reason): string {
  return before === undefined && after === undefined
    ? message
    : `${message}: ${change(before, after)}`;
}

export function change(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): string {
  return `${shown(before)} -> ${shown(after)}`;
}

const SHOWN_CHARACTERS = 60;

function shown(value: JsonValue | undefined): string {
  if (value === undefined) {
    return '(none)';
  }
  const text = JSON.stringify(
    withMasksSaid(value, ({ masked }) =>
      masked === 'secret' ? '(secret)' : '(known after apply)',
    ),
  );
  return text.length > SHOWN_CHARACTERS
    ? `${text.slice(0, SHOWN_CHARACTERS)}…`
    : text;
}
