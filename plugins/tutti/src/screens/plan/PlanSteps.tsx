import type { PlanStep, PlanView } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useUrlState } from '../../data/useUrlState';
import { useT } from '../../translation';
import { ErrorNote } from '../../ui/ErrorNote';
import { FindField } from '../../ui/FindField';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack } from '../../ui/Surface';
import { StepsWanted, usePlanSteps } from './usePlanSteps';

type StepsOf = Pick<PlanView, 'id' | 'steps' | 'next'>;

/** The view has all steps of its plan. */
export function isWhole({ next }: Pick<PlanView, 'next'>): boolean {
  return next === undefined;
}

/**
 * Steps of a plan of thousands, a page at a time, with a field that finds one among all of them. The
 * first page of what is wanted is asked for when this is shown.
 */
export function PagedSteps(props: {
  view: StepsOf;
  wanted: StepsWanted;
  /** Without a field of its own it follows that of its neighbour. */
  findable?: boolean;
  children(steps: PlanStep[]): ReactNode;
}) {
  const t = useT();
  const { view, wanted, findable = true, children } = props;
  const [find, setFind] = useUrlState('find');
  const { answer, steps, loadMore, error } = usePlanSteps(view.id, {
    ...wanted,
    search: find,
  });
  return (
    <Stack>
      {findable && (
        <Row>
          <FindField label={t('plan.findStep')} text={find} onText={setFind} />
        </Row>
      )}
      <Loaded
        answer={answer}
        what={t('plan.stepsWhat')}
        skeleton={<Skeletons count={3} height={64} />}
      >
        {() => children(steps)}
      </Loaded>
      <ErrorNote error={error} what={t('plan.stepsFailed')} />
      {loadMore && (
        <div>
          <PlainButton variant="outlined" onClick={() => void loadMore()}>
            {t('plan.moreSteps')}
          </PlainButton>
        </div>
      )}
    </Stack>
  );
}
