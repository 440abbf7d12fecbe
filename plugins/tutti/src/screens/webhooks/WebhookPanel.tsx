import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type { WebhookView } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import {
  DELIVERY_STATUSES,
  webhookDeliveriesQuestion,
} from '../../data/questions';
import { useDoing } from '../../data/useDoing';
import { useHeld } from '../../data/useHeld';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { ChoiceField } from '../../ui/ChoiceField';
import { EmptyNote } from '../../ui/EmptyNote';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row, Stack, Surface } from '../../ui/Surface';
import { Muted } from '../../ui/Text';
import { DeliveriesTable } from './DeliveriesTable';
import { WebhookFacts } from './WebhookFacts';

const LOOK_AGAIN = 10_000;
const ROWS_AT_ONCE = 25;
const ALL = 'all';

/** One webhook: how it does, and what it was sent. */
export function WebhookPanel(props: {
  webhook: WebhookView;
  onChanged(): void;
}) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const toasts = useApi(toastApiRef);
  const { webhook, onChanged } = props;
  const { name, pending, dead } = webhook;
  const [status, setStatus] = useUrlState('status');
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const { doing, error, run } = useDoing();
  const answer = useHeld(
    useTutti(
      webhookDeliveriesQuestion,
      [name, status, String(rows)],
      () => LOOK_AGAIN,
    ),
  );
  const resend = (send: () => Promise<number>) =>
    run(async () => {
      const count = await send();
      toasts.post({
        title: t('webhooks.resent', { count }),
        status: 'success',
      });
      answer.refresh();
      onChanged();
    });
  return (
    <Stack>
      <Surface sx={{ p: 2 }}>
        <Row sx={{ alignItems: 'flex-start' }}>
          <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
            <WebhookFacts webhook={webhook} />
          </Box>
          <AllowedButton
            variant="outlined"
            aria-label={t('webhooks.resendAllOf', { name })}
            allowed={
              pending + dead > 0
                ? { allowed: true }
                : { allowed: false, reason: t('webhooks.nothingToResend') }
            }
            pending={doing}
            onClick={() =>
              void resend(async () => (await api.resendWebhook(name)).count)
            }
          >
            {t('webhooks.resendAll')}
          </AllowedButton>
        </Row>
      </Surface>
      <ErrorNote error={error} what={t('webhooks.notResent')} />
      <Row>
        <Grow />
        <ChoiceField
          label={t('webhooks.show')}
          value={status || ALL}
          minWidth={150}
          choices={[
            { value: ALL, name: t('webhooks.all') },
            ...DELIVERY_STATUSES.map(value => ({
              value,
              name: t(`webhooks.${value}`),
            })),
          ]}
          onChange={value => setStatus(value === ALL ? '' : value)}
        />
      </Row>
      <Loaded
        answer={answer}
        what={t('webhooks.what')}
        skeleton={<Skeletons count={4} height={56} />}
      >
        {({ items, next }) =>
          items.length === 0 ? (
            <Surface>
              <EmptyNote title={t('webhooks.noneSent')}>
                {t(status ? 'webhooks.noneFits' : 'webhooks.noneSentText')}
              </EmptyNote>
            </Surface>
          ) : (
            <>
              <DeliveriesTable
                webhook={name}
                deliveries={items}
                pending={doing}
                onResend={id =>
                  void resend(async () => {
                    await api.resendWebhookDelivery(name, id);
                    return 1;
                  })
                }
              />
              {next && (
                <Row>
                  <PlainButton
                    variant="outlined"
                    onClick={() => setRows(count => count + ROWS_AT_ONCE)}
                  >
                    {t('webhooks.more')}
                  </PlainButton>
                  <Muted role="status">
                    {t('webhooks.shown', { count: items.length })}
                  </Muted>
                </Row>
              )}
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}
