import Box from '@mui/material/Box';
import { webhooksQuestion } from '../../data/questions';
import { useTabTitle } from '../../data/useTabTitle';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { CopyButton } from '../../ui/CopyButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { PageBody, Surface } from '../../ui/Surface';
import { Tabbed } from '../../ui/Tabbed';
import { monospace, PageTitle } from '../../ui/Text';
import { WebhookPanel } from './WebhookPanel';

/** What waits is tried by itself. */
const LOOK_AGAIN = 10_000;

const EXAMPLE = `tutti:
  access:
    webhooks: [group:default/platform]
  webhooks:
    - name: incidents
      url: https://hooks.example.com/services/…
      secret: \${TUTTI_WEBHOOK_SECRET}
      events: [deployment.failed]
      environmentTypes: [production]
`;

/** What is told to others over HTTP, what waits, and what was given up. */
export function WebhooksPage() {
  const t = useT();
  const answer = useTutti(webhooksQuestion, [], () => LOOK_AGAIN);
  useTabTitle(t('webhooks.title'));
  return (
    <PageBody>
      <header>
        <PageTitle>{t('webhooks.heading')}</PageTitle>
      </header>
      <Loaded
        answer={answer}
        what={t('webhooks.what')}
        skeleton={<Skeletons count={4} height={64} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <NoneYet />
          ) : (
            <Tabbed
              label={t('webhooks.title')}
              param="webhook"
              tabs={items.map(webhook => ({
                id: webhook.name,
                label: webhook.name,
                ...(webhook.dead > 0 && { count: webhook.dead }),
                content: (
                  <WebhookPanel
                    key={webhook.name}
                    webhook={webhook}
                    onChanged={answer.refresh}
                  />
                ),
              }))}
            />
          )
        }
      </Loaded>
    </PageBody>
  );
}

function NoneYet() {
  const t = useT();
  return (
    <Surface>
      <EmptyNote title={t('webhooks.none')}>{t('webhooks.noneText')}</EmptyNote>
      <Box
        sx={{
          position: 'relative',
          maxWidth: 560,
          mx: 'auto',
          mb: 4,
          px: 2,
        }}
      >
        <Box
          component="pre"
          tabIndex={0}
          role="group"
          aria-label={t('webhooks.example')}
          sx={{
            m: 0,
            p: 2,
            overflowX: 'auto',
            borderRadius: '8px',
            bgcolor: 'background.default',
            fontFamily: monospace,
            fontSize: 12.5,
            lineHeight: 1.6,
          }}
        >
          {EXAMPLE}
        </Box>
        <Box sx={{ position: 'absolute', top: 4, right: 24 }}>
          <CopyButton text={EXAMPLE} what={t('webhooks.example')} />
        </Box>
      </Box>
    </Surface>
  );
}
