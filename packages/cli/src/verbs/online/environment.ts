import type {
  EnvironmentSummary,
  NewEnvironment,
} from '@tutti/plugin-tutti-common';
import { Asking, demandYes, requireAnswer } from '../../online/asking';
import { carryOut, CarryOutOptions } from '../../online/carryOut';
import { answered } from '../../online/errors';
import { Portal, portalOf, PortalOptions } from '../../online/portal';
import { Output, rendered } from '../../render';
import { EXIT, Terminal } from '../../Terminal';

export interface NewOptions extends PortalOptions, Asking {
  output: Output;
}

/** A place to deploy to; nothing is deployed. */
export function createEnvironment(
  application: string,
  name: string,
  options: NewOptions & { type: string },
  terminal: Terminal,
): Promise<number> {
  const { type } = options;
  return answered(terminal, () =>
    made(
      portalOf(options, terminal),
      application,
      { name, type },
      options,
      terminal,
    ),
  );
}

/** One like another: with its plain values and resources of its own. Secrets are never copied. */
export function cloneEnvironment(
  application: string,
  from: string,
  name: string,
  options: NewOptions & { type?: string; only?: string[] },
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const portal = portalOf(options, terminal);
    const { type } =
      options.type === undefined
        ? await portal.tutti.getEnvironment(application, from)
        : { type: options.type };
    const { items } = await portal.tutti.listValues(application, from);
    const values = items.flatMap(({ name: value, secret, scope }) =>
      secret ||
      scope === 'application' ||
      (options.only && !options.only.includes(value))
        ? []
        : [value],
    );
    return made(
      portal,
      application,
      { name, type, from: { environment: from, values } },
      options,
      terminal,
    );
  });
}

/** Takes away what runs, and then forgets the environment. */
export function deleteEnvironment(
  application: string,
  environment: string,
  options: CarryOutOptions & { leaveRetained?: boolean },
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    requireAnswer(options, terminal);
    const portal = portalOf(options, terminal);
    const { tutti } = portal;
    const { lastDeployment, destroyed } = await tutti.getEnvironment(
      application,
      environment,
    );
    if (lastDeployment && !destroyed) {
      const code = await carryOut(
        portal,
        { application, environment },
        { input: { destroy: true } },
        { ...options, wait: true, verb: 'Destroy everything of it and remove' },
        // Of the two answers, that it is gone is the one.
        { ...terminal, out: terminal.err },
      );
      if (code !== EXIT.ok) return code;
    } else {
      await demandYes(
        `Remove ${application}/${environment}? Its history and its values go with it.`,
        options,
        terminal,
      );
    }
    await tutti.removeEnvironment(application, environment, {
      ...(options.leaveRetained && { leaveRetained: true }),
    });
    terminal.out(
      options.output === 'text'
        ? `${application}/${environment}: removed\n`
        : rendered({ application, environment, removed: true }, options.output),
    );
    return EXIT.ok;
  });
}

async function made(
  { tutti, page }: Portal,
  application: string,
  input: NewEnvironment,
  options: NewOptions,
  terminal: Terminal,
): Promise<number> {
  const { name, type, from } = input;
  const values = from?.values ?? [];
  requireAnswer(options, terminal);
  terminal.err(
    `${application}/${name}, of type ${type}${
      from
        ? `, like ${from.environment}: ${
            values.length > 0 ? `values ${values.join(', ')}` : 'no value'
          }, no secret`
        : ''
    }\n`,
  );
  await demandYes('Make it?', options, terminal);
  const environment: EnvironmentSummary = await tutti.createEnvironment(
    application,
    input,
  );
  terminal.out(
    options.output === 'text'
      ? `${application}/${name}: made; to deploy to it: tutti deploy ${application} ${name}\n${page(
          'applications',
          application,
          'environments',
          name,
        )}\n`
      : rendered(environment, options.output),
  );
  return EXIT.ok;
}
