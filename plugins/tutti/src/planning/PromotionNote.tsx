import {
  EnvironmentSummary,
  FINAL_STATUSES,
  Promotion,
} from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Link } from '../ui/Link';
import { WaitSentence } from '../waiting/WaitSentence';
import { Note } from './Note';

const TAGS = {
  waits: 'promotion.coming',
  stopped: 'promotion.stopped',
  unpaired: 'promotion.unpaired',
  asked: 'promotion.asked',
} as const;

type Told = Promotion & { state: keyof typeof TAGS };

/** Something comes, or does not although it could. */
export function isTold(promotion: Promotion | undefined): promotion is Told {
  return promotion !== undefined && promotion.state in TAGS;
}

/** What a backend says of it, in its own words where it stopped. */
function Said(props: {
  state: Told['state'];
  message: string;
  isComing: boolean;
}) {
  const t = useT();
  const { state, message, isComing } = props;
  if (!isComing) return <>{message}</>;
  return state === 'waits' ? <>{t('promotion.soon')}</> : null;
}

/** Where the release that comes here is, what it waits for and since when. Nothing where none comes. */
export function PromotionNote(props: {
  promotion: Promotion | undefined;
  environment: EnvironmentSummary;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { promotion, environment } = props;
  if (!isTold(promotion)) return null;
  const { state, from, release, success, waits, wave, message } = promotion;
  const { deployment } = promotion;
  const isOver = deployment && FINAL_STATUSES.includes(deployment.status);
  const isComing = state === 'waits' || (state === 'asked' && !isOver);
  return (
    <Note
      tag={t(TAGS[isOver ? 'stopped' : state])}
      tone={isComing ? 'active' : 'warning'}
      text={
        <>
          {release && success && from && (
            <>
              {t('promotion.comes', {
                release: String(release.number),
                from,
                run: (
                  <Link to={links.deployment(success.id)}>
                    #{success.number}
                  </Link>
                ),
              })}{' '}
            </>
          )}
          {waits ? (
            <WaitSentence
              waits={waits}
              environment={environment.name}
              hold={environment.hold}
            />
          ) : (
            <Said state={state} message={message} isComing={isComing} />
          )}{' '}
          {deployment &&
            t('promotion.byDeployment', {
              run: (
                <Link to={links.deployment(deployment.id)}>
                  #{deployment.number}
                </Link>
              ),
            })}{' '}
          {wave !== undefined && t('promotion.wave', { wave: String(wave) })}
        </>
      }
    />
  );
}
