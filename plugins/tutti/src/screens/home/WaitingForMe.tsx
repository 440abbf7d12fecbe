import type { WaitingPage } from '@tutti/plugin-tutti-common';
import { waitingQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Rows } from '../../ui/Rows';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, Row, SectionBody } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { WaitingRow } from '../../waiting/WaitingRow';

const LOOK_AGAIN = 30_000;
/** A card is read at a glance. */
const AT_MOST = 5;

/** For the home page: what waits for my decision, and how much waits for something else. */
export function WaitingForMe() {
  const t = useT();
  const links = useTuttiLinks();
  const answer = useTutti(waitingQuestion, [String(AT_MOST)], () => LOOK_AGAIN);
  return (
    <SectionBody sx={{ gap: 2 }}>
      <Row>
        <SectionTitle as="h2">{t('waiting.heading')}</SectionTitle>
        <Grow />
        <Link to={links.waiting()}>{t('waiting.all')}</Link>
      </Row>
      <Loaded
        answer={answer}
        what={t('waiting.what')}
        skeleton={<Skeletons count={2} height={48} />}
      >
        {page => <Mine page={page} onChanged={answer.refresh} />}
      </Loaded>
    </SectionBody>
  );
}

function Mine(props: { page: WaitingPage; onChanged(): void }) {
  const t = useT();
  const { page, onChanged } = props;
  const mine = page.items.filter(item => item.mine);
  const others = page.total - mine.length;
  return (
    <>
      {mine.length === 0 ? (
        <EmptyNote title={t('waiting.noneForMe')}>
          {t('waiting.noneForMeText')}
        </EmptyNote>
      ) : (
        <Rows aria-label={t('waiting.forMe')}>
          {mine.map(item => (
            <WaitingRow
              key={item.id ?? `${item.application}/${item.environment}`}
              item={item}
              onChanged={onChanged}
            />
          ))}
        </Rows>
      )}
      {others > 0 && (
        <Muted>{t('waiting.othersWait', { count: others })}</Muted>
      )}
    </>
  );
}
