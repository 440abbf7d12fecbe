import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { tuttiApiRef } from '../api';
import { isUnreachable } from './apiErrors';
import type { KnownAnswer, Question } from './question';

/** What a screen knows of one question. Old data stays while new data comes. */
export interface Answer<T> {
  data?: T;
  /** When `data` came, milliseconds since 1970. */
  loadedAt?: number;
  /** Why the last attempt failed; it may stand beside the data of an earlier one. */
  error?: Error;
  refreshing: boolean;
  refresh(): void;
}

type State<T> = Partial<KnownAnswer<T>> & {
  key: string;
  error?: Error;
  refreshing: boolean;
};

/** How soon a server that did not answer is asked again. */
const UNREACHABLE_MS = 5_000;

/**
 * Asks, and asks again every `refreshEvery(data)` milliseconds while the page is seen
 * (0 or absent: only once, and when `refresh` is called). While the server is out of reach it is
 * tried again by itself.
 */
export function useTutti<A extends string[], T>(
  question: Question<A, T>,
  args: A,
  refreshEvery?: (data: T | undefined) => number,
): Answer<T> {
  const api = useApi(tuttiApiRef);
  const key = args.join('\n');
  const [state, setState] = useState<State<T>>(() => ({
    key,
    ...question.known(api, args),
    refreshing: true,
  }));
  const [turn, setTurn] = useState(0);
  const latest = useRef({ args, refreshEvery });
  latest.current = { args, refreshEvery };

  useEffect(() => {
    const asked = latest.current.args;
    const known = () => question.known(api, asked);
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function load() {
      setState(before => ({
        key,
        ...known(),
        error: before.key === key ? before.error : undefined,
        refreshing: true,
      }));
      let unreachable = false;
      try {
        const data = await question.ask(api, ...asked);
        if (over) return;
        question.remember(api, asked, { data, loadedAt: Date.now() });
        setState({ key, ...known(), refreshing: false });
      } catch (error) {
        if (over) return;
        unreachable = isUnreachable(toError(error));
        setState({ key, ...known(), error: toError(error), refreshing: false });
      }
      const regular = latest.current.refreshEvery?.(known()?.data) ?? 0;
      const delay = unreachable ? UNREACHABLE_MS : regular;
      if (delay > 0 && !document.hidden) {
        timer = setTimeout(() => void load(), delay);
      }
    }

    function look() {
      clearTimeout(timer);
      if (!document.hidden && latest.current.refreshEvery) void load();
    }

    function backOnline() {
      clearTimeout(timer);
      void load();
    }

    void load();
    window.addEventListener('online', backOnline);
    document.addEventListener('visibilitychange', look);
    return () => {
      over = true;
      clearTimeout(timer);
      window.removeEventListener('online', backOnline);
      document.removeEventListener('visibilitychange', look);
    };
  }, [api, question, key, turn]);

  const refresh = useCallback(() => setTurn(count => count + 1), []);
  if (state.key !== key) {
    return { ...question.known(api, args), refreshing: true, refresh };
  }
  return { ...state, refresh };
}
