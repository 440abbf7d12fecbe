import { randomUUID } from 'crypto';
import type {
  PromotionInput,
  PromotionOutlook,
  PromotionReceiver,
  PromotionRound,
  TuttiClient,
} from '@tutti/plugin-tutti-common';
import { Asking, demandYes, requireAnswer } from '../../online/asking';
import { RefusedByPortal } from '../../online/errors';
import { FollowOptions, msOf } from '../../online/following';
import { harmless } from '../../online/harmless';
import { Portal } from '../../online/portal';
import { Output, rendered } from '../../render';
import { EXIT, Terminal, UsageError } from '../../Terminal';

/** Between two looks at a promotion that goes on. */
const LOOK_EVERY_MS = 2_000;

export interface PromoteToAllOptions extends Asking, FollowOptions {
  output: Output;
  type?: string;
  /** `key=value` */
  label?: string[];
  maxConcurrent?: string;
  continueOnFailure?: boolean;
  wait?: boolean;
}

/**
 * What last succeeded goes to all environments of a type, wave by wave. Tells first which, in which order, and
 * what stands against it.
 *
 * @returns the exit code
 */
export async function promoteToAll(
  portal: Portal,
  application: string,
  input: PromotionInput,
  options: PromoteToAllOptions,
  terminal: Terminal,
): Promise<number> {
  requireAnswer(options, terminal);
  const { tutti } = portal;
  const isText = options.output === 'text';
  const outlook = await tutti.getPromotionOutlook(application, input);
  (isText ? terminal.out : terminal.err)(outlookText(application, outlook));
  if (!outlook.allowed.allowed) {
    throw new RefusedByPortal(
      `It may not be promoted to all of them; nothing was done. ${outlook.allowed.reason}`,
    );
  }
  const count = outlook.environments.filter(({ hasIt }) => !hasIt).length;
  await demandYes(
    `Promote to ${count} ${
      count === 1 ? 'environment' : 'environments'
    } of ${application}?`,
    options,
    terminal,
  );
  const begun = await tutti.promoteToAll(application, input, {
    // The snapshot that the program starts from holds what is cached: each start would take the same.
    idempotencyKey: randomUUID({ disableEntropyCache: true }),
  });
  const round = options.wait
    ? await ended(tutti, application, begun, options, terminal)
    : begun;
  terminal.out(
    options.output === 'text'
      ? roundText(round)
      : rendered(round, options.output),
  );
  if (round.state === 'going') {
    if (isText) {
      terminal.err(
        `to see how it goes: ${portal.page('applications', application)}\n`,
      );
    }
    return options.wait ? EXIT.problems : EXIT.ok;
  }
  return round.state === 'done' ? EXIT.ok : EXIT.problems;
}

/** @throws UsageError */
export function promotionInput(
  from: string,
  type: string,
  { label, maxConcurrent, continueOnFailure }: PromoteToAllOptions,
): PromotionInput {
  return {
    from,
    type,
    ...(label && { labels: Object.fromEntries(label.map(labelOf)) }),
    ...(maxConcurrent !== undefined && {
      maxConcurrent: countOf(maxConcurrent),
    }),
    ...(continueOnFailure && { stopOnFailure: false }),
  };
}

function labelOf(text: string): [string, string] {
  const [key, value, ...more] = text.split('=');
  if (!key || !value || more.length > 0) {
    throw new UsageError(`--label ${text}: write key=value`);
  }
  return [key, value];
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new UsageError(
      `--max-concurrent ${text}: give a whole number from 1 on`,
    );
  }
  return count;
}

/** Ctrl-C leaves it: it goes on in the portal. */
async function ended(
  tutti: TuttiClient,
  application: string,
  begun: PromotionRound,
  { timeout }: PromoteToAllOptions,
  terminal: Terminal,
): Promise<PromotionRound> {
  const left = new AbortController();
  const asBefore = terminal.input.onInterrupt(() => left.abort());
  const end =
    timeout === undefined ? Infinity : performance.now() + msOf(timeout);
  let round = begun;
  try {
    while (
      round.state === 'going' &&
      !left.signal.aborted &&
      performance.now() < end
    ) {
      terminal.progress(harmless(round.message));
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
      const { rounds } = await tutti.listPromotions(application);
      round = rounds.find(({ id }) => id === begun.id) ?? round;
    }
  } finally {
    asBefore();
  }
  return round;
}

function outlookText(
  application: string,
  {
    from,
    typeTitle,
    release,
    success,
    stopOnFailure,
    environments,
  }: PromotionOutlook,
): string {
  return [
    `${application}: release ${release.number}, as it succeeded in ${from} #${success.number}, to all of ${typeTitle}`,
    ...environments.map(receiverLine),
    stopOnFailure
      ? 'a failure stops what has not begun'
      : 'a failure stops nothing',
    '',
  ]
    .map(harmless)
    .join('\n');
}

const APPROVALS = {
  none: [],
  needed: ['needs approval'],
  byRule: ['may need approval, by its plan'],
} as const satisfies Record<PromotionReceiver['approval'], readonly string[]>;

function receiverLine(receiver: PromotionReceiver): string {
  const { environment, wave, release, hasIt, approval, kept, allowed } =
    receiver;
  const facts = hasIt
    ? ['has it already']
    : [
        release ? `has release ${release.number}` : 'has nothing',
        ...APPROVALS[approval],
        ...(kept === undefined ? [] : [kept]),
        ...(allowed.allowed ? [] : [allowed.reason]),
      ];
  return `  wave ${wave}: ${environment}, ${facts.join(', ')}`;
}

const STATES = {
  waits: 'waits for its turn',
  begun: 'under way',
  here: 'has it',
  failed: 'failed',
  left: 'left out',
} as const satisfies Record<
  PromotionRound['environments'][number]['state'],
  string
>;

function roundText({ message, environments }: PromotionRound): string {
  return [
    message,
    ...environments.map(
      ({ environment, wave, state, deployment }) =>
        `  wave ${wave}: ${environment}, ${STATES[state]}${
          deployment ? `, #${deployment.number}` : ''
        }`,
    ),
    '',
  ]
    .map(harmless)
    .join('\n');
}
