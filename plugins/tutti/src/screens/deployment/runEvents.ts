import {
  DeploymentDetail,
  DeploymentEvent,
  DeploymentStep,
  FINAL_STATUSES,
  StepStatus,
} from '@tutti/plugin-tutti-common';

const STEP_IS_OVER: readonly StepStatus[] = [
  'done',
  'kept',
  'failed',
  'skipped',
  'diverged',
];

export function isFinal(detail: Pick<DeploymentDetail, 'status'>): boolean {
  return FINAL_STATUSES.includes(detail.status);
}

function stepAfter(
  step: DeploymentStep,
  { at, event }: DeploymentEvent,
): DeploymentStep {
  if (event.type !== 'step' || event.address !== step.address) return step;
  const { status, message, cause, attempt } = event;
  const over = STEP_IS_OVER.includes(status);
  return {
    ...step,
    status,
    message,
    cause,
    attempt: attempt ?? step.attempt,
    startedAt: step.startedAt ?? (status === 'pending' ? undefined : at),
    finishedAt: over ? at : undefined,
  };
}

/** What a deployment looks like after one more row of its event stream. */
export function afterEvent(
  detail: DeploymentDetail,
  row: DeploymentEvent,
): DeploymentDetail {
  const { at, event } = row;
  switch (event.type) {
    case 'step': {
      const steps = detail.steps.map(step => stepAfter(step, row));
      return { ...detail, steps };
    }
    case 'phase':
      return {
        ...detail,
        phases: detail.phases.map(phase =>
          phase.phase === event.phase
            ? {
                ...phase,
                status: event.status === 'started' ? 'running' : event.status,
                durationMs: event.durationMs,
                message: event.message,
              }
            : phase,
        ),
      };
    case 'status':
      return {
        ...detail,
        status: event.status,
        ...(event.status === 'running' && {
          startedAt: detail.startedAt ?? at,
        }),
        ...(FINAL_STATUSES.includes(event.status) && { finishedAt: at }),
      };
    case 'log':
    default:
      return detail;
  }
}

/** Steps that are over, of all: unchanged ones count as done. */
export function progressOf(steps: DeploymentStep[]): {
  done: number;
  of: number;
} {
  const done = steps.filter(
    ({ status }) => status === 'done' || status === 'kept',
  ).length;
  return { done, of: steps.length };
}

/** One line of the log. */
export interface LogLine {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  level: 'info' | 'warning' | 'error';
  address?: string;
  message: string;
}

/** The lines that rows of the event stream are worth: what was logged, and what became of steps. */
export function logLines(rows: DeploymentEvent[]): LogLine[] {
  return rows.flatMap(({ id, event }): LogLine[] => {
    if (event.type === 'log') {
      const { at, level, address, message } = event;
      return [{ id, at, level, address, message }];
    }
    if (event.type === 'step') {
      const { at, address, status, message, cause } = event;
      const failed = status === 'failed' || status === 'diverged';
      const said = cause?.message ?? message;
      return [
        {
          id,
          at,
          address,
          level: failed ? 'error' : 'info',
          message: said ? `${status}: ${said}` : status,
        },
      ];
    }
    return [];
  });
}
