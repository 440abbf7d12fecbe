import { Command, CommanderError } from 'commander';
import { commands } from './commands';
import { COMPLETE, complete } from './completion/complete';
import { NotWanted, NoAnswer, RefusedByPortal } from './online/errors';
import { EXIT, Terminal, UsageError } from './Terminal';

const MISSING = 'commander.missingArgument';

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
  const { commands: verbs } = program;
  for (const command of [
    program,
    ...verbs.flatMap(verb => [verb, ...verb.commands]),
  ]) {
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
      if (error.code === MISSING && takesMore(program, args)) {
        terminal.err(
          'An option with several values takes all that follows: write files that are meant for the verb first.\n',
        );
      }
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    }
    if (error instanceof UsageError) {
      terminal.err(`error: ${error.message}\n`);
      return EXIT.usage;
    }
    if (error instanceof NotWanted) {
      terminal.err(`${error.message}\n`);
      return EXIT.problems;
    }
    if (error instanceof RefusedByPortal || error instanceof NoAnswer) {
      terminal.err(`error: ${error.message}\n`);
      return error instanceof NoAnswer ? EXIT.broken : EXIT.problems;
    }
    throw error;
  } finally {
    terminal.settle();
  }
}

/** Is there an option that may have eaten what was meant otherwise? */
function takesMore({ commands: verbs }: Command, args: string[]): boolean {
  const options = verbs.find(verb => verb.name() === args[0])?.options ?? [];
  return options.some(
    ({ long, variadic }) => variadic && long && args.includes(long),
  );
}
