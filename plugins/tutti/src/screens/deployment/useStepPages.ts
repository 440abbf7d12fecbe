import { toError } from '@backstage/errors';
import type {
  DeploymentDetail,
  DeploymentStepsQuery,
} from '@tutti/plugin-tutti-common';
import { useEffect, useState } from 'react';
import { CHANGING } from '../plan/usePlanSteps';
import { FAILED, Shown } from './shownSteps';

interface Pages {
  /** Of which question. */
  of: string;
  next?: number;
  error?: Error;
}

/**
 * Of a deployment with thousands of steps: brings those that are asked for, a page at a time.
 * `loadMore` is there while more follow.
 */
export function useStepPages(
  detail: DeploymentDetail,
  load: (query: DeploymentStepsQuery) => Promise<number | undefined>,
  wanted: { show: Shown; find: string },
): { loadMore?(): void; error?: Error } {
  const { next: first } = detail;
  const { show, find } = wanted;
  const key = `${show}\n${find}`;
  const all = 'all\n';
  const [pages, setPages] = useState<Pages>({ of: all, next: first });
  const ask = async (cursor?: number) => {
    try {
      const next = await load({
        ...(find && { search: find }),
        ...(show === 'changes' && { action: CHANGING }),
        ...(show === 'failed' && { status: FAILED.join(',') }),
        ...(cursor !== undefined && { cursor }),
      });
      setPages({ of: key, next });
    } catch (error) {
      setPages({ of: key, next: cursor, error: toError(error) });
    }
  };
  const isPart = first !== undefined;
  useEffect(() => {
    if (!isPart) return;
    if (key === all) setPages({ of: all, next: first });
    else void ask();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked for once per question
  }, [isPart, key]);
  if (!isPart || pages.of !== key) return {};
  return {
    ...(pages.next !== undefined && {
      loadMore: () => void ask(pages.next),
    }),
    ...(pages.error && { error: pages.error }),
  };
}
