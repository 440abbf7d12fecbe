import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { EnvironmentBlast } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { blastQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';

const WHILE_COMPUTING_MS = 1_000;

interface More {
  items: EnvironmentBlast[];
  next?: string;
  error?: Error;
}

/** The first page, asked for again while it is computed, and those that were asked for after it. */
export function useBlastRadius(revision: string) {
  const api = useApi(tuttiApiRef);
  const answer = useTutti(blastQuestion, [revision], data =>
    data && data.computed < data.total ? WHILE_COMPUTING_MS : 0,
  );
  const [more, setMore] = useState<More>({ items: [] });
  const next = more.items.length > 0 ? more.next : answer.data?.next;
  const loadMore = async () => {
    try {
      const page = await api.getBlastRadius(revision, { cursor: next });
      setMore({
        items: [...more.items, ...page.items],
        ...(page.next && { next: page.next }),
      });
    } catch (error) {
      setMore({ ...more, error: toError(error) });
    }
  };
  return {
    answer,
    items: [...(answer.data?.items ?? []), ...more.items],
    ...(next && { loadMore }),
    ...(more.error && { error: more.error }),
  };
}
