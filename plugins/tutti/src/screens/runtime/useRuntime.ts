import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { RuntimeLook, RuntimeStatus } from '@tutti/plugin-tutti-common';
import { useCallback, useEffect, useState } from 'react';
import { tuttiApiRef } from '../../api';
import type { Answer } from '../../data/useTutti';

/** How soon a server that broke off is asked again. */
const AGAIN_MS = 5_000;

type State = Pick<Answer<RuntimeLook>, 'data' | 'loadedAt' | 'error'> & {
  key: string;
};

/** What runs, as the server says it: now and after each change, for as long as the page is seen. */
export function useRuntime(of: {
  application: string;
  environment: string;
  search: string;
  status: RuntimeStatus | undefined;
  workload: string | undefined;
  limit: number;
}): Answer<RuntimeLook> {
  const { application, environment, search, status, workload, limit } = of;
  const api = useApi(tuttiApiRef);
  const key = Object.values(of).join('\n');
  const [state, setState] = useState<State>({ key });
  const [turn, setTurn] = useState(0);
  const refresh = useCallback(() => setTurn(count => count + 1), []);

  useEffect(() => {
    let over = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function follow(signal: AbortSignal) {
      try {
        const looks = api.followRuntime(
          application,
          environment,
          {
            ...(search && { search }),
            ...(status && { status: [status] }),
            ...(workload && { workload }),
            limit,
          },
          { signal },
        );
        for await (const data of looks) {
          if (signal.aborted) return;
          setState({ key, data, loadedAt: Date.now() });
        }
      } catch (error) {
        if (signal.aborted) return;
        setState(before => ({
          ...(before.key === key ? before : { key }),
          error: toError(error),
        }));
      }
      if (!signal.aborted) timer = setTimeout(look, AGAIN_MS);
    }

    function look() {
      clearTimeout(timer);
      over.abort();
      over = new AbortController();
      if (!document.hidden) void follow(over.signal);
    }

    look();
    window.addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      over.abort();
      clearTimeout(timer);
      window.removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [
    api,
    key,
    turn,
    application,
    environment,
    search,
    status,
    workload,
    limit,
  ]);

  const { data, loadedAt, error }: Omit<State, 'key'> =
    state.key === key ? state : {};
  return {
    ...(data && { data, loadedAt }),
    ...(error && { error }),
    refreshing: !data && !error,
    refresh,
  };
}
