import { Command, CommanderError } from 'commander';
import { asOutput } from './render';
import { EXIT, Terminal, UsageError } from './Terminal';
import { explain } from './verbs/explain';
import { generate } from './verbs/generate';
import { graph } from './verbs/graph';
import { init } from './verbs/init';
import { plan } from './verbs/plan';
import { validate } from './verbs/validate';

/** Reads the command line and runs its verb. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command('tutti')
    .description('Score files and a platform, offline: nothing is deployed')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  const verb = (usage: string, description: string) =>
    program.command(usage).description(description);

  verb('validate <paths...>', 'check Score and platform files and folders')
    .option('--output <format>', 'text, json or yaml', 'text')
    .action(async (paths: string[], options) => {
      const output = asOutput(options.output);
      code = validate(paths, { output }, terminal);
    });

  placed(verb('explain <type> [class]', 'which definition matches, and why'))
    .option('--id <id>', 'of a shared resource')
    .option('--workload <name>', 'that declares the resource')
    .option('--output <format>', 'text, json or yaml', 'text')
    .action(
      async (type: string, resourceClass: string | undefined, options) => {
        const output = asOutput(options.output);
        code = explain(type, resourceClass, { ...options, output }, terminal);
      },
    );

  reading(placed(verb('graph <score...>', 'what workloads need')))
    .option('--output <format>', 'text, json, yaml, mermaid or dot', 'text')
    .action(async (paths: string[], options) => {
      code = graph(paths, options, terminal);
    });

  knowing(
    reading(placed(verb('plan <score...>', 'what a first deployment creates'))),
  )
    .option('--output <format>', 'text, json or yaml', 'text')
    .action(async (paths: string[], options) => {
      const output = asOutput(options.output);
      code = await plan(paths, { ...options, output }, terminal);
    });

  knowing(
    reading(placed(verb('generate <score...>', 'write the manifests as YAML'))),
  )
    .option('--to <path>', 'file, or folder (ends with /); - is the terminal')
    .addHelpText(
      'after',
      '\nSecrets: every value in a Secret is written as ${secret:<object>/<key>}, for you or\nyour GitOps tool to replace. Offline nothing is generated and no password is invented.',
    )
    .action(async (paths: string[], options) => {
      code = await generate(paths, options, terminal);
    });

  verb('init [folder]', 'write a small score.yaml and platform').action(
    (folder: string | undefined) => {
      code = init(folder ?? '.', terminal);
    },
  );

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
  }
}

function placed(command: Command): Command {
  return command
    .option('--platform <paths...>', 'platform files or folders', [
      './platform',
    ])
    .option(
      '--application <name>',
      'the application; else the only one declared, or app',
    )
    .option('--environment <name>', 'the environment', 'development')
    .option(
      '--type <name>',
      "the environment's type; else as declared, or its name",
    );
}

function reading(command: Command): Command {
  return command
    .option(
      '--image <images...>',
      'for containers that say ".": image, or container=image',
    )
    .option('--override-file <files...>', 'laid over the Score file')
    .option(
      '--override-property <assignments...>',
      'path=value, after override files',
    );
}

function knowing(command: Command): Command {
  return command.option(
    '--values <files...>',
    'YAML: values and names of secrets that the portal would know',
  );
}
