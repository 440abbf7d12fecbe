import { PlanStep, Reason } from '@tutti/engine';
import {
  PlanRefusal,
  PlanUnderWay,
  PlanView,
} from '@tutti/plugin-tutti-common';
import { z } from 'zod/v3';
import { whyNotDeployable } from '../services/plans/deployable';
import { ActionContext } from './Action';
import { atMost, cut, shortened, valueText } from './bounds';
import { whatNeedsAPerson } from './whatNeedsAPerson';
import { countsOf, problemText } from './words';

const MOST = { steps: 50, reasons: 5, problems: 20 };
/** Clients of MCP give up after a minute. */
export const PLAN_WAIT_MS = 25_000;
/** Everything but what stays as it is. */
const CHANGING = [
  'create',
  'update',
  'replace',
  'hold',
  'adopt',
  'retain',
  'detach',
  'destroy',
];

/** A plan in numbers, names and problems. */
export const planAnswer = z.object({
  state: z.enum(['made', 'planning', 'refused']),
  plan: z.string().describe('Its id'),
  hash: z
    .string()
    .optional()
    .describe('Proves that the plan was read: deploy-plan asks for it'),
  application: z.string(),
  environment: z.string(),
  release: z.string().optional(),
  summary: z.record(z.number()).optional().describe('How many steps do what'),
  changes: z
    .array(
      z.object({
        address: z.string(),
        action: z.string(),
        why: z.array(z.string()),
      }),
    )
    .optional(),
  losing: z.array(z.string()).optional().describe('What loses its data'),
  problems: z.array(z.string()),
  policies: z.array(z.string()).optional().describe('Those that are broken'),
  deployable: z.boolean(),
  whyNot: z.string().optional(),
  needsAPerson: z
    .array(z.string())
    .optional()
    .describe('Why deploy-plan will not run it; empty where it may'),
  link: z.string().describe('Where a person looks at it and decides'),
  next: z.string(),
  cut,
});

export type PlanAnswer = z.output<typeof planAnswer>;

/** Reads a plan that is made, or says that it is not. */
export async function readPlan(
  id: string,
  context: ActionContext,
  waitMs = PLAN_WAIT_MS,
): Promise<PlanAnswer> {
  const { services, caller, signal } = context;
  const state = await services.plans.get(id, caller, { waitMs, signal });
  return state.state === 'made' ? made(state, context) : unmade(state, context);
}

function unmade(
  state: PlanUnderWay | PlanRefusal,
  { links }: ActionContext,
): PlanAnswer {
  const { id, application, environment } = state;
  const common = {
    plan: id,
    application,
    environment,
    deployable: false,
    link: links.plan(id),
    cut: [],
  };
  return state.state === 'planning'
    ? {
        ...common,
        state: 'planning',
        problems: [],
        next: 'Call plan-deployment with this `plan` alone.',
      }
    : {
        ...common,
        state: 'refused',
        problems: state.problems.slice(0, MOST.problems).map(problemText),
        whyNot: state.message,
        next: 'Mend the problems, then plan again.',
      };
}

async function made(
  view: PlanView,
  context: ActionContext,
): Promise<PlanAnswer> {
  const { services, caller, links } = context;
  const { id, plan, release, application, environment } = view;
  const page = await services.plans.steps(
    id,
    { action: CHANGING, limit: MOST.steps },
    caller,
  );
  const problems = atMost(
    plan.problems,
    MOST.problems,
    'problems: the link shows all',
  );
  const needs = whatNeedsAPerson(view);
  const whyNot =
    whyNotDeployable(plan) ??
    view.moved[0] ??
    (view.allowed.allowed ? undefined : view.allowed.reason);
  return {
    state: 'made',
    plan: id,
    hash: plan.hash,
    application,
    environment,
    release: `r${release.number}`,
    summary: countsOf(plan.summary),
    changes: page.steps.map(shownStep),
    losing: plan.contents.losing,
    problems: problems.items.map(problemText),
    policies: plan.policies
      .filter(({ outcome }) => outcome === 'broken')
      .slice(0, MOST.problems)
      .map(({ policy, effect, message, subject }) =>
        shortened(`${policy} (${effect}): ${message} (${subject})`),
      ),
    deployable: whyNot === undefined,
    ...(whyNot !== undefined && { whyNot: shortened(whyNot) }),
    needsAPerson: needs.map(text => shortened(text)),
    link: links.plan(id),
    next: nextOf(whyNot, needs),
    cut: [
      ...problems.cut,
      ...(page.next === undefined
        ? []
        : [`More than ${MOST.steps} steps change: the link shows all.`]),
    ],
  };
}

function nextOf(whyNot: string | undefined, needs: string[]): string {
  if (needs.length > 0) {
    return 'Give the link to a person: they look at it and decide.';
  }
  return whyNot === undefined
    ? 'Call deploy-plan with `plan` and `hash` to run exactly this.'
    : 'Mend what `whyNot` says, then plan again.';
}

function shownStep({ address, action, reasons }: PlanStep) {
  const { items, cut: more } = atMost(reasons, MOST.reasons, 'reasons');
  return { address, action, why: [...items.map(reasonText), ...more] };
}

function reasonText({ message, path, before, after }: Reason): string {
  const moved =
    before === undefined && after === undefined
      ? ''
      : ` (${path ?? ''}: ${
          before === undefined ? 'nothing' : valueText(before)
        } → ${after === undefined ? 'nothing' : valueText(after)})`;
  return shortened(`${message}${moved}`);
}
