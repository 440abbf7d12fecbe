import type { PlanHead } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { ActionCounts } from '../../ui/ActionCounts';
import { Muted } from '../../ui/Text';
import { policySummary } from './policyWords';

/** The plan in numbers. */
export function SummaryCounts(props: { plan: PlanHead }) {
  const t = useT();
  const { summary, contents, dryRun } = props.plan;
  return (
    <ActionCounts label={t('plan.summary')} summary={summary}>
      <Muted>
        {t('plan.policiesSummary', {
          summary: policySummary(t, contents.policies),
        })}
      </Muted>
      {dryRun && (
        <Muted sx={{ display: 'block' }}>
          {t('plan.clusterAsked', {
            accepted: String(dryRun.accepted),
            refused: String(dryRun.refused),
            notAsked: String(dryRun.notAsked),
          })}
        </Muted>
      )}
    </ActionCounts>
  );
}
