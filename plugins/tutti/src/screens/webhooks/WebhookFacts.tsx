import Box from '@mui/material/Box';
import type { WebhookView } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Code } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { Facts } from '../platform/Facts';

/** How a webhook does, where it leads and what it is sent. */
export function WebhookFacts(props: { webhook: WebhookView }) {
  const t = useT();
  const { target, allowPrivate, pending, dead } = props.webhook;
  const { events, applications, environmentTypes } = props.webhook;
  const listed = (names: string[] | undefined) =>
    names ? names.join(', ') : t('webhooks.all');
  return (
    <>
      <Box sx={{ mb: 1.5 }}>
        <LastTry last={props.webhook.last} />
      </Box>
      <Facts
        facts={[
          [
            t('webhooks.target'),
            allowPrivate ? (
              t('webhooks.anywhere', { target: <Code>{target}</Code> })
            ) : (
              <Code>{target}</Code>
            ),
          ],
          [t('webhooks.events'), listed(events)],
          [t('webhooks.applications'), listed(applications)],
          [t('webhooks.environmentTypes'), listed(environmentTypes)],
          [t('webhooks.waits'), String(pending)],
          [t('webhooks.givenUp'), String(dead)],
        ]}
      />
    </>
  );
}

function LastTry(props: { last: WebhookView['last'] }) {
  const t = useT();
  const { last } = props;
  if (!last) return <Mark kind="none">{t('webhooks.never')}</Mark>;
  const ago = <TimeAgo at={last.at} />;
  return last.delivered ? (
    <Mark kind="good">{t('webhooks.works', { ago })}</Mark>
  ) : (
    <>
      <Mark kind="bad">{t('webhooks.fails', { ago })}</Mark>
      {last.problem && (
        <Box sx={{ overflowWrap: 'anywhere' }}>{last.problem}</Box>
      )}
    </>
  );
}
