import { Deployment, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { Asking, demandYes, requireAnswer } from '../../online/asking';
import {
  deploymentOfNumber,
  EnvironmentPlace,
  findDeployment,
  nameOf,
  numberOf,
} from '../../online/deployments';
import { statusLine } from '../../online/deploymentText';
import { answered, RefusedByPortal } from '../../online/errors';
import { follow, FollowOptions } from '../../online/following';
import { harmless } from '../../online/harmless';
import { changingSteps, planText } from '../../online/planText';
import { Portal, portalOf, PortalOptions } from '../../online/portal';
import { Output, rendered } from '../../render';
import { EXIT, Terminal } from '../../Terminal';

export interface OneOptions extends PortalOptions, Asking {
  output: Output;
}

export interface DecideOptions extends OneOptions {
  comment?: string;
}

/** Says yes or no to what waits for people. */
export function decide(
  decision: 'approve' | 'reject',
  place: EnvironmentPlace,
  number: string | undefined,
  options: DecideOptions,
  terminal: Terminal,
): Promise<number> {
  const wanted = number === undefined ? undefined : numberOf(number);
  return answered(terminal, async () => {
    requireAnswer(options, terminal);
    const portal = portalOf(options, terminal);
    const { id } = await chosen(
      portal,
      place,
      wanted,
      'deployment that waits for an approval',
      ({ status }) => status === 'waiting-approval',
    );
    await show(portal, id, options, terminal);
    await demandYes(
      decision === 'approve' ? 'Approve it?' : 'Reject it?',
      options,
      terminal,
    );
    return changed(
      await portal.tutti.decide(id, {
        decision,
        ...(options.comment !== undefined && { comment: options.comment }),
      }),
      options,
      terminal,
    );
  });
}

/** Ends what has not ended; what is done stays done. */
export function cancel(
  place: EnvironmentPlace,
  number: string | undefined,
  options: OneOptions,
  terminal: Terminal,
): Promise<number> {
  const wanted = number === undefined ? undefined : numberOf(number);
  return answered(terminal, async () => {
    requireAnswer(options, terminal);
    const portal = portalOf(options, terminal);
    const { id } = await chosen(
      portal,
      place,
      wanted,
      'deployment that has not ended',
      isOpen,
    );
    await show(portal, id, options, terminal);
    await demandYes('Cancel it?', options, terminal);
    return changed(await portal.tutti.cancelDeployment(id), options, terminal);
  });
}

/** Waits for the end of the one of a number, else of the newest. */
export function wait(
  place: EnvironmentPlace,
  number: string | undefined,
  options: PortalOptions & FollowOptions,
  terminal: Terminal,
): Promise<number> {
  const wanted = number === undefined ? undefined : numberOf(number);
  return answered(terminal, async () => {
    const portal = portalOf(options, terminal);
    const { id } = await chosen(
      portal,
      place,
      wanted,
      'deployment',
      () => true,
    );
    return follow(portal, id, options, terminal);
  });
}

function isOpen({ status }: Deployment): boolean {
  return !FINAL_STATUSES.includes(status);
}

async function chosen(
  { tutti }: Portal,
  place: EnvironmentPlace,
  number: number | undefined,
  what: string,
  fits: (deployment: Deployment) => boolean,
): Promise<Deployment> {
  if (number === undefined) {
    return findDeployment(tutti, place, what, fits);
  }
  const deployment = await deploymentOfNumber(tutti, place, number);
  if (!fits(deployment)) {
    throw new RefusedByPortal(
      `${nameOf(deployment)} is no ${what}: it is ${deployment.status}.`,
    );
  }
  return deployment;
}

/** What it is, what it does, and what people have said of it. */
async function show(
  { tutti }: Portal,
  id: string,
  { output }: OneOptions,
  terminal: Terminal,
): Promise<void> {
  const detail = await tutti.getDeployment(id);
  const { plan, planId, release, application, environment, approval } = detail;
  const write = output === 'text' ? terminal.out : terminal.err;
  write(
    `${statusLine(detail)}\n${harmless(
      `${detail.verb ?? 'Deploy'}, asked for by ${detail.requestedBy}`,
    )}\n`,
  );
  if (plan && planId !== undefined) {
    // The steps of the plan say why; those of the run only how far they are.
    const steps = await changingSteps(tutti, planId);
    const told = { application, environment, plan, steps };
    write(
      planText({ ...told, ...(release && { release }) }, terminal.colours.out),
    );
  }
  for (const { by, decision, comment } of approval?.decisions ?? []) {
    write(
      `${harmless(
        [`${decision} by ${by}`, comment].filter(Boolean).join(': '),
      )}\n`,
    );
  }
}

function changed(
  deployment: Deployment,
  { output }: OneOptions,
  terminal: Terminal,
): number {
  terminal.out(
    output === 'text'
      ? `${statusLine(deployment)}\n`
      : rendered(deployment, output),
  );
  return EXIT.ok;
}
