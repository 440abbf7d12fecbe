import { ResponseError } from '@backstage/errors';
import { RefusedError, stalePlanMoves } from '@tutti/plugin-tutti-common';
import { writeProblems } from '../render';
import { EXIT, Terminal } from '../Terminal';

/** The portal did not answer as one: exit code 3. */
export class NoAnswer extends Error {
  readonly name = 'NoAnswer';
}

/** The portal does not do it; its sentence says why: exit code 1. */
export class RefusedByPortal extends Error {
  readonly name = 'RefusedByPortal';
}

/** Whoever was asked did not say yes: exit code 1. */
export class NotWanted extends Error {
  readonly name = 'NotWanted';
}

/** What somebody who was refused reads; errors of another kind stay what they are. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof ResponseError)) {
    return error;
  }
  if (error.statusCode === 401) {
    return new RefusedByPortal(
      'The portal does not know the token, or it has expired: tutti login, or another TUTTI_TOKEN.',
    );
  }
  const moved = stalePlanMoves(error) ?? [];
  return new RefusedByPortal(
    [error.body.error.message, ...moved.map(move => `  ${move}`)].join('\n'),
  );
}

/** Problems of a text or of a plan are told alike, whoever found them. */
export async function answered(
  terminal: Terminal,
  act: () => Promise<number>,
): Promise<number> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RefusedError) {
      writeProblems(error.problems, terminal);
      return EXIT.problems;
    }
    throw refusalOf(error);
  }
}
