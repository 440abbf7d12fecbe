import { InputError } from '@backstage/errors';
import { PlanInput } from '@tutti/plugin-tutti-common';

type Part = keyof PlanInput;

/** What people decide about running pods and resources; the release stays what it is. */
export const OPERATIONS = [
  'pause',
  'replicas',
  'restart',
  'remove',
  'rotate',
  'repair',
  'refresh',
] as const;

/** What deals with drift changes nothing of this beside it. */
const ANYTHING_ELSE = [
  'rollbackTo',
  'promoteFrom',
  'releaseId',
  'images',
  'moves',
  'force',
  'pause',
  'replicas',
  'restart',
  'remove',
  'rotate',
] as const satisfies readonly Part[];

/** What makes no sense together, and why. */
const EXCLUSIVE: { of: Part; with: readonly Part[]; why: string }[] = [
  {
    of: 'rollbackTo',
    with: ['promoteFrom', 'releaseId', 'images', ...OPERATIONS],
    why: 'a rollback has the release and the images of then, and keeps what is decided about pods',
  },
  {
    of: 'promoteFrom',
    with: ['images'],
    why: 'the images are those of the other environment',
  },
  {
    of: 'repair',
    with: [...ANYTHING_ELSE, 'refresh'],
    why: 'a repair puts back what was applied last, and nothing else',
  },
  {
    of: 'refresh',
    with: ANYTHING_ELSE,
    why: 'what others changed is taken into what was applied last, and nothing else is asked for',
  },
  {
    of: 'rotate',
    with: ['moves'],
    why: 'an address would mean one resource before the moves and another after them',
  },
];

/**
 * Beside a destruction nothing makes sense but consents, and what is let go of instead.
 *
 * @throws InputError naming both parts
 */
export function checkCombination(input: PlanInput): void {
  if (input.destroy) {
    const [senseless] = partsOf(input).filter(
      part => part !== 'destroy' && part !== 'consent' && part !== 'remove',
    );
    if (senseless) {
      throw new InputError(
        `${senseless}: a plan that destroys the environment takes nothing but \`consent\`, and \`remove\` of what is detached.`,
      );
    }
    const redundant = input.remove?.find(({ how }) => how === 'destroy');
    if (redundant) {
      throw new InputError(
        `remove: ${redundant.address} is destroyed with the environment; what is kept on purpose goes by \`consent\`.`,
      );
    }
    return;
  }
  const parts = partsOf(input);
  for (const { of, with: others, why } of EXCLUSIVE) {
    const other = parts.find(part => others.includes(part));
    if (parts.includes(of) && other) {
      throw new InputError(`${of} and ${other} exclude each other: ${why}.`);
    }
  }
  if (input.pause && input.restart) {
    throw new InputError(
      'pause and restart exclude each other: of a paused workload no pod runs.',
    );
  }
  const both = input.remove?.find(({ address }) =>
    input.rotate?.includes(address),
  );
  if (both) {
    throw new InputError(
      `remove and rotate exclude each other for ${both.address}: what goes needs no new passwords.`,
    );
  }
}

/** Nothing is asked for that would change the release. */
export function isOperation(input: PlanInput): boolean {
  const parts = partsOf(input);
  return (
    OPERATIONS.some(part => parts.includes(part)) &&
    !(['rollbackTo', 'promoteFrom', 'releaseId', 'images'] as const).some(
      part => parts.includes(part),
    )
  );
}

function partsOf(input: PlanInput): Part[] {
  // All keys of a `PlanInput` are parts: the API takes no others.
  return (Object.keys(input) as Part[]).filter(
    part => input[part] !== undefined && input[part] !== false,
  );
}
