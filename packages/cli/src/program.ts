import { CommanderError } from 'commander';
import { commands } from './commands';
import { COMPLETE, complete } from './completion/complete';
import { EXIT, Terminal, UsageError } from './Terminal';

/** Reads the command line and runs its verb. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.ok;
  const program = commands(terminal, ended => {
    code = ended;
  });
  if (args[0] === COMPLETE) {
    terminal.out(complete(program, args.slice(1)));
    return EXIT.ok;
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHasColors: () => terminal.colours.out,
      getErrHasColors: () => terminal.colours.err,
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    if (error instanceof UsageError) {
      terminal.err(`error: ${error.message}\n`);
      return EXIT.usage;
    }
    throw error;
  } finally {
    terminal.settle();
  }
}
