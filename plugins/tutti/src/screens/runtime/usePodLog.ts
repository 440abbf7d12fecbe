import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { LogLine } from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { tuttiApiRef } from '../../api';
import type { SheetLine } from '../../ui/logLines';

/** What is older than so many lines is let go of. */
const LINES_AT_MOST = 20_000;

export interface PodLog {
  lines: SheetLine[];
  /** It says nothing more. */
  ended: boolean;
  /** Why there is no log, or no more of it. */
  error?: Error;
}

const NOTHING: PodLog = { lines: [], ended: false };

function withMore(log: PodLog, more: LogLine[]): PodLog {
  const next = (log.lines.at(-1)?.id ?? 0) + 1;
  const lines = more.map(
    ({ at, text }, index): SheetLine => ({
      id: next + index,
      // The rest of a line that was too long comes without a time.
      at: Date.parse(at) || (log.lines.at(-1)?.at ?? 0),
      level: 'info',
      message: text,
    }),
  );
  return { ...log, lines: [...log.lines, ...lines].slice(-LINES_AT_MOST) };
}

/** Follows what a container says for as long as somebody looks. */
export function usePodLog(of: {
  application: string;
  environment: string;
  uid: string;
  container: string;
  previous: boolean;
}): PodLog {
  const { application, environment, uid, container, previous } = of;
  const api = useApi(tuttiApiRef);
  const [log, setLog] = useState(NOTHING);
  useEffect(() => {
    const over = new AbortController();
    const { signal } = over;
    setLog(NOTHING);
    void (async () => {
      try {
        const parts = api.followRuntimeLog(
          application,
          environment,
          uid,
          { container, previous },
          { signal },
        );
        for await (const part of parts) {
          if (signal.aborted) return;
          setLog(before => withMore(before, part));
        }
        if (!signal.aborted) setLog(before => ({ ...before, ended: true }));
      } catch (error) {
        if (!signal.aborted)
          setLog(before => ({ ...before, error: toError(error) }));
      }
    })();
    return () => over.abort();
  }, [api, application, environment, uid, container, previous]);
  return log;
}
