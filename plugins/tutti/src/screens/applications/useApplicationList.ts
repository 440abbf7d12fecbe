import {
  coreApis,
  useApi,
  useAppSearchParams,
} from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { compareNames } from '@tutti/plugin-tutti-common';
import { applicationsQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { isMoving } from '../../states/words';
import { Filters, matches } from './filters';

const WHILE_MOVING = 3_000;
const AT_REST = 15_000;

/** Entity refs that the signed-in user is or belongs to; empty until they are known. */
export function useOwnership(): string[] {
  const identity = useApi(coreApis.identity);
  const [refs, setRefs] = useState<string[]>([]);
  useEffect(() => {
    let over = false;
    identity.getBackstageIdentity().then(
      ({ ownershipEntityRefs }) => {
        if (!over) setRefs(ownershipEntityRefs);
      },
      () => undefined, // nobody is signed in: nothing is mine
    );
    return () => {
      over = true;
    };
  }, [identity]);
  return refs;
}

/** The list, the filters of the URL, and what is left of the list after them. */
export function useApplicationList() {
  const answer = useTutti(applicationsQuestion, [], data => {
    const moving = data?.items.some(each => each.environments.some(isMoving));
    return moving ? WHILE_MOVING : AT_REST;
  });
  const ownership = useOwnership();
  const [search, setSearch] = useUrlState('search');
  const [owner, setOwner] = useUrlState('owner');
  const [mine, setMine] = useUrlState('mine');
  const [problems, setProblems] = useUrlState('problems');
  const filters: Filters = useMemo(
    () => ({
      search,
      owner,
      mine: mine === 'yes',
      problems: problems === 'yes',
    }),
    [search, owner, mine, problems],
  );
  const items = answer.data?.items;
  const owners = useMemo(
    () =>
      [...new Set((items ?? []).flatMap(each => each.owner ?? []))].sort(
        compareNames,
      ),
    [items],
  );
  const shown = useMemo(
    () => (items ?? []).filter(each => matches(each, filters, ownership)),
    [items, filters, ownership],
  );
  const [, setParams] = useAppSearchParams();
  const clear = useCallback(
    () => setParams({}, { replace: true }),
    [setParams],
  );
  return {
    answer,
    shown,
    clear,
    owners,
    filters,
    setSearch,
    setOwner,
    setMine: (on: boolean) => setMine(on ? 'yes' : ''),
    setProblems: (on: boolean) => setProblems(on ? 'yes' : ''),
  };
}
