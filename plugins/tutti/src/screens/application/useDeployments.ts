import { useApi } from '@backstage/frontend-plugin-api';
import { FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { useCallback } from 'react';
import { tuttiApiRef } from '../../api';
import { question } from '../../data/question';
import { useOlder } from '../../data/useOlder';
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
  const ask = useCallback(
    (before: string) =>
      api.listDeployments({
        application,
        ...(environment && { environment }),
        limit: PAGE,
        before,
      }),
    [api, application, environment],
  );
  return { answer, ...useOlder(answer.data, ask) };
}
