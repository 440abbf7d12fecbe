import type { EnvironmentSummary, Promotion } from '@tutti/plugin-tutti-common';
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
  return (
    <Note
      tag={t(TAGS[state])}
      tone={state === 'waits' || state === 'asked' ? 'active' : 'warning'}
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
            state !== 'asked' &&
            (state === 'waits' ? t('promotion.soon') : message)
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
