import {
  DeploymentDetail,
  DeploymentEvent,
  DeploymentStep,
  FINAL_STATUSES,
  StepStatus,
} from '@tutti/plugin-tutti-common';
import type { SheetLine } from '../../ui/logLines';

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

/** It has not begun yet. */
export function isWaiting({
  status,
}: Pick<DeploymentDetail, 'status'>): boolean {
  return status === 'queued' || status === 'waiting-approval';
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

/** Until when steps wait for health, by address; milliseconds since 1970. */
export function deadlinesAfter(
  known: ReadonlyMap<string, number>,
  rows: DeploymentEvent[],
): ReadonlyMap<string, number> {
  const deadlines = new Map(known);
  for (const { event } of rows) {
    if (event.type === 'step' && event.status === 'waiting') {
      if (event.deadline) deadlines.set(event.address, event.deadline);
    } else if (event.type === 'step') {
      deadlines.delete(event.address);
    }
  }
  return deadlines;
}

/** How many steps there are of each status: as they are seen, of thousands as the server counted. */
export function statusesOf({
  steps,
  statuses,
  next,
}: Pick<DeploymentDetail, 'steps' | 'statuses' | 'next'>): Partial<
  Record<StepStatus, number>
> {
  if (next !== undefined) return statuses;
  const counts: Partial<Record<StepStatus, number>> = {};
  for (const { status } of steps) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Steps that are over, of all: unchanged ones count as done. */
export function progressOf(
  detail: Pick<DeploymentDetail, 'steps' | 'statuses' | 'next'>,
): { done: number; of: number } {
  const counts = statusesOf(detail);
  return {
    done: (counts.done ?? 0) + (counts.kept ?? 0),
    of: Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

/** Those at hand and others, each once, in the order of the run; the later ones are what counts. */
export function mergedSteps(
  known: DeploymentStep[],
  others: DeploymentStep[],
): DeploymentStep[] {
  const merged = new Map(
    [...known, ...others].map(step => [step.address, step]),
  );
  return [...merged.values()].sort((a, b) => a.position - b.position);
}

/** The lines that rows of the event stream are worth: what was logged, and what became of steps. */
export function logLines(rows: DeploymentEvent[]): SheetLine[] {
  return rows.flatMap(({ id, event }): SheetLine[] => {
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
