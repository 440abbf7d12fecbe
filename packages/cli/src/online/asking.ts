import { Terminal, UsageError } from '../Terminal';
import { NotWanted } from './errors';

export interface Asking {
  /** Nobody is asked. */
  yes?: boolean;
}

/** @throws UsageError where somebody has to be asked and nobody is there */
export function requireAnswer({ yes }: Asking, terminal: Terminal): void {
  if (!yes && !terminal.input.interactive) {
    throw new UsageError(
      'nobody can be asked here: read what plan says, and give --yes',
    );
  }
}

/**
 * Asks whether it shall be done, after what will happen was told.
 *
 * @throws NotWanted where the answer is not yes
 */
export async function demandYes(
  question: string,
  { yes }: Asking,
  terminal: Terminal,
): Promise<void> {
  if (yes) {
    return;
  }
  requireAnswer({}, terminal);
  terminal.err(`${question} [y/N] `);
  const answer = await terminal.input.line();
  if (!/^\s*y(es)?\s*$/i.test(answer)) {
    throw new NotWanted('nothing was done');
  }
}
