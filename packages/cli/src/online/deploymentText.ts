import type {
  Deployment,
  DeploymentDetail,
  DeploymentStatus,
  HealthCause,
} from '@tutti/plugin-tutti-common';
import { paint } from '../colour';
import { nameOf } from './deployments';
import { harmless } from './harmless';
import { ranImageText } from './ranImage';

const COLOURS = {
  succeeded: 'green',
  failed: 'red',
  interrupted: 'red',
} as const satisfies Partial<Record<DeploymentStatus, string>>;

/** `shop to staging #57: running, 3 of 7`, or what it waits for. */
export function statusLine(deployment: Deployment): string {
  const { status, progress, waits } = deployment;
  const state =
    status === 'running' && progress.of > 0
      ? `running, ${progress.done} of ${progress.of}`
      : waits?.message ?? status;
  return harmless(`${nameOf(deployment)}: ${state}`);
}

/** How it has ended: of a failure its cause first, then the ways out. */
export function endText(
  detail: DeploymentDetail,
  page: string,
  coloured: boolean,
): string {
  const { status } = detail;
  const colour = Object.entries(COLOURS).find(([name]) => name === status)?.[1];
  const word = colour ? paint(status, colour, coloured) : status;
  return [
    `${nameOf(detail)}: ${word}`,
    ...failureLines(detail),
    ...imageLines(detail),
    ...(status === 'succeeded' ? [] : waysOut(detail)),
    page,
    '',
  ]
    .map(harmless)
    .join('\n');
}

function failureLines({ failures, steps }: DeploymentDetail): string[] {
  const [first, ...others] = failures;
  if (!first) {
    return steps.flatMap(({ status, address, message }) =>
      message !== undefined && (status === 'failed' || status === 'diverged')
        ? [`  ${address}: ${message}`]
        : [],
    );
  }
  return [
    `  ${first.address}: ${first.cause?.message ?? first.message}`,
    ...(first.cause ? causeLines(first.cause) : [`    ${first.code}`]),
    ...(first.errorId
      ? [`    error ${first.errorId} in the portal's log`]
      : []),
    ...others.map(
      ({ address, cause, message }) =>
        `  ${address}: ${cause?.message ?? message}`,
    ),
  ];
}

/** Which contents ran when it succeeded. */
function imageLines({ images }: DeploymentDetail): string[] {
  if (!images) return [];
  return [
    ...(images.message === undefined ? [] : [`  ${images.message}`]),
    ...images.items.map(image => `  ${ranImageText(image)}`),
  ];
}

/** What to do about it, and what supports it. */
function causeLines(cause: HealthCause): string[] {
  const { reason, hint, pod, container, said, withheld } = cause;
  const { events = [], logTail = [] } = cause;
  const where = [
    ...(pod ? [`pod ${pod}`] : []),
    ...(container ? [`container ${container}`] : []),
  ];
  return [
    ...(hint ? [`    hint: ${hint}`] : []),
    `    ${[reason, ...where].join(', ')}`,
    ...(said ? [`    ${said}`] : []),
    ...(withheld ? [`    ${withheld}`] : []),
    ...events.map(event => `    ${event.reason}: ${event.message}`),
    ...logTail.map(line => `    | ${line}`),
  ];
}

function waysOut(detail: DeploymentDetail): string[] {
  const { application, environment, status } = detail;
  const { rollback, supersededBy, previousSuccess } = detail;
  const place = `${application} ${environment}`;
  if (supersededBy) {
    return [`  #${supersededBy.number} has taken it in`];
  }
  const rolledBack = rollbackLines(rollback);
  if (status === 'rejected' || status === 'cancelled') {
    return rolledBack;
  }
  return [
    ...rolledBack,
    `  go on with what is left: tutti deploy ${place}`,
    ...(previousSuccess
      ? [
          `  go back to #${previousSuccess.number}: tutti rollback ${place} ${previousSuccess.number}`,
        ]
      : []),
  ];
}

function rollbackLines(rollback: DeploymentDetail['rollback']): string[] {
  if (rollback === undefined) return [];
  return 'reason' in rollback
    ? [`  not rolled back: ${rollback.reason}`]
    : [`  rolled back by #${rollback.number}`];
}
