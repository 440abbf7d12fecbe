import { useApi } from '@backstage/frontend-plugin-api';
import type { Problem } from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { tuttiApiRef } from '../api';

/** Milliseconds without a key before a text is checked. */
const PAUSE = 400;

export interface Check {
  /** The text that `problems` are about; absent until the first answer. */
  text?: string;
  problems: Problem[];
  failed: boolean;
}

/**
 * What stands against a text, asked whenever the writer pauses. Problems of an older text stay
 * until the next answer.
 *
 * @param subject absent where there is nothing to check against yet
 */
export function useCheck(
  text: string,
  subject: { application: string; workload: string } | undefined,
): Check {
  const api = useApi(tuttiApiRef);
  const [check, setCheck] = useState<Check>({ problems: [], failed: false });
  const { application, workload } = subject ?? {};
  useEffect(() => {
    if (application === undefined || workload === undefined) return undefined;
    const over = new AbortController();
    const { signal } = over;
    const timer = setTimeout(async () => {
      try {
        const { problems } = await api.checkWorkload(
          application,
          workload,
          { score: text },
          { signal },
        );
        if (!signal.aborted) setCheck({ text, problems, failed: false });
      } catch {
        if (!signal.aborted) setCheck(last => ({ ...last, failed: true }));
      }
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [api, text, application, workload]);
  return check;
}
