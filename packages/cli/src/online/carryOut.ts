import { randomUUID } from 'crypto';
import type {
  Deployment,
  PlanInput,
  PlanRecord,
} from '@tutti/plugin-tutti-common';
import { Output, rendered } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';
import { Asking, demandYes, requireAnswer } from './asking';
import { EnvironmentPlace } from './deployments';
import { statusLine } from './deploymentText';
import { RefusedByPortal } from './errors';
import { follow, FollowOptions } from './following';
import { planText, toldPlan } from './planText';
import { Portal, PortalOptions } from './portal';

/** What every verb that deploys takes. */
export interface CarryOutOptions extends PortalOptions, Asking, FollowOptions {
  output: Output;
  /** `action=subject`, as a plan names what it needs. */
  consent?: string[];
  /** Until the deployment has ended. */
  wait?: boolean;
}

/** What is asked for: a change to be planned, or a plan. */
export type Wish = { input: PlanInput } | { planId: string };

/**
 * Plans, tells the plan, asks, deploys, and waits where somebody wants it.
 *
 * @param verb - for the question: `Deploy`
 * @returns the exit code
 * @throws UsageError where nobody can be asked; RefusedByPortal for a plan that may not be deployed
 */
export async function carryOut(
  portal: Portal,
  place: EnvironmentPlace,
  wish: Wish,
  { verb, ...options }: CarryOutOptions & { verb: string },
  terminal: Terminal,
): Promise<number> {
  requireAnswer(options, terminal);
  const plan = await planned(portal, place, wish, options, terminal);
  await showPlan(portal, plan, options, terminal);
  if (!plan.plan.deployable) {
    throw new RefusedByPortal(
      'The plan may not be deployed as it is; nothing was done.',
    );
  }
  await demandYes(
    `${verb} to ${place.application}/${place.environment}?`,
    options,
    terminal,
  );
  terminal.progress('deploying');
  const deployment = await portal.tutti.deploy(plan.id, {
    // The snapshot that the program starts from holds what is cached: each start would take the same.
    idempotencyKey: randomUUID({ disableEntropyCache: true }),
  });
  return options.wait
    ? follow(portal, deployment.id, options, terminal)
    : told(portal, deployment, options, terminal);
}

/** @throws RefusedByPortal for the plan of another place */
async function planned(
  { tutti }: Portal,
  { application, environment }: EnvironmentPlace,
  wish: Wish,
  options: CarryOutOptions,
  terminal: Terminal,
): Promise<PlanRecord> {
  const waiting = {
    onWaiting: () => terminal.progress('the portal is planning'),
  };
  terminal.progress('the portal is planning');
  if ('input' in wish) {
    const consent = (options.consent ?? []).map(consentOf);
    return tutti.createPlan(
      application,
      environment,
      { ...wish.input, ...(consent.length > 0 && { consent }) },
      waiting,
    );
  }
  const plan = await tutti.getPlan(wish.planId, waiting);
  if (plan.application !== application || plan.environment !== environment) {
    throw new RefusedByPortal(
      `Plan ${plan.id} is for ${plan.application}/${plan.environment}.`,
    );
  }
  if (!plan.current) {
    throw new RefusedByPortal(
      [
        'The plan is not current any more: make another one.',
        ...plan.moved.map(move => `  ${move}`),
      ].join('\n'),
    );
  }
  return plan;
}

/** Answers are for standard output: what a program reads there is the deployment alone. */
export async function showPlan(
  { tutti }: Portal,
  plan: PlanRecord,
  { output }: { output: Output },
  terminal: Terminal,
): Promise<void> {
  const isText = output === 'text';
  const colours = isText ? terminal.colours.out : terminal.colours.err;
  const text = planText(await toldPlan(tutti, plan), colours);
  (isText ? terminal.out : terminal.err)(text);
}

function told(
  { page }: Portal,
  deployment: Deployment,
  { output }: CarryOutOptions,
  terminal: Terminal,
): number {
  terminal.out(
    output === 'text'
      ? `${statusLine(deployment)}\n${page('deployments', deployment.id)}\n`
      : rendered(deployment, output),
  );
  if (output === 'text') {
    const { application, environment, number } = deployment;
    terminal.err(
      `to see its end: tutti wait ${application} ${environment} ${number}\n`,
    );
  }
  return EXIT.ok;
}

const ACTIONS = ['replace', 'destroy', 'adopt', 'create'] as const;

/** @throws UsageError */
function consentOf(text: string): NonNullable<PlanInput['consent']>[number] {
  const end = text.indexOf('=');
  const action = ACTIONS.find(known => known === text.slice(0, end));
  const subject = text.slice(end + 1);
  if (!action || subject === '') {
    throw new UsageError(
      `--consent ${text}: give it as the plan names it, action=subject; actions are ${ACTIONS.join(
        ', ',
      )}`,
    );
  }
  return { action, subject };
}
