import type { PlanStep, PlanView } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { isWhole, PagedSteps } from './PlanSteps';
import { StepItems, StepRows } from './StepRows';
import { CHANGING } from './usePlanSteps';

/** What happens to steps of some kinds: all of them, or of thousands a page at a time. */
export function StepsTab(props: {
  view: PlanView;
  kinds: PlanStep['kind'][];
  empty: ReactNode;
}) {
  const t = useT();
  const { view, kinds, empty } = props;
  if (isWhole(view)) {
    return (
      <StepRows
        steps={view.steps.filter(({ kind }) => kinds.includes(kind))}
        empty={empty}
      />
    );
  }
  const kind = kinds.join(',');
  const kept = kinds.reduce(
    (sum, each) => sum + (view.plan.contents.steps[each].keep ?? 0),
    0,
  );
  return (
    <Stack>
      <PagedSteps view={view} wanted={{ kind, action: CHANGING }}>
        {steps => (
          <Surface>
            {steps.length > 0 ? (
              <StepItems steps={steps} />
            ) : (
              <EmptyNote title={t('plan.noStepFits')} />
            )}
          </Surface>
        )}
      </PagedSteps>
      {kept > 0 && (
        <Surface>
          <Disclosure
            summary={<Muted>{t('plan.unchangedCount', { count: kept })}</Muted>}
          >
            <PagedSteps
              view={view}
              wanted={{ kind, action: 'keep' }}
              findable={false}
            >
              {steps => <StepItems steps={steps} />}
            </PagedSteps>
          </Disclosure>
        </Surface>
      )}
    </Stack>
  );
}
