import { useApi } from '@backstage/frontend-plugin-api';
import { Build, FINAL_STATUSES } from '@tutti/plugin-tutti-common';
import { useCallback } from 'react';
import { tuttiApiRef } from '../../../api';
import { question } from '../../../data/question';
import { useOlder } from '../../../data/useOlder';
import { useTutti } from '../../../data/useTutti';

const PAGE = 20;
const WHILE_MOVING = 3_000;
const AT_REST = 20_000;

const newestQuestion = question((api, application: string) =>
  api.listBuilds({ application, limit: PAGE }),
);

function isMoving({ outcomes }: Build): boolean {
  return outcomes.some(
    outcome =>
      'deployment' in outcome &&
      !FINAL_STATUSES.includes(outcome.deployment.status),
  );
}

/** Newest first; the first page is kept fresh, older ones come when asked for. */
export function useBuilds(application: string) {
  const api = useApi(tuttiApiRef);
  const answer = useTutti(newestQuestion, [application], data =>
    data?.items.some(isMoving) ? WHILE_MOVING : AT_REST,
  );
  const ask = useCallback(
    (cursor: string) => api.listBuilds({ application, limit: PAGE, cursor }),
    [api, application],
  );
  return { answer, ...useOlder(answer.data, ask) };
}
