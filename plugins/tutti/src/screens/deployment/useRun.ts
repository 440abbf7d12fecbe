import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DeploymentDetail,
  DeploymentEvent,
  DeploymentStep,
  DeploymentStepsQuery,
  TuttiApi,
} from '@tutti/plugin-tutti-common';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { tuttiApiRef } from '../../api';
import type { SheetLine } from '../../ui/logLines';
import {
  afterEvent,
  deadlinesAfter,
  isFinal,
  isWaiting,
  logLines,
  mergedSteps,
} from './runEvents';

const WAIT_SECONDS = 20;
/** What something waits for and its place in the line change without an event of its own. */
const WAIT_SECONDS_IN_LINE = 5;
const LINES_AT_MOST = 20_000;
/** Of thousands of steps only the server counts how many are done: it is asked so often. */
const COUNTED_EVERY = 3_000;
const PAUSES = [1_000, 2_000, 5_000, 10_000];

export interface Run {
  detail?: DeploymentDetail;
  lines: SheetLine[];
  /** Until when steps wait for health, by address. */
  deadlines: ReadonlyMap<string, number>;
  /** Why nothing could be shown at all. */
  error?: Error;
  /** True while the server is out of reach; what was known stays. */
  lost: boolean;
}

type Change =
  | { type: 'opened' }
  | { type: 'detail'; detail: DeploymentDetail }
  | { type: 'rows'; rows: DeploymentEvent[]; apply: boolean }
  | { type: 'steps'; steps: DeploymentStep[] }
  | { type: 'failed'; error: Error };

const NOTHING: Run = { lines: [], deadlines: new Map(), lost: false };

function runAfter(run: Run, change: Change): Run {
  switch (change.type) {
    case 'opened':
      // What was known stays on the page until it is told anew; its lines are read again.
      return { ...NOTHING, ...(run.detail && { detail: run.detail }) };
    case 'detail':
      return {
        ...run,
        detail: withKnown(run.detail, change.detail),
        error: undefined,
        lost: false,
      };
    case 'steps':
      return {
        ...run,
        detail: run.detail && {
          ...run.detail,
          steps: mergedSteps(run.detail.steps, change.steps),
        },
      };
    case 'rows': {
      const { rows, apply } = change;
      const { detail, lines } = run;
      return {
        ...run,
        lost: false,
        deadlines: deadlinesAfter(run.deadlines, rows),
        lines: [...lines, ...logLines(rows)].slice(-LINES_AT_MOST),
        detail: apply && detail ? rows.reduce(afterEvent, detail) : detail,
      };
    }
    case 'failed':
    default:
      return run.detail
        ? { ...run, lost: true }
        : { ...run, error: change.error };
  }
}

/** Of thousands of steps those that were loaded before stay. */
function withKnown(
  known: DeploymentDetail | undefined,
  detail: DeploymentDetail,
): DeploymentDetail {
  return known && detail.next !== undefined
    ? { ...detail, steps: mergedSteps(known.steps, detail.steps) }
    : detail;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Follows a deployment until it is final: first what happened so far, then row by row. After
 * a lost connection it goes on with the row after the last one it has seen.
 */
async function follow(
  api: TuttiApi,
  deployment: string,
  signal: AbortSignal,
  tell: (change: Change) => void,
): Promise<void> {
  let after = 0;
  let failures = 0;
  let opened = false;
  /** Until then rows are part of `detail` already: only their lines are new. */
  let caughtUp = false;
  let detail: DeploymentDetail | undefined;
  let countedAt = 0;
  while (!signal.aborted) {
    try {
      if (!detail) {
        detail = await api.getDeployment(deployment);
        if (signal.aborted) return;
        opened = true;
        countedAt = Date.now();
        tell({ type: 'detail', detail });
      }
      const over = isFinal(detail);
      const inLine = isWaiting(detail);
      const page = await api.getEvents({
        deployment,
        after,
        signal,
        ...(caughtUp &&
          !over && { wait: inLine ? WAIT_SECONDS_IN_LINE : WAIT_SECONDS }),
      });
      if (signal.aborted) return;
      after = page.last;
      failures = 0;
      tell({ type: 'rows', rows: page.events, apply: caughtUp });
      if (page.events.length === 0 && over) return;
      if (page.events.length === 0 && !caughtUp) {
        caughtUp = true;
        detail = undefined; // what came while the past was read is in the next answer
      }
      if (inLine && caughtUp) detail = undefined;
      const turned = page.events.some(({ event }) => event.type === 'status');
      // Why it failed and what may be done now is said by the server only.
      const outdated =
        detail?.next !== undefined &&
        page.events.length > 0 &&
        Date.now() - countedAt > COUNTED_EVERY;
      if (caughtUp && (turned || outdated)) detail = undefined;
    } catch (error) {
      if (signal.aborted) return;
      tell({ type: 'failed', error: toError(error) });
      if (!opened) return;
      caughtUp = false;
      detail = undefined;
      await pause(PAUSES[Math.min(failures, PAUSES.length - 1)], signal);
      failures += 1;
    }
  }
}

/**
 * A deployment, live; stops asking when it is final. `again` starts anew; `load` brings steps that
 * are not at hand, and says where their next page begins.
 */
export function useRun(deployment: string): Run & {
  again(): void;
  load(query: DeploymentStepsQuery): Promise<number | undefined>;
} {
  const api = useApi(tuttiApiRef);
  const [run, tell] = useReducer(runAfter, NOTHING);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    tell({ type: 'opened' });
    void follow(api, deployment, stop.signal, tell);
    return () => stop.abort();
  }, [api, deployment, turn]);
  const load = useCallback(
    async (query: DeploymentStepsQuery) => {
      const { steps, next } = await api.listDeploymentSteps(deployment, query);
      tell({ type: 'steps', steps });
      return next;
    },
    [api, deployment],
  );
  return { ...run, load, again: () => setTurn(count => count + 1) };
}
