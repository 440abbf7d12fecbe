import type {
  WaitingItem,
  WaitingPage as Page,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { waitingQuestion } from '../../data/questions';
import { useHeld } from '../../data/useHeld';
import { useTabTitle } from '../../data/useTabTitle';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Rows } from '../../ui/Rows';
import { Skeletons } from '../../ui/Skeletons';
import { PageBody, Row, Surface } from '../../ui/Surface';
import { Muted, PageTitle, SectionTitle } from '../../ui/Text';
import { Part, partOf, PARTS } from '../../waiting/parts';
import { WaitingRow } from '../../waiting/WaitingRow';

/** Places in the line change by themselves. */
const LOOK_AGAIN = 5_000;
const ROWS_AT_ONCE = 25;

const titles = {
  mine: 'waiting.forMe',
  others: 'waiting.forOthers',
  line: 'waiting.inLine',
  held: 'waiting.held',
  frozen: 'waiting.frozen',
  coming: 'waiting.coming',
} as const satisfies Record<Part, string>;

/** What waits for me, and what waits for whom? */
export function WaitingPage() {
  const t = useT();
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const answer = useHeld(
    useTutti(waitingQuestion, [String(rows)], () => LOOK_AGAIN),
  );
  useTabTitle(t('waiting.heading'));
  return (
    <PageBody>
      <header>
        <PageTitle>{t('waiting.heading')}</PageTitle>
      </header>
      <Loaded
        answer={answer}
        what={t('waiting.what')}
        skeleton={<Skeletons count={4} height={64} />}
      >
        {page => (
          <Waiting
            page={page}
            onMore={() => setRows(count => count + ROWS_AT_ONCE)}
            onChanged={answer.refresh}
          />
        )}
      </Loaded>
    </PageBody>
  );
}

function Waiting(props: { page: Page; onMore(): void; onChanged(): void }) {
  const t = useT();
  const { page, onMore, onChanged } = props;
  const { items, total, next } = page;
  if (items.length === 0) {
    return (
      <Surface>
        <EmptyNote title={t('waiting.none')}>{t('waiting.noneText')}</EmptyNote>
      </Surface>
    );
  }
  return (
    <>
      {PARTS.map(part => (
        <PartOf
          key={part}
          title={t(titles[part])}
          items={items.filter(item => partOf(item) === part)}
          onChanged={onChanged}
        />
      ))}
      {next && (
        <Row>
          <PlainButton variant="outlined" onClick={onMore}>
            {t('waiting.more')}
          </PlainButton>
          <Muted role="status">
            {t('waiting.shown', { shown: String(items.length), count: total })}
          </Muted>
        </Row>
      )}
    </>
  );
}

function PartOf(props: {
  title: string;
  items: WaitingItem[];
  onChanged(): void;
}) {
  const { title, items, onChanged } = props;
  if (items.length === 0) return null;
  return (
    <div>
      <SectionTitle sx={{ mb: 1 }}>{title}</SectionTitle>
      <Rows aria-label={title}>
        {items.map(item => (
          <WaitingRow
            key={
              item.id ?? `${item.kind} ${item.application}/${item.environment}`
            }
            item={item}
            onChanged={onChanged}
          />
        ))}
      </Rows>
    </div>
  );
}
