import Box from '@mui/material/Box';
import type { WebhookDelivery } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { Link } from '../../ui/Link';
import { Mark, MarkKind } from '../../ui/Mark';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { TimeUntil } from '../../ui/TimeUntil';

const marks = {
  pending: 'waiting',
  delivered: 'good',
  dead: 'bad',
} as const satisfies Record<WebhookDelivery['status'], MarkKind>;

/** What a webhook was sent or is to be sent, and what came of it. */
export function DeliveriesTable(props: {
  webhook: string;
  deliveries: WebhookDelivery[];
  /** Something is being sent again. */
  pending: boolean;
  onResend(id: string): void;
}) {
  const t = useT();
  const { webhook, deliveries, pending, onResend } = props;
  return (
    <Table
      label={t('webhooks.deliveries', { name: webhook })}
      head={[
        t('webhooks.happened'),
        t('webhooks.event'),
        t('webhooks.state'),
        '',
      ]}
    >
      {deliveries.map(delivery => (
        <DeliveryRow
          key={delivery.id}
          webhook={webhook}
          delivery={delivery}
          pending={pending}
          onResend={() => onResend(delivery.id)}
        />
      ))}
    </Table>
  );
}

function DeliveryRow(props: {
  webhook: string;
  delivery: WebhookDelivery;
  pending: boolean;
  onResend(): void;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { webhook, delivery, pending, onResend } = props;
  const { message, status, type } = delivery;
  const { application, environment, deployment } = message;
  const what = t('webhooks.deployment', {
    application: application.name,
    environment: environment.name,
    number: String(deployment.number),
  });
  return (
    <tr>
      <td className="whole">
        <TimeAgo at={message.at} />
      </td>
      <td>
        <Link to={links.deployment(deployment.id)}>{what}</Link>
        <Muted sx={{ display: 'block', minWidth: 170 }}>
          <Code>{type}</Code>
        </Muted>
      </td>
      <td>
        <Mark kind={marks[status]}>{t(`webhooks.${status}`)}</Mark>
        {delivery.problem && (
          <Box sx={{ overflowWrap: 'anywhere', minWidth: 200 }}>
            {delivery.problem}
          </Box>
        )}
        <Tries delivery={delivery} />
      </td>
      <td className="actions">
        <AllowedButton
          size="small"
          variant="outlined"
          aria-label={t('webhooks.resendOf', {
            name: webhook,
            what: `${what}, ${type}`,
          })}
          allowed={
            status === 'pending'
              ? { allowed: false, reason: t('webhooks.waitsAlready') }
              : { allowed: true }
          }
          pending={pending}
          onClick={onResend}
        >
          {t('webhooks.resend')}
        </AllowedButton>
      </td>
    </tr>
  );
}

/** How often it was tried, what the last try was answered, and when the next one is. */
function Tries(props: { delivery: WebhookDelivery }) {
  const t = useT();
  const { attempts, triedAt, answer, dueAt, problem } = props.delivery;
  const isDue = dueAt !== undefined && Date.parse(dueAt) <= Date.now();
  const parts = [
    attempts > 0 && t('webhooks.tries', { count: attempts }),
    triedAt !== undefined &&
      t('webhooks.last', { ago: <TimeAgo at={triedAt} /> }),
    // A failed one says it in its reason.
    answer !== undefined &&
      problem === undefined &&
      t('webhooks.answered', { answer: String(answer) }),
    dueAt !== undefined &&
      (isDue
        ? t('webhooks.now')
        : t('webhooks.next', { at: <TimeUntil at={dueAt} /> })),
  ].filter(Boolean);
  return (
    <Muted sx={{ display: 'block' }}>
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 && ', '}
          {part}
        </span>
      ))}
    </Muted>
  );
}
