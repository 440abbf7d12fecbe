import { Command, Option } from 'commander';
import { msOf } from './online/following';

const TOKEN = `
The token of the portal: that of tutti login, or TUTTI_TOKEN in the environment.`;

export function output(
  formats: readonly string[],
  usual: string = 'text',
): Option {
  return new Option('--output <format>', 'how to answer')
    .choices(formats)
    .default(usual);
}

/** A verb that asks a portal. */
export function online(command: Command): Command {
  return command
    .option(
      '--portal <url>',
      'address of its backend; else TUTTI_PORTAL, else of the last login',
    )
    .addHelpText('after', TOKEN);
}

/** A verb that changes something. */
export function asking(command: Command): Command {
  return command.option(
    '--yes',
    'do not ask; needed where nobody can be asked',
  );
}

/** A verb that deploys. */
export function deploying(command: Command): Command {
  return waiting(asking(command)).option(
    '--consent <consents...>',
    'action=subject, as the plan names what it needs',
  );
}

/** A verb that may wait for the end of a deployment. */
export function waiting(command: Command): Command {
  return timed(command.option('--wait', 'until the deployment has ended'));
}

/** A wrong time is told before anything is done. */
export function timed(command: Command): Command {
  return command.option(
    '--timeout <time>',
    'wait no longer: 90s, 15m, 2h',
    text => {
      msOf(text);
      return text;
    },
  );
}
