import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { applicationsQuestion } from '../../data/questions';
import { useHeld } from '../../data/useHeld';
import { useSettled } from '../../data/useSettled';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { isMoving } from '../../states/words';

const WHILE_MOVING = 3_000;
const AT_REST = 15_000;

/** As many as one reads; then there is a way to more. */
const ROWS_AT_ONCE = 50;

export interface Filters {
  search: string;
  /** Full entity ref, or empty. */
  owner: string;
  mine: boolean;
  problems: boolean;
}

/** The rows that fit the filters of the URL, some at once. The server filters. */
export function useApplicationList() {
  const [search, setSearch] = useUrlState('search');
  const [owner, setOwner] = useUrlState('owner');
  const [mine, setMine] = useUrlState('mine');
  const [problems, setProblems] = useUrlState('problems');
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const answer = useHeld(
    useTutti(
      applicationsQuestion,
      [useSettled(search), owner, mine, problems, String(rows)],
      data => {
        const moving = data?.items.some(each =>
          each.environments.some(isMoving),
        );
        return moving ? WHILE_MOVING : AT_REST;
      },
    ),
  );
  const filters: Filters = {
    search,
    owner,
    mine: mine === 'yes',
    problems: problems === 'yes',
  };
  const [, setParams] = useAppSearchParams();
  const clear = useCallback(
    () => setParams({}, { replace: true }),
    [setParams],
  );
  const { items = [], total = 0, owners = [] } = answer.data ?? {};
  return {
    answer,
    clear,
    owners,
    filters,
    setSearch,
    setOwner,
    setMine: (on: boolean) => setMine(on ? 'yes' : ''),
    setProblems: (on: boolean) => setProblems(on ? 'yes' : ''),
    more: Math.min(ROWS_AT_ONCE, total - items.length),
    showMore: () => setRows(rows + ROWS_AT_ONCE),
  };
}
