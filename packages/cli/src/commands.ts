import { Command, Option } from 'commander';
import { version } from '../package.json';
import { PLATFORM_FOLDER } from './inputs';
import { OUTPUTS } from './render';
import { Terminal } from './Terminal';
import { blast, BLAST_OUTPUTS } from './verbs/blastRadius';
import { checkCluster, rbac } from './verbs/cluster';
import { completion, SHELLS } from './verbs/completion';
import { explain } from './verbs/explain';
import { generate } from './verbs/generate';
import { whence } from './verbs/whence';
import { whenceOnline } from './verbs/whenceOnline';
import { graph, GRAPH_OUTPUTS } from './verbs/graph';
import { init } from './verbs/init';
import { inspectModule } from './verbs/module';
import { plan } from './verbs/plan';
import { validate } from './verbs/validate';
import {
  addWorkload,
  editWorkload,
  listWorkloads,
  removeWorkload,
} from './verbs/workload';

const SECRETS = `
Secrets: no password is invented, and none is written. Where one will be stands
\${secret:<source>/<name>}, for you or your GitOps tool to replace.`;

const TOKEN = `
The token of the portal stands in the environment, as TUTTI_TOKEN.`;

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
    .description(
      'Score files and a platform; offline but for workload, module, cluster check and whence of what runs',
    )
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
    reading(
      placed(
        verb('whence', 'from which files an object comes').argument(
          '<object>',
          'kind/name, such as Deployment/web',
        ),
      ),
      '[score...]',
    ),
  )
    .option('-n, --namespace <name>', 'where two are called the same')
    .option(
      '--portal <url>',
      'without Score files: address of the backend that deployed it; else TUTTI_PORTAL',
    )
    .addOption(output(OUTPUTS))
    .addHelpText('after', TOKEN)
    .action(async (object, paths, options) =>
      ended(
        await (paths.length === 0
          ? whenceOnline(object, options, terminal)
          : whence(object, paths, options, terminal)),
      ),
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

  clusters(verb('cluster', 'what clusters must let Tutti do'), terminal, ended);

  modules(verb('module', 'code that definitions name'), terminal, ended);

  workloads(
    verb('workload', 'workloads of an application in a portal'),
    terminal,
    ended,
  );

  program
    .command('completion')
    .description('print a script that completes tutti in a shell')
    .addArgument(program.createArgument('<shell>').choices(SHELLS))
    .action(shell => ended(completion(shell, terminal)));

  return program;
}

function clusters(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  noun
    .command('rbac')
    .description("the rights of Tutti's account, as manifests")
    .option('--platform <paths...>', 'platform files or folders', [
      PLATFORM_FOLDER,
    ])
    .option('--target <name>', 'of one Target only, within its limits')
    .option(
      '--namespace <names...>',
      'rights in these namespaces only; else in every one',
    )
    .option(
      '--subject <account>',
      'service account as namespace/name, user:NAME or group:NAME',
      'tutti/tutti',
    )
    .option(
      '--impersonate',
      'it acts for the person who asked for a deployment',
    )
    .action(options => ended(rbac(options, terminal)));

  noun
    .command('check')
    .description("what a portal's cluster says of Tutti's account")
    .argument('<cluster>', 'its name under tutti.clusters')
    .option('--namespace <name>', 'rights there; else in every one')
    .option('--portal <url>', 'address of its backend; else TUTTI_PORTAL')
    .addOption(output(OUTPUTS))
    .addHelpText('after', TOKEN)
    .action(async (cluster, options) =>
      ended(await checkCluster(cluster, options, terminal)),
    );
}

function modules(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  noun
    .command('inspect')
    .description('what a module takes and gives, and what would offer it')
    .argument('<source>', 'a folder, or as a definition names it')
    .option('--at <version>', 'of a module registry')
    .option('--against <version>', 'version, ref or source of an upgrade')
    .option('--driver <name>', 'where several drivers read modules')
    .option('--proposal', 'print nothing but the type and the definition')
    .option('--portal <url>', 'address of its backend; else TUTTI_PORTAL')
    .addOption(output(OUTPUTS))
    .addHelpText('after', TOKEN)
    .action(async (source, options) =>
      ended(await inspectModule(source, options, terminal)),
    );
}

/** Verbs that ask a portal. */
function workloads(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  const verb = (usage: string, description: string) =>
    noun
      .command(usage)
      .description(description)
      .argument('<application>', 'its name in the portal')
      .option('--portal <url>', 'address of its backend; else TUTTI_PORTAL')
      .addHelpText('after', TOKEN);
  const sourced = (command: Command) =>
    command
      .argument('[score]', 'Score file; its text is kept in the portal')
      .option('--name <name>', 'of a workload that follows a repository')
      .option('--url <url>', 'repository, folder or Score file to follow')
      .option('--path <path>', 'the Score file below the URL')
      .option('--ref <ref>', 'branch, tag or commit')
      .addOption(output(OUTPUTS));

  verb('list', 'which there are, and where their texts come from')
    .addOption(output(OUTPUTS))
    .action(async (application, options) =>
      ended(await listWorkloads(application, options, terminal)),
    );
  sourced(verb('add', 'add one, by its text or by its repository')).action(
    async (application, file, options) =>
      ended(await addWorkload(application, file, options, terminal)),
  );
  sourced(verb('edit', 'give one another text or another source'))
    .option('--managed', 'keep the text of one that followed a repository')
    .action(async (application, file, options) =>
      ended(await editWorkload(application, file, options, terminal)),
    );
  verb('remove', 'remove one; what runs goes with the next deployment')
    .argument('<workload>', 'its name')
    .action(async (application, name, options) =>
      ended(await removeWorkload(application, name, options, terminal)),
    );
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

function reading(command: Command, paths = '<score...>'): Command {
  return command
    .argument(paths, 'Score files, or folders with them')
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
