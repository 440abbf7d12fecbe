import { Command } from 'commander';
import {
  asking,
  deploying,
  online,
  output,
  timed,
  waiting,
} from './commandOptions';
import { environments, previews, values } from './onlineNouns';
import { OUTPUTS } from './render';
import { Terminal } from './Terminal';
import { build } from './verbs/online/build';
import { comment } from './verbs/online/comment';
import { deploy, promote, rollback } from './verbs/online/deploy';
import { cancel, decide, wait } from './verbs/online/deciding';
import { apps, envs } from './verbs/online/listing';
import { login, logout } from './verbs/online/login';
import { LOG_OUTPUTS, logs } from './verbs/online/logs';
import { open } from './verbs/online/open';

const NUMBER = 'of the deployment, such as 57';

/** Verbs that ask a portal, in the order of a person's day. */
export function onlineCommands(
  program: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  const verb = (usage: string, description: string) =>
    online(program.command(usage).description(description));
  const placed = (command: Command) =>
    command
      .argument('<application>', 'its name in the portal')
      .argument('<environment>', 'its name');

  verb('login', 'log in to a portal with your browser')
    .option('--no-browser', 'tell the address, and open nothing')
    .option('--token-stdin', 'keep the token that stands on standard input')
    .action(async options => ended(await login(options, terminal)));
  verb('logout', 'forget the login').action(async options =>
    ended(await logout(options, terminal)),
  );

  verb('apps', 'applications of a portal')
    .option('--mine', 'of what you own')
    .option('--search <words>', 'all in the name or the title')
    .addOption(output(OUTPUTS))
    .action(async options => ended(await apps(options, terminal)));
  verb('envs', 'environments of an application, and how they are')
    .argument('<application>', 'its name in the portal')
    .addOption(output(OUTPUTS))
    .action(async (application, options) =>
      ended(await envs(application, options, terminal)),
    );

  deploying(placed(verb('deploy', 'deploy an application')))
    .option(
      '--image <images...>',
      'for containers that say ".": image, or container=image, workload=image, workload/container=image',
    )
    .option('--release <number>', 'an earlier one; else the current workloads')
    .option('--plan <id>', 'exactly this one, which somebody has looked at')
    .option('--force', 'apply even what is unchanged')
    .addOption(output(OUTPUTS))
    .action(async (application, environment, options) =>
      ended(await deploy(application, environment, options, terminal)),
    );
  deploying(verb('promote', 'deploy what succeeded in another environment'))
    .argument('<application>', 'its name in the portal')
    .argument('<from>', 'environment in which it succeeded')
    .argument('[to]', 'environment; or all of a type, with --type')
    .option('--type <type>', 'all environments of this type, wave by wave')
    .option('--label <labels...>', 'key=value: only those that have it')
    .option(
      '--max-concurrent <count>',
      'so many at once; else as the type says',
    )
    .option('--continue-on-failure', 'a failure stops none of the others')
    .addOption(output(OUTPUTS))
    .action(async (application, from, to, options) =>
      ended(await promote(application, from, to, options, terminal)),
    );
  deploying(placed(verb('rollback', 'go back to an earlier success')))
    .argument('[number]', `${NUMBER}; else the last success before`)
    .addOption(output(OUTPUTS))
    .action(async (application, environment, number, options) =>
      ended(
        await rollback(application, environment, number, options, terminal),
      ),
    );

  for (const decision of ['approve', 'reject'] as const) {
    asking(placed(verb(decision, `${decision} a deployment that waits for it`)))
      .argument('[number]', `${NUMBER}; else the newest that waits`)
      .option('--comment <text>', 'for the others to read')
      .addOption(output(OUTPUTS))
      .action(async (application, environment, number, options) =>
        ended(
          await decide(
            decision,
            { application, environment },
            number,
            options,
            terminal,
          ),
        ),
      );
  }
  asking(placed(verb('cancel', 'end a deployment that has not ended')))
    .argument('[number]', `${NUMBER}; else the newest that has not ended`)
    .addOption(output(OUTPUTS))
    .action(async (application, environment, number, options) =>
      ended(
        await cancel({ application, environment }, number, options, terminal),
      ),
    );
  timed(placed(verb('wait', 'wait for the end of a deployment')))
    .argument('[number]', `${NUMBER}; else the newest`)
    .addOption(output(OUTPUTS))
    .action(async (application, environment, number, options) =>
      ended(
        await wait({ application, environment }, number, options, terminal),
      ),
    );

  placed(verb('logs', 'what the containers of an environment say'))
    .argument('[workload]', 'of this one only')
    .option('-f, --follow', 'and what comes, until Ctrl-C')
    .option('--container <name>', 'of this one only')
    .option('--previous', 'before it was started again')
    .option('--tail <lines>', 'the last so many, 500 without')
    .addOption(output(LOG_OUTPUTS))
    .action(async (application, environment, workload, options) =>
      ended(
        await logs({ application, environment }, workload, options, terminal),
      ),
    );
  verb('open', 'open a page of the portal, and print where it is')
    .argument('[application]', 'its name in the portal')
    .argument('[environment]', 'its name')
    .option('--print', 'only print it')
    .action((application, environment, options) =>
      ended(open(application, environment, options, terminal)),
    );

  waiting(verb('build', 'tell a portal that CI has built an image'))
    .argument('<application>', 'its name in the portal')
    .argument('<workload>', 'its name')
    .requiredOption('--image <image>', 'with its digest')
    .option('--container <name>', 'which one; else the only that says "."')
    .option('--commit <hash>', 'else as CI says it')
    .option('--ref <ref>', 'such as refs/heads/main; else as CI says it')
    .option('--repository <url>', 'else as CI says it')
    .option('--score <file>', 'Score file of the commit')
    .option('--score-from-repository', 'the portal reads the Score file itself')
    .addOption(output(OUTPUTS))
    .action(async (application, workload, options) =>
      ended(await build(application, workload, options, terminal)),
    );
  program
    .command('comment')
    .description('post a text on the pull request that CI is at work for')
    .argument(
      '[file]',
      'Markdown of pr, blast-radius or preview; else standard input',
    )
    .action(async file => ended(await comment(file, terminal)));

  previews(
    program.command('preview').description('environments of pull requests'),
    terminal,
    ended,
  );
  environments(
    program.command('env').description('environments of an application'),
    terminal,
    ended,
  );
  values(
    program.command('values').description('values and secrets'),
    terminal,
    ended,
  );
}
