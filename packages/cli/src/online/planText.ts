import type { PlanStep, PolicyFinding } from '@tutti/engine';
import {
  ImagePins,
  PlanHead,
  PlanRecord,
  ReleaseSummary,
  shortDigest,
  TuttiClient,
} from '@tutti/plugin-tutti-common';
import { paint } from '../colour';
import {
  actionText,
  because,
  Line,
  linesAsText,
  problemLine,
  toDo,
  TONE_OF,
} from '../lines';

/** What changes anything: everything but `keep`. */
const CHANGING = Object.keys(TONE_OF).filter(action => action !== 'keep');

/** So many steps are told by name; of more it is told how many. */
const TOLD = 100;

/** A plan of a portal, with the first steps that change anything. */
export interface ToldPlan {
  application: string;
  environment: string;
  release?: Pick<ReleaseSummary, 'number'>;
  images?: ImagePins;
  plan: PlanHead;
  steps: PlanStep[];
}

export async function toldPlan(
  tutti: TuttiClient,
  { id, application, environment, release, images, plan }: PlanRecord,
): Promise<ToldPlan> {
  const steps = await changingSteps(tutti, id);
  return {
    application,
    environment,
    release,
    ...(images && { images }),
    plan,
    steps,
  };
}

export async function changingSteps(
  tutti: TuttiClient,
  planId: string,
): Promise<PlanStep[]> {
  const { steps } = await tutti.listPlanSteps(planId, {
    action: CHANGING.join(','),
    limit: TOLD,
  });
  return steps;
}

/** In numbers and names: what happens, what stands in the way, which consent is missing. */
export function planLines({
  plan,
  steps,
  images,
}: Pick<ToldPlan, 'plan' | 'steps' | 'images'>): Line[] {
  const changing = CHANGING.reduce(
    (sum, action) =>
      sum +
      Object.values(plan.contents.steps).reduce(
        (all, counts) => all + (own(counts, action) ?? 0),
        0,
      ),
    0,
  );
  const more = changing - steps.length;
  return [
    ...steps.map(stepLine),
    ...(more > 0
      ? [{ text: `and ${more} more`, tone: 'change' as const, because: [] }]
      : []),
    ...(images ? imageLines(images) : []),
    ...plan.policies
      .filter(({ outcome }) => outcome !== 'pass')
      .map(policyLine),
    ...plan.problems.map(problemLine),
    ...(plan.dryRun?.refusals ?? []).map(problemLine),
    ...plan.consents.filter(({ given }) => !given).map(consentLine),
  ];
}

export function planText(told: ToldPlan, coloured: boolean): string {
  const { application, environment, release, plan } = told;
  const { environmentType, target, deployable } = plan;
  return [
    [
      `${application} to ${environment} (${environmentType}), namespace ${target.namespace}`,
      ...(plan.destroys ? ['everything of it goes'] : releaseOf(release)),
    ].join(', '),
    ...linesAsText(planLines(told), coloured),
    summaryOf(plan),
    deployable
      ? 'may be deployed'
      : paint('may not be deployed', 'red', coloured),
    '',
  ].join('\n');
}

function releaseOf(release: ToldPlan['release']): string[] {
  return release ? [`release ${release.number}`] : [];
}

/** `1 to create, 2 to update, 7 as they are` */
export function summaryOf({ summary }: Pick<PlanHead, 'summary'>): string {
  const { keep } = summary;
  const told = toDo(summary);
  return [
    ...(told.length === 0 ? ['nothing changes'] : told),
    ...(keep > 0 ? [`${keep} as ${keep === 1 ? 'it is' : 'they are'}`] : []),
  ].join(', ');
}

function stepLine(step: PlanStep): Line {
  const isNew = step.action === 'create';
  return {
    text: actionText({
      ...step,
      ...(step.kind === 'resource' && {
        definition: step.definition,
        stateful: step.protection === 'stateful',
      }),
    }),
    tone: TONE_OF[step.action],
    because: isNew
      ? step.objects.map(({ ref }) => `${ref.kind} ${ref.name}`)
      : because(step.reasons),
  };
}

/** Which images are named by the content that ran, and which stay a tag, and why. */
function imageLines({ pins, unpinned }: ImagePins): Line[] {
  const ran = ({ environment, number }: ImagePins['pins'][number]['ranIn']) =>
    `${environment} #${number}`;
  return [
    ...pins.map(
      ({ image, digest, ranIn }): Line => ({
        text: `image ${image} pinned to ${shortDigest(
          digest,
        )}, as it ran in ${ran(ranIn)}`,
        tone: 'change',
        because: [],
      }),
    ),
    ...unpinned.map(
      ({ image, ranIn, reason }): Line => ({
        text: `image ${image} stays a tag: what ran in ${ran(
          ranIn,
        )} is not known`,
        tone: 'change',
        because: [reason],
      }),
    ),
  ];
}

function policyLine(finding: PolicyFinding): Line {
  const { policy, effect, outcome, subject, message } = finding;
  return {
    text:
      outcome === 'pending'
        ? `policy ${policy} on ${subject}: decided in the run`
        : `${effect} ${policy} on ${subject}: ${message}`,
    tone: effect === 'deny' ? 'loss' : 'change',
    because: [],
  };
}

function consentLine(consent: PlanHead['consents'][number]): Line {
  const { subject, action, message, required } = consent;
  return {
    text: `${required ? 'needs consent' : 'waits for consent'}: ${message}`,
    tone: 'loss',
    because: [`--consent '${action}=${subject}'`],
  };
}

function own(
  counts: Partial<Record<string, number>>,
  key: string,
): number | undefined {
  return Object.hasOwn(counts, key) ? counts[key] : undefined;
}
