import { Command } from 'commander';
import { version } from '../package.json';
import { online, output } from './commandOptions';
import { PLATFORM_FOLDER } from './inputs';
import { onlineCommands } from './onlineCommands';
import { modules, workloads } from './onlineNouns';
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
import { planOnline } from './verbs/online/planOnline';
import { prOnline } from './verbs/online/prOnline';
import { plan } from './verbs/plan';
import { prOffline, PR_OUTPUTS } from './verbs/pr';
import { isOfPortal, isPortalKnown } from './verbs/planWhere';
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
    .description(
      'Score files and a platform, offline; and what a portal does, from the command line',
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

  online(
    knowing(
      reading(
        placed(
          verb('plan', 'what a deployment does: a first one, or in a portal'),
        ),
        '<score...>',
        'Score files, or folders with them; or an application and an environment of a portal',
      ),
    ),
  )
    .option('--release <number>', 'in a portal: an earlier one')
    .option('--force', 'in a portal: apply even what is unchanged')
    .addOption(output(OUTPUTS))
    .action(async (paths, options) =>
      ended(
        await (isOfPortal(paths, options)
          ? planOnline(paths[0], paths[1], options, terminal)
          : plan(paths, options, terminal)),
      ),
    );

  knowing(reading(placed(verb('generate', 'write the manifests as YAML'))))
    .option('--to <path>', 'file, or folder (ends with /); - is the terminal')
    .addHelpText('after', SECRETS)
    .action(async (paths, options) =>
      ended(await generate(paths, options, terminal)),
    );

  online(
    knowing(
      reading(
        placed(
          verb('whence', 'from which files an object comes').argument(
            '<object>',
            'kind/name, such as Deployment/web',
          ),
        ),
        '[score...]',
        'Score files, or folders with them; without: of a portal',
      ),
    ),
  )
    .option('-n, --namespace <name>', 'where two are called the same')
    .addOption(output(OUTPUTS))
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

  online(
    knowing(
      reading(
        verb('pr', 'what changed Score files mean, for a pull request'),
        '[score...]',
      ),
    ),
  )
    .option('--application <name>', 'its name')
    .option('--removed <names...>', 'workloads whose Score files are gone')
    .option(
      '--platform <paths...>',
      'without a portal: platform files or folders',
      [PLATFORM_FOLDER],
    )
    .addOption(output(PR_OUTPUTS, 'markdown'))
    .action(async (paths, options) =>
      ended(
        await (isPortalKnown(options)
          ? prOnline(paths, options, terminal)
          : prOffline(paths, options, terminal)),
      ),
    );

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

  onlineCommands(program, terminal, ended);

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

  online(noun.command('check'))
    .description("what a portal's cluster says of Tutti's account")
    .argument('<cluster>', 'its name under tutti.clusters')
    .option('--namespace <name>', 'rights there; else in every one')
    .addOption(output(OUTPUTS))
    .action(async (cluster, options) =>
      ended(await checkCluster(cluster, options, terminal)),
    );
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

function reading(
  command: Command,
  paths = '<score...>',
  description = 'Score files, or folders with them',
): Command {
  return command
    .argument(paths, description)
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
