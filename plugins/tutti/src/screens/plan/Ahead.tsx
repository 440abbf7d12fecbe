import Box from '@mui/material/Box';
import type { PlanView } from '@tutti/plugin-tutti-common';
import { environmentQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Stack, Surface } from '../../ui/Surface';
import { TimeUntil } from '../../ui/TimeUntil';
import { ApprovalRule } from '../../waiting/ApprovalState';

/** What would still lie between the button and the first change: approvals, a window, a rollback's hold. */
export function Ahead(props: { view: PlanView }) {
  const t = useT();
  const { view } = props;
  const { application, environment, approval, input } = view;
  const { data: place } = useTutti(environmentQuestion, [
    application,
    environment,
  ]);
  const isRollback = input.rollbackTo !== undefined;
  // A rollback passes windows: what is broken is not kept broken by a calendar.
  const frozen = isRollback ? undefined : place?.frozen;
  const reviews = view.plan.reviews?.length ?? 0;
  if (!approval && !frozen && !isRollback && reviews === 0) return null;
  return (
    <Surface aria-label={t('plan.ahead')} sx={{ p: 2 }}>
      <Stack>
        {approval && (
          <div>
            <Mark kind="waiting">{t('plan.needsApproval')}</Mark>
            <ApprovalRule rule={approval} />
          </div>
        )}
        {frozen && (
          <div>
            <Mark kind="waiting">{t('verbs.tagFrozen')}</Mark>{' '}
            <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
              {t('verbs.frozenText', {
                title: frozen.title,
                until: <TimeUntil at={frozen.until} />,
              })}
            </Box>
          </div>
        )}
        {reviews > 0 && (
          <Mark kind="waiting">
            {t('plan.reviewsLater', { count: reviews })}
          </Mark>
        )}
        {isRollback && <span>{t('plan.rollbackHolds', { environment })}</span>}
      </Stack>
    </Surface>
  );
}
