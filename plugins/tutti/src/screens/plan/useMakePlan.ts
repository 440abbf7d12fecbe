import { toError } from '@backstage/errors';
import { useApi, useAppNavigate } from '@backstage/frontend-plugin-api';
import type { PlanUnderWay, Problem } from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { tuttiApiRef } from '../../api';
import { problemsOf } from '../../data/apiErrors';
import { useRequestedInput } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';

export type Making =
  /** `underWay`: as the server told it last; absent while it may be made at once. */
  | { state: 'making'; underWay?: PlanUnderWay }
  | { state: 'refused'; problems: Problem[] }
  | { state: 'failed'; error: Error };

/**
 * Makes a plan of what the page was opened with; a good one takes the page's place in the
 * history. A plan changes nothing, so that opening or reloading the page is harmless.
 */
export function useMakePlan(application: string, environment: string) {
  const api = useApi(tuttiApiRef);
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  const input = useRequestedInput();
  const [attempt, setAttempt] = useState(0);
  const [making, setMaking] = useState<Making>({ state: 'making' });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    setMaking({ state: 'making' });
    const onWaiting = (underWay: PlanUnderWay) => {
      if (!signal.aborted) setMaking({ state: 'making', underWay });
    };
    const options = { onWaiting, signal };
    api.createPlan(application, environment, input, options).then(
      record => {
        if (!signal.aborted) navigate(links.plan(record.id), { replace: true });
      },
      error => {
        if (signal.aborted) return;
        const problems = problemsOf(error);
        setMaking(
          problems
            ? { state: 'refused', problems }
            : { state: 'failed', error: toError(error) },
        );
      },
    );
    return () => stop.abort();
  }, [api, links, navigate, application, environment, input, attempt]);
  return { making, input, again: () => setAttempt(count => count + 1) };
}
