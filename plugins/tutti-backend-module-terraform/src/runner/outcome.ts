import { RunnerCommand, RunnerEnd } from './Runner';

/** A shell reports what a signal ended by a code beyond this. */
const BY_SIGNAL = 128;

/**
 * What became of the commands.
 *
 * @param text - of the file with the codes, as the program of the work writes it; absent: none was begun
 * @param stopped - somebody asked for the end, or the backend was gone
 */
export function outcomeOf(
  commands: Pick<RunnerCommand, 'accepts'>[],
  text: string | undefined,
  stopped: boolean,
): Pick<RunnerEnd, 'outcome' | 'codes'> {
  const codes = (text ?? '')
    .split('\n')
    .filter(line => line !== '')
    .map(Number);
  const done =
    codes.length === commands.length &&
    codes.every((code, index) =>
      (commands[index].accepts ?? [0]).includes(code),
    );
  const ended = codes.filter(code => code <= BY_SIGNAL);
  // Whoever asked for the end of work that was over already has its result.
  if (done) return { outcome: 'done', codes };
  return { outcome: stopped ? 'stopped' : 'failed', codes: ended };
}
