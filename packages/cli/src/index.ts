import { run } from './program';
import { processTerminal, Terminal } from './Terminal';

/**
 * Runs `tutti` with the arguments after the program's name.
 *
 * @returns the exit code, as docs/reference/cli.md has it
 */
export async function main(
  args: string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  return run(args, terminal);
}
