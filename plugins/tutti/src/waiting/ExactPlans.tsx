import Box from '@mui/material/Box';
import type { DeploymentDetail, ReviewView } from '@tutti/plugin-tutti-common';
import { actionOf, actionVerb } from '../states/words';
import { useT } from '../translation';
import { Stack } from '../ui/Surface';
import { Code, Muted } from '../ui/Text';
import { toneColor } from '../ui/tone';

type ExactPlan = ReviewView['plans'][number];
type Change = NonNullable<ExactPlan['changes']>[number];

/** It has begun, and waits until somebody has approved what drivers would do now. */
export function isReviewed({
  status,
  startedAt,
  review,
}: DeploymentDetail): boolean {
  return (
    status === 'waiting-approval' &&
    startedAt !== undefined &&
    review !== undefined
  );
}

/** What drivers would do, known only in the run: each thing, by the name that the driver's tool has for it. */
export function ExactPlans(props: { plans: ExactPlan[] }) {
  const t = useT();
  return (
    <Stack sx={{ gap: 1.5 }}>
      {props.plans.map(({ address, action, changes }) => (
        <div key={address}>
          <div>
            <Code>{address}</Code>{' '}
            <Muted>
              {changes === undefined &&
                t('waiting.exactUntold', { action: actionVerb(t, action) })}
              {changes?.length === 0 && t('waiting.exactNothing')}
            </Muted>
          </div>
          {changes && changes.length > 0 && (
            <Box
              component="ul"
              aria-label={t('waiting.exactOf', { address })}
              tabIndex={0}
              sx={{
                m: 0,
                mt: 0.5,
                p: 0,
                listStyle: 'none',
                maxHeight: 320,
                overflowY: 'auto',
              }}
            >
              {changes.map((change, index) => (
                // A driver may name the same thing twice: its old one and its new one.
                <OneChange key={`${index} ${change.address}`} change={change} />
              ))}
            </Box>
          )}
        </div>
      ))}
    </Stack>
  );
}

function OneChange(props: { change: Change }) {
  const t = useT();
  const { action, address, summary } = props.change;
  const { sign, verb, tone } = actionOf(t, action);
  return (
    <Box component="li" sx={{ py: 0.25, overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ color: theme => toneColor(theme, tone) }}>
        <span aria-hidden>{sign}</span> {verb}
      </Box>{' '}
      <Code>{address}</Code> {summary && <Muted>{summary}</Muted>}
    </Box>
  );
}
