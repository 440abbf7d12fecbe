import Box from '@mui/material/Box';
import type { DriftGroup, DriftGroupPage } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { driftFindingsQuestion, driftQuestion } from '../../data/questions';
import { useHeld } from '../../data/useHeld';
import { useTabTitle } from '../../data/useTabTitle';
import { useTutti } from '../../data/useTutti';
import { DriftButtons } from '../../drift/DriftButtons';
import { FindingRow } from '../../drift/FindingRow';
import { causeWords, managerWords } from '../../drift/words';
import { useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Rows } from '../../ui/Rows';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Surface } from '../../ui/Surface';
import { Muted, PageTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';

/** The last look is some minutes old at best. */
const LOOK_AGAIN = 30_000;
const ROWS_AT_ONCE = 25;

/** What others changed in clusters, by cause over all environments that the reader sees. */
export function DriftPage() {
  const t = useT();
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const answer = useHeld(
    useTutti(driftQuestion, [String(rows)], () => LOOK_AGAIN),
  );
  useTabTitle(t('drift.heading'));
  return (
    <PageBody>
      <header>
        <PageTitle>{t('drift.heading')}</PageTitle>
      </header>
      <Loaded
        answer={answer}
        what={t('drift.what')}
        skeleton={<Skeletons count={4} height={64} />}
      >
        {page => (
          <Groups
            page={page}
            onMore={() => setRows(count => count + ROWS_AT_ONCE)}
            onChanged={answer.refresh}
          />
        )}
      </Loaded>
    </PageBody>
  );
}

function Groups(props: {
  page: DriftGroupPage;
  onMore(): void;
  onChanged(): void;
}) {
  const t = useT();
  const { page, onMore, onChanged } = props;
  if (page.items.length === 0) {
    return (
      <Surface>
        <EmptyNote title={t('drift.none')}>{t('drift.noneText')}</EmptyNote>
      </Surface>
    );
  }
  return (
    <>
      <Rows aria-label={t('drift.list')}>
        {page.items.map(group => (
          <GroupRow key={group.key} group={group} onChanged={onChanged} />
        ))}
      </Rows>
      {page.next && (
        <More shown={page.items.length} total={page.total} onMore={onMore} />
      )}
    </>
  );
}

function GroupRow(props: { group: DriftGroup; onChanged(): void }) {
  const t = useT();
  const { group, onChanged } = props;
  const { key, cause, environments, since } = group;
  const words = causeWords(t, cause);
  return (
    <li>
      <Row sx={{ px: 2, pt: 1.5, columnGap: 1.5, rowGap: 0.75 }}>
        <Box sx={{ flex: '1 1 360px', minWidth: 0, overflowWrap: 'anywhere' }}>
          <Box sx={{ fontWeight: 500 }}>{words}</Box>
          <Muted>
            {[
              managerWords(t, cause),
              t('drift.environments', { count: environments }),
            ]
              .filter(Boolean)
              .join(', ')}
            {', '}
            {t('drift.since', { ago: <TimeAgo at={since} /> })}
          </Muted>
        </Box>
        <Grow />
        <DriftButtons
          what={words}
          of={{ cause: key }}
          environments={environments}
          onChanged={onChanged}
        />
      </Row>
      <Disclosure summary={t('drift.show')}>
        <Findings cause={key} onChanged={onChanged} />
      </Disclosure>
    </li>
  );
}

function Findings(props: { cause: string; onChanged(): void }) {
  const t = useT();
  const { cause, onChanged } = props;
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const answer = useHeld(
    useTutti(driftFindingsQuestion, [cause, String(rows)]),
  );
  return (
    <Box sx={{ px: 2, pb: 2 }}>
      <Loaded
        answer={answer}
        what={t('drift.what')}
        skeleton={<Skeletons count={2} height={72} />}
      >
        {({ items, total, next }) => (
          <>
            <Rows aria-label={t('drift.show')}>
              {items.map(finding => (
                <FindingRow
                  key={finding.id}
                  finding={finding}
                  withPlace
                  onChanged={() => {
                    answer.refresh();
                    onChanged();
                  }}
                />
              ))}
            </Rows>
            {next && (
              <More
                shown={items.length}
                total={total}
                onMore={() => setRows(count => count + ROWS_AT_ONCE)}
              />
            )}
          </>
        )}
      </Loaded>
    </Box>
  );
}

function More(props: { shown: number; total: number; onMore(): void }) {
  const t = useT();
  const { shown, total, onMore } = props;
  return (
    <Row sx={{ mt: 1 }}>
      <PlainButton variant="outlined" onClick={onMore}>
        {t('drift.more')}
      </PlainButton>
      <Muted role="status">
        {t('drift.shown', { shown: String(shown), count: total })}
      </Muted>
    </Row>
  );
}
