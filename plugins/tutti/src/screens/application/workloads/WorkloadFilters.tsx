import { useUrlState } from '../../../data/useUrlState';
import { useT } from '../../../translation';
import { ChoiceField } from '../../../ui/ChoiceField';
import { FindField } from '../../../ui/FindField';
import { SHOWN, SORTED } from './shownWorkloads';

const SHOWN_WORDS = {
  all: 'workloads.showAll',
  problems: 'workloads.showProblems',
  noImage: 'workloads.showNoImage',
  repository: 'workloads.showRepository',
} as const;

const SORTED_WORDS = {
  name: 'application.sortName',
  problems: 'application.sortProblems',
  needs: 'workloads.sortNeeds',
} as const;

/** Which workloads are shown, and in which order; it stands in the address. */
export function useWorkloadFilters() {
  const [find, setFind] = useUrlState('find');
  const [show, setShow] = useUrlState('show', 'all');
  const [sort, setSort] = useUrlState('sort', 'name');
  return {
    wanted: {
      find,
      show: SHOWN.find(each => each === show) ?? 'all',
      sort: SORTED.find(each => each === sort) ?? 'name',
    },
    setFind,
    setShow,
    setSort,
  };
}

export function WorkloadFilters(props: {
  filters: ReturnType<typeof useWorkloadFilters>;
}) {
  const t = useT();
  const { wanted, setFind, setShow, setSort } = props.filters;
  return (
    <>
      <FindField
        label={t('application.findWorkload')}
        text={wanted.find}
        onText={setFind}
      />
      <ChoiceField
        label={t('workloads.show')}
        value={wanted.show}
        choices={SHOWN.map(each => ({
          value: each,
          name: t(SHOWN_WORDS[each]),
        }))}
        minWidth={170}
        onChange={setShow}
      />
      <ChoiceField
        label={t('application.sortBy')}
        value={wanted.sort}
        choices={SORTED.map(each => ({
          value: each,
          name: t(SORTED_WORDS[each]),
        }))}
        minWidth={150}
        onChange={setSort}
      />
    </>
  );
}
