import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DeploymentDetail,
  DeploymentEvent,
  TuttiApi,
} from '@tutti/plugin-tutti-common';
import { useEffect, useReducer, useState } from 'react';
import { tuttiApiRef } from '../../api';
import { afterEvent, isFinal, LogLine, logLines } from './runEvents';

const WAIT_SECONDS = 20;
const LINES_AT_MOST = 20_000;
const PAUSES = [1_000, 2_000, 5_000, 10_000];

export interface Run {
  detail?: DeploymentDetail;
  lines: LogLine[];
  /** Why nothing could be shown at all. */
  error?: Error;
  /** True while the server is out of reach; what was known stays. */
  lost: boolean;
}

type Change =
  | { type: 'opened' }
  | { type: 'detail'; detail: DeploymentDetail }
  | { type: 'rows'; rows: DeploymentEvent[]; apply: boolean }
  | { type: 'failed'; error: Error };

const NOTHING: Run = { lines: [], lost: false };

function runAfter(run: Run, change: Change): Run {
  switch (change.type) {
    case 'opened':
      return NOTHING;
    case 'detail':
      return { ...run, detail: change.detail, error: undefined, lost: false };
    case 'rows': {
      const { rows, apply } = change;
      const { detail, lines } = run;
      return {
        ...run,
        lost: false,
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
  while (!signal.aborted) {
    try {
      if (!detail) {
        detail = await api.getDeployment(deployment);
        if (signal.aborted) return;
        opened = true;
        tell({ type: 'detail', detail });
      }
      const over = isFinal(detail);
      const page = await api.getEvents({
        deployment,
        after,
        signal,
        ...(caughtUp && !over && { wait: WAIT_SECONDS }),
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
      const turned = page.events.some(({ event }) => event.type === 'status');
      // Why it failed and what may be done now is said by the server only.
      if (caughtUp && turned) detail = undefined;
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

/** A deployment, live; stops asking when it is final. `again` starts anew. */
export function useRun(deployment: string): Run & { again(): void } {
  const api = useApi(tuttiApiRef);
  const [run, tell] = useReducer(runAfter, NOTHING);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    tell({ type: 'opened' });
    void follow(api, deployment, stop.signal, tell);
    return () => stop.abort();
  }, [api, deployment, turn]);
  return { ...run, again: () => setTurn(count => count + 1) };
}
