import type { EnvironmentValue, NewValue } from '@tutti/plugin-tutti-common';
import { columns } from '../../columns';
import { Asking, demandYes, requireAnswer } from '../../online/asking';
import { EnvironmentPlace } from '../../online/deployments';
import { answered } from '../../online/errors';
import { harmless } from '../../online/harmless';
import { portalAt, PortalOptions } from '../../online/portal';
import { Output, rendered } from '../../render';
import { EXIT, Terminal, UsageError } from '../../Terminal';

export interface ValuesOptions extends PortalOptions {
  output: Output;
}

export interface ValueOptions extends ValuesOptions, Asking {
  scope: 'application' | 'environment';
}

export interface SetOptions extends ValueOptions {
  /** Its value comes from standard input, and nobody reads it back. */
  secret?: boolean;
  /** The value is JSON: a number, a list, a map. */
  json?: boolean;
}

export function listValues(
  { application, environment }: EnvironmentPlace,
  options: ValuesOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const values = await portalAt(options, terminal).listValues(
      application,
      environment,
    );
    const rows = [
      ...values.items.map(row),
      ...values.removed.map(({ name, secret, scope }) => [
        name,
        secret ? '(secret)' : '',
        scope,
        'removed, not deployed yet',
      ]),
    ].map(cells => cells.map(harmless));
    terminal.out(
      options.output === 'text'
        ? columns(rows, 'no value')
        : rendered(values, options.output),
    );
    return EXIT.ok;
  });
}

/** It goes with the next deployment. */
export function setValue(
  { application, environment }: EnvironmentPlace,
  name: string,
  text: string | undefined,
  options: SetOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    requireAnswer(options, terminal);
    const input = await inputOf(name, text, options, terminal);
    const tutti = portalAt(options, terminal);
    await demandYes(
      `Set ${name} of ${placeOf(application, environment, options)}?`,
      options,
      terminal,
    );
    await tutti.putValue(application, environment, name, input);
    return done(application, environment, name, 'set', options, terminal);
  });
}

export function unsetValue(
  { application, environment }: EnvironmentPlace,
  name: string,
  options: ValueOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    requireAnswer(options, terminal);
    const tutti = portalAt(options, terminal);
    await demandYes(
      `Remove ${name} of ${placeOf(application, environment, options)}?`,
      options,
      terminal,
    );
    await tutti.removeValue(application, environment, name, options.scope);
    return done(application, environment, name, 'removed', options, terminal);
  });
}

/** @throws UsageError */
async function inputOf(
  name: string,
  text: string | undefined,
  { scope, secret, json }: SetOptions,
  terminal: Terminal,
): Promise<NewValue> {
  if (!secret) {
    if (text === undefined) {
      throw new UsageError(
        `which value? tutti values set <application> <environment> ${name} <value>; a secret with --secret from standard input`,
      );
    }
    return { scope, value: json ? parsed(text) : text };
  }
  if (text !== undefined) {
    throw new UsageError(
      'a secret is no argument, which everybody may read who lists the processes of the machine: give it on standard input',
    );
  }
  if (terminal.input.interactive) {
    throw new UsageError(
      'a secret that is typed is seen: give it on standard input, from a file or another program, with --yes',
    );
  }
  // The line break with which a file ends is hardly ever meant.
  const value = (await terminal.input.text()).replace(/\r?\n$/, '');
  if (value === '') {
    throw new UsageError('there is no secret on standard input');
  }
  return { scope, value, secret: true };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('--json: the value is no JSON');
  }
}

function placeOf(
  application: string,
  environment: string,
  { scope }: ValueOptions,
): string {
  return scope === 'application'
    ? `${application}, in all of its environments`
    : `${application}/${environment}`;
}

function done(
  application: string,
  environment: string,
  name: string,
  what: 'set' | 'removed',
  options: ValueOptions,
  terminal: Terminal,
): number {
  const { scope, output } = options;
  terminal.out(
    output === 'text'
      ? `${name}: ${what}; it goes with the next deployment\n`
      : rendered(
          { application, environment, name, scope, [what]: true },
          output,
        ),
  );
  return EXIT.ok;
}

function row(value: EnvironmentValue): string[] {
  const { name, secret, from, scope, pending } = value;
  return [
    name,
    shown(value.value, secret, from !== undefined),
    scope,
    ...(pending ? ['not deployed yet'] : []),
  ];
}

function shown(value: unknown, secret: boolean, isElsewhere: boolean): string {
  if (isElsewhere) return '(secret, kept elsewhere)';
  if (secret) return '(secret)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
