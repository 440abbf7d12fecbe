import { Command, Option } from 'commander';
import { version } from '../package.json';
import { PLATFORM_FOLDER } from './inputs';
import { OUTPUTS } from './render';
import { Terminal } from './Terminal';
import { blast, BLAST_OUTPUTS } from './verbs/blastRadius';
import { completion, SHELLS } from './verbs/completion';
import { explain } from './verbs/explain';
import { generate } from './verbs/generate';
import { graph, GRAPH_OUTPUTS } from './verbs/graph';
import { init } from './verbs/init';
import { plan } from './verbs/plan';
import { validate } from './verbs/validate';

const SECRETS = `
Secrets: no password is invented, and none is written. Where one will be stands
\${secret:<source>/<name>}, for you or your GitOps tool to replace.`;

/**
 * Every verb with its options: what is parsed, what help says and what completion offers.
 *
 * @param ended - told each verb's exit code
 */
export function commands(
  terminal: Terminal,
  ended: (code: number) => void,
): Command {
  const program = new Command('tutti')
    .description('Score files and a platform, offline: nothing is deployed')
    .version(version, '--version', 'which tutti this is');
  const verb = (usage: string, description: string) =>
    program.command(usage).description(description);

  verb('validate', 'check Score and platform files and folders')
    .argument('<paths...>', 'files or folders')
    .addOption(output(OUTPUTS))
    .action((paths, options) => ended(validate(paths, options, terminal)));

  placed(verb('explain', 'which definition matches, and why'))
    .argument('<type>', 'resource type')
    .argument('[class]', 'its class, default without')
    .option('--id <id>', 'of a shared resource')
    .option('--workload <name>', 'that declares the resource')
    .addOption(output(OUTPUTS))
    .action((type, resourceClass, options) =>
      ended(explain(type, resourceClass, options, terminal)),
    );

  reading(placed(verb('graph', 'what workloads need')))
    .addOption(output(GRAPH_OUTPUTS))
    .action((paths, options) => ended(graph(paths, options, terminal)));

  knowing(reading(placed(verb('plan', 'what a first deployment creates'))))
    .addOption(output(OUTPUTS))
    .action(async (paths, options) =>
      ended(await plan(paths, options, terminal)),
    );

  knowing(reading(placed(verb('generate', 'write the manifests as YAML'))))
    .option('--to <path>', 'file, or folder (ends with /); - is the terminal')
    .addHelpText('after', SECRETS)
    .action(async (paths, options) =>
      ended(await generate(paths, options, terminal)),
    );

  knowing(
    verb('blast-radius', 'which environments other platform files change'),
  )
    .requiredOption('--before <paths...>', 'platform and Application files now')
    .requiredOption('--after <paths...>', 'the same, as they would be')
    .option(
      '--environment <names...>',
      'application/environment; else all that are declared',
    )
    .option('--exit-code', 'exit with 1 when something changes')
    .addOption(output(BLAST_OUTPUTS))
    .action(async options => ended(await blast(options, terminal)));

  verb('init', 'write a small score.yaml and platform')
    .argument('[folder]', 'where; overwrites nothing', '.')
    .action(folder => ended(init(folder, terminal)));

  program
    .command('completion')
    .description('print a script that completes tutti in a shell')
    .addArgument(program.createArgument('<shell>').choices(SHELLS))
    .action(shell => ended(completion(shell, terminal)));

  return program;
}

function output(formats: readonly string[]): Option {
  return new Option('--output <format>', 'how to answer')
    .choices(formats)
    .default('text');
}

function placed(command: Command): Command {
  return command
    .option('--platform <paths...>', 'platform files or folders', [
      PLATFORM_FOLDER,
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
    .argument('<score...>', 'Score files, or folders with them')
    .option(
      '--image <images...>',
      'for containers that say ".": image, or container=image, workload=image, workload/container=image',
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
