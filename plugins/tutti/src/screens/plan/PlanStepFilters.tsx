import type { PlanStep } from '@tutti/plugin-tutti-common';
import { useUrlState } from '../../data/useUrlState';
import { actionOf } from '../../states/words';
import { useT } from '../../translation';
import { ChoiceField } from '../../ui/ChoiceField';
import { FindField } from '../../ui/FindField';
import { Row } from '../../ui/Surface';
import { actionsOf, SORTED } from './shownPlanSteps';

const SORTED_WORDS = {
  name: 'application.sortName',
  action: 'plan.sortAction',
} as const;

/** What is looked for among many steps; it stands in the address. */
export function usePlanStepFilters() {
  const [find, setFind] = useUrlState('find');
  const [action, setAction] = useUrlState('action');
  const [sorted, setSort] = useUrlState('sort', 'name');
  const sort = SORTED.find(each => each === sorted) ?? 'name';
  return { find, setFind, action, setAction, sort, setSort };
}

export function PlanStepFilters(props: {
  steps: PlanStep[];
  filters: ReturnType<typeof usePlanStepFilters>;
}) {
  const t = useT();
  const { steps, filters } = props;
  const actions = actionsOf(steps);
  const { find, setFind, action, setAction, sort, setSort } = filters;
  return (
    <Row sx={{ p: 1.5, pb: 0.5 }}>
      <FindField label={t('plan.findStep')} text={find} onText={setFind} />
      <ChoiceField
        label={t('workloads.show')}
        value={actions.some(each => each === action) ? action : 'all'}
        choices={[
          { value: 'all', name: t('workloads.showAll') },
          ...actions.map(each => ({
            value: each,
            name: actionOf(t, each).verb,
          })),
        ]}
        minWidth={150}
        onChange={value => setAction(value === 'all' ? '' : value)}
      />
      <ChoiceField
        label={t('application.sortBy')}
        value={sort}
        choices={SORTED.map(each => ({
          value: each,
          name: t(SORTED_WORDS[each]),
        }))}
        minWidth={150}
        onChange={setSort}
      />
    </Row>
  );
}
