import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { Deployment, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { useCallback, useState } from 'react';
import { tuttiApiRef } from '../../api';
import { question } from '../../data/question';
import { useTutti } from '../../data/useTutti';

const PAGE = 25;
const WHILE_MOVING = 3_000;
const AT_REST = 20_000;

const newestQuestion = question(
  (api, application: string, environment: string) =>
    api.listDeployments({
      application,
      ...(environment && { environment }),
      limit: PAGE,
    }),
);

/** Newest first; the first page is kept fresh, older ones come when asked for. */
export function useDeployments(application: string, environment?: string) {
  const api = useApi(tuttiApiRef);
  const answer = useTutti(
    newestQuestion,
    [application, environment ?? ''],
    data =>
      data?.items.some(each => !FINAL_STATUSES.includes(each.status))
        ? WHILE_MOVING
        : AT_REST,
  );
  const [older, setOlder] = useState<{ items: Deployment[]; next?: string }>();
  const [error, setError] = useState<Error>();
  const next = older ? older.next : answer.data?.next;
  const more = useCallback(async () => {
    setError(undefined);
    try {
      const page = await api.listDeployments({
        application,
        environment,
        limit: PAGE,
        before: next,
      });
      setOlder(known => ({
        items: [...(known?.items ?? []), ...page.items],
        next: page.next,
      }));
    } catch (failure) {
      setError(toError(failure));
    }
  }, [api, application, environment, next]);
  const seen = new Set<string>();
  const items = [...(answer.data?.items ?? []), ...(older?.items ?? [])].filter(
    each => !seen.has(each.id) && seen.add(each.id),
  );
  return { answer, items, more: next ? more : undefined, error };
}
