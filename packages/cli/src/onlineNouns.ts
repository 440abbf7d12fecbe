import { Command, Option } from 'commander';
import { asking, online, output, timed, waiting } from './commandOptions';
import { OUTPUTS } from './render';
import { Terminal } from './Terminal';
import {
  cloneEnvironment,
  createEnvironment,
  deleteEnvironment,
} from './verbs/online/environment';
import {
  listPreviews,
  previewComment,
  previewDown,
  previewUp,
} from './verbs/online/preview';
import { listValues, setValue, unsetValue } from './verbs/online/values';
import { inspectModule } from './verbs/module';
import {
  addWorkload,
  editWorkload,
  listWorkloads,
  removeWorkload,
} from './verbs/workload';

/** `tutti module …` */
export function modules(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  online(noun.command('inspect'))
    .description('what a module takes and gives, and what would offer it')
    .argument('<source>', 'a folder, or as a definition names it')
    .option('--at <version>', 'of a module registry')
    .option('--against <version>', 'version, ref or source of an upgrade')
    .option('--driver <name>', 'where several drivers read modules')
    .option('--proposal', 'print nothing but the type and the definition')
    .addOption(output(OUTPUTS))
    .action(async (source, options) =>
      ended(await inspectModule(source, options, terminal)),
    );
}

/** `tutti workload …` */
export function workloads(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  const verb = (usage: string, description: string) =>
    online(noun.command(usage))
      .description(description)
      .argument('<application>', 'its name in the portal');
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

/** `tutti preview …` */
export function previews(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  const verb = (usage: string, description: string) =>
    online(noun.command(usage).description(description)).argument(
      '<application>',
      'its name in the portal',
    );
  const keyed = (command: Command) =>
    command.argument('<key>', 'of the pull request, such as pr-123');
  waiting(asking(keyed(verb('up', 'make one, or bring it up to date'))))
    .requiredOption('--base <environment>', 'that it begins with')
    .option('--type <name>', 'its environment type; else the only one there is')
    .option('--title <text>', 'of the pull request')
    .option('--link <url>', 'of the pull request')
    .option(
      '--image <images...>',
      'for containers that say ".": image, or container=image, workload=image, workload/container=image',
    )
    .option('--score <files...>', 'Score files of the pull request')
    .option('--removed <names...>', 'workloads whose Score files are gone')
    .option('--value <assignments...>', 'NAME=value, over those of the base')
    .addOption(output(OUTPUTS))
    .action(async (application, key, options) =>
      ended(await previewUp(application, key, options, terminal)),
    );
  asking(keyed(verb('down', 'destroy one, when its pull request is closed')))
    .addOption(output(OUTPUTS))
    .action(async (application, key, options) =>
      ended(await previewDown(application, key, options, terminal)),
    );
  verb('list', 'which there are')
    .addOption(output(OUTPUTS))
    .action(async (application, options) =>
      ended(await listPreviews(application, options, terminal)),
    );
  keyed(verb('comment', 'what to post on the pull request'))
    .addOption(output(['markdown', 'json'], 'markdown'))
    .action(async (application, key, options) =>
      ended(await previewComment(application, key, options, terminal)),
    );
}

/** `tutti env …` */
export function environments(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  const verb = (usage: string, description: string) =>
    online(noun.command(usage).description(description)).argument(
      '<application>',
      'its name in the portal',
    );
  asking(verb('create', 'make one; nothing is deployed'))
    .argument('<environment>', 'its name')
    .requiredOption('--type <name>', 'its environment type')
    .addOption(output(OUTPUTS))
    .action(async (application, environment, options) =>
      ended(
        await createEnvironment(application, environment, options, terminal),
      ),
    );
  asking(verb('clone', 'make one like another, without its secrets'))
    .argument('<from>', 'environment')
    .argument('<environment>', 'name of the new one')
    .option('--type <name>', 'its environment type; else that of the other')
    .option('--only <names...>', 'of its values only these')
    .addOption(output(OUTPUTS))
    .action(async (application, from, environment, options) =>
      ended(
        await cloneEnvironment(
          application,
          from,
          environment,
          options,
          terminal,
        ),
      ),
    );
  timed(asking(verb('delete', 'destroy all that runs in one, and forget it')))
    .argument('<environment>', 'its name')
    .option(
      '--consent <consents...>',
      'action=subject, as the plan names what it needs',
    )
    .option('--leave-retained', 'leave what its definitions retain')
    .addOption(output(OUTPUTS))
    .action(async (application, environment, options) =>
      ended(
        await deleteEnvironment(application, environment, options, terminal),
      ),
    );
}

/** `tutti values …` */
export function values(
  noun: Command,
  terminal: Terminal,
  ended: (code: number) => void,
): void {
  const verb = (usage: string, description: string) =>
    online(noun.command(usage).description(description))
      .argument('<application>', 'its name in the portal')
      .argument('<environment>', 'its name');
  const scoped = (command: Command) =>
    asking(command)
      .addOption(
        new Option('--scope <scope>', 'for all environments, or this one')
          .choices(['application', 'environment'])
          .default('environment'),
      )
      .addOption(output(OUTPUTS));

  verb('list', 'what an environment has, and where it comes from')
    .addOption(output(OUTPUTS))
    .action(async (application, environment, options) =>
      ended(await listValues({ application, environment }, options, terminal)),
    );
  scoped(verb('set', 'set one; it goes with the next deployment'))
    .argument('<name>', 'its name')
    .argument('[value]', 'a text; a secret comes from standard input')
    .option('--secret', 'read it from standard input; nobody reads it back')
    .option('--json', 'the value is JSON: a number, a list, a map')
    .action(async (application, environment, name, value, options) =>
      ended(
        await setValue(
          { application, environment },
          name,
          value,
          options,
          terminal,
        ),
      ),
    );
  scoped(verb('unset', 'remove one; it goes with the next deployment'))
    .argument('<name>', 'its name')
    .action(async (application, environment, name, options) =>
      ended(
        await unsetValue({ application, environment }, name, options, terminal),
      ),
    );
}
