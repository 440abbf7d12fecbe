import { useState } from 'react';
import { auditQuestion } from '../../data/questions';
import { useHeld } from '../../data/useHeld';
import { useSettled } from '../../data/useSettled';
import { useTabTitle } from '../../data/useTabTitle';
import { useTutti } from '../../data/useTutti';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { PlainButton } from '../../ui/PlainButton';
import { Skeletons } from '../../ui/Skeletons';
import { PageBody, Row, Surface } from '../../ui/Surface';
import { Muted, PageTitle } from '../../ui/Text';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { useAuditFilters } from './useAuditFilters';

const ROWS_AT_ONCE = 50;

/** Who did what, and what came of it? */
export function AuditPage() {
  const t = useT();
  const filters = useAuditFilters();
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  // A request for each word, not for each letter.
  const asked = useSettled(filters.asked);
  const answer = useHeld(useTutti(auditQuestion, [asked, String(rows)]));
  useTabTitle(t('audit.heading'));
  return (
    <PageBody>
      <header>
        <PageTitle>{t('audit.heading')}</PageTitle>
      </header>
      <AuditFilters filters={filters} />
      <Loaded
        answer={answer}
        what={t('audit.what')}
        skeleton={<Skeletons count={6} height={56} />}
      >
        {({ items, next }) =>
          items.length === 0 ? (
            <Surface>
              <EmptyNote title={t('audit.none')}>
                {t('audit.noneText')}
              </EmptyNote>
            </Surface>
          ) : (
            <>
              <AuditTable entries={items} />
              {next && (
                <Row>
                  <PlainButton
                    variant="outlined"
                    onClick={() => setRows(count => count + ROWS_AT_ONCE)}
                  >
                    {t('audit.more')}
                  </PlainButton>
                  <Muted role="status">
                    {t('audit.shown', { count: items.length })}
                  </Muted>
                </Row>
              )}
            </>
          )
        }
      </Loaded>
    </PageBody>
  );
}
