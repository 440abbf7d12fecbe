import { useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type { DriftRuling, DriftView } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { environmentDriftQuestion } from '../../data/questions';
import { useDoing } from '../../data/useDoing';
import { useHeld } from '../../data/useHeld';
import { useTutti } from '../../data/useTutti';
import { FindingRow } from '../../drift/FindingRow';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { Author } from '../../ui/Author';
import { EmptyNote } from '../../ui/EmptyNote';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Rows } from '../../ui/Rows';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row, Stack, Surface } from '../../ui/Surface';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

const ROWS_AT_ONCE = 25;

/** What others changed of one environment, when that was looked at, and what was left as it is. */
export function DriftTab(props: {
  application: string;
  environment: string;
  onChanged(): void;
}) {
  const t = useT();
  const { application, environment } = props;
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const answer = useHeld(
    useTutti(environmentDriftQuestion, [
      application,
      environment,
      String(rows),
    ]),
  );
  const changed = () => {
    answer.refresh();
    props.onChanged();
  };
  return (
    <Loaded
      answer={answer}
      what={t('drift.what')}
      skeleton={<Skeletons count={3} height={72} />}
    >
      {view => (
        <Stack sx={{ gap: 2 }}>
          <LastLook
            view={view}
            application={application}
            environment={environment}
            onLooked={changed}
          />
          <Findings view={view} onChanged={changed} />
          {view.next && (
            <Row>
              <PlainButton
                variant="outlined"
                onClick={() => setRows(count => count + ROWS_AT_ONCE)}
              >
                {t('drift.more')}
              </PlainButton>
              <Muted role="status">
                {t('drift.shown', {
                  shown: String(view.items.length),
                  count: view.total,
                })}
              </Muted>
            </Row>
          )}
          <Rulings
            rulings={view.rulings}
            application={application}
            environment={environment}
            onEnded={changed}
          />
        </Stack>
      )}
    </Loaded>
  );
}

function LastLook(props: {
  view: DriftView;
  application: string;
  environment: string;
  onLooked(): void;
}) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const { view, application, environment, onLooked } = props;
  const { doing, error, run } = useDoing();
  const look = async () => {
    if (await run(() => api.checkDrift(application, environment))) onLooked();
  };
  return (
    <div>
      <Row>
        <Muted>
          {view.checkedAt
            ? t('drift.looked', {
                count: view.checked,
                ago: <TimeAgo at={view.checkedAt} />,
              })
            : t('drift.neverLooked')}{' '}
          {view.every
            ? t('drift.every', { every: view.every })
            : t('drift.onDemand')}
          {view.repair === 'automatic' && ` ${t('drift.automatic')}`}
        </Muted>
        <Grow />
        <AllowedButton
          variant="outlined"
          allowed={view.allowed.check}
          right={{ verb: 'operate', application, environment }}
          pending={doing}
          onClick={() => void look()}
        >
          {t('drift.look')}
        </AllowedButton>
      </Row>
      {(view.skipped ?? view.error) && (
        <Box role="status" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
          {t('drift.skipped', { why: view.skipped ?? view.error ?? '' })}
        </Box>
      )}
      {view.unsure.map(({ object, why, unseen }) => (
        <Muted key={object} sx={{ display: 'block', overflowWrap: 'anywhere' }}>
          {t(unseen ? 'drift.unseen' : 'drift.unsure', { object, why })}
        </Muted>
      ))}
      <ErrorNote error={error} />
    </div>
  );
}

function Findings(props: { view: DriftView; onChanged(): void }) {
  const t = useT();
  const { view, onChanged } = props;
  if (view.items.length === 0) {
    return (
      <Surface>
        <EmptyNote title={t('drift.noneHere')} />
      </Surface>
    );
  }
  return (
    <Rows aria-label={t('drift.title')}>
      {view.items.map(finding => (
        <FindingRow key={finding.id} finding={finding} onChanged={onChanged} />
      ))}
    </Rows>
  );
}

function Rulings(props: {
  rulings: DriftRuling[];
  application: string;
  environment: string;
  onEnded(): void;
}) {
  const t = useT();
  const { rulings, ...place } = props;
  if (rulings.length === 0) return null;
  return (
    <div>
      <SectionTitle sx={{ mb: 1 }}>{t('drift.rulings')}</SectionTitle>
      <Rows aria-label={t('drift.rulings')}>
        {rulings.map(ruling => (
          <RulingRow key={ruling.id} ruling={ruling} {...place} />
        ))}
      </Rows>
    </div>
  );
}

function RulingRow(props: {
  ruling: DriftRuling;
  application: string;
  environment: string;
  onEnded(): void;
}) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const { ruling, application, environment, onEnded } = props;
  const { id, how, kind, object, path, manager, reason, by, at } = ruling;
  const { doing, error, run } = useDoing();
  const what = [kind, object, path].filter(Boolean).join(' ');
  const end = async () => {
    if (await run(() => api.endDriftRuling(application, environment, id)))
      onEnded();
  };
  return (
    <Box component="li" sx={{ px: 2, py: 1.25 }}>
      <Row>
        <Box sx={{ flex: '1 1 320px', minWidth: 0, overflowWrap: 'anywhere' }}>
          {kind} {object} <Code>{path}</Code>
          {manager !== undefined && ` ${t('drift.by', { manager })}`}
          <Muted sx={{ display: 'block' }}>
            {t(how === 'accept' ? 'drift.ruledAccept' : 'drift.ruledIgnore', {
              ago: <TimeAgo at={at} />,
              who: <Author by={by} />,
            })}
            {reason && `: ${reason}`}
          </Muted>
        </Box>
        <PlainButton
          aria-label={t('drift.endOf', { what })}
          disabled={doing}
          onClick={() => void end()}
        >
          {t('drift.end')}
        </PlainButton>
      </Row>
      <ErrorNote error={error} />
    </Box>
  );
}
