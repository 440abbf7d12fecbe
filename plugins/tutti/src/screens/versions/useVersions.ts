import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import type { VersionsRow } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import {
  VersionsAsked,
  versionsQuery,
  versionsQuestion,
} from '../../data/questions';
import { useTutti } from '../../data/useTutti';

/** What is asked for; empty texts are left out. */
export interface VersionsFilters {
  owner: string;
  application: string;
  system: string;
  search: string;
  mine: boolean;
  differs: boolean;
}

interface More {
  /** Of which question this is more. */
  of: string;
  items: VersionsRow[];
  next?: string;
  error?: Error;
}

/** The first page, and those that were asked for after it. */
export function useVersions(filters: VersionsFilters) {
  const api = useApi(tuttiApiRef);
  const { owner, application, system, search, mine, differs } = filters;
  const flag = (on: boolean) => (on ? 'yes' : '');
  const args: VersionsAsked = [
    owner,
    application,
    system,
    search,
    flag(mine),
    flag(differs),
  ];
  const answer = useTutti(versionsQuestion, args);
  const key = args.join('\n');
  const [rest, setRest] = useState<More>({ of: key, items: [] });
  const more = rest.of === key ? rest : { of: key, items: [] };
  const next = more.items.length > 0 ? more.next : answer.data?.next;
  const loadMore = async () => {
    try {
      const page = await api.listVersions({
        ...versionsQuery(...args),
        cursor: next,
      });
      setRest({
        of: key,
        items: [...more.items, ...page.items],
        ...(page.next && { next: page.next }),
      });
    } catch (error) {
      setRest({ ...more, of: key, error: toError(error) });
    }
  };
  return {
    answer,
    items: [...(answer.data?.items ?? []), ...more.items],
    ...(next && { loadMore }),
    ...(more.error && { error: more.error }),
  };
}
