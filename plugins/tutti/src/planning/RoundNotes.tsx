import Box from '@mui/material/Box';
import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionRound } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../api';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { Author } from '../ui/Author';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { Link } from '../ui/Link';
import { Surface } from '../ui/Surface';
import { TimeAgo } from '../ui/TimeAgo';
import { Note } from './Note';

/** Those that go on; of the others the newest, where it was stopped. */
export function toldRounds(rounds: PromotionRound[]): PromotionRound[] {
  const last = rounds.find(({ state }) => state !== 'going');
  return [
    ...rounds.filter(({ state }) => state === 'going'),
    ...(last?.state === 'stopped' ? [last] : []),
  ];
}

/** Releases on their way to all environments of a type: how far, and a way to stop them. */
export function RoundNotes(props: {
  application: string;
  rounds: PromotionRound[];
  onChanged(): void;
}) {
  const t = useT();
  const { application, rounds, onChanged } = props;
  const told = toldRounds(rounds);
  if (told.length === 0) return null;
  return (
    <Surface aria-label={t('promotion.rounds')} sx={{ p: 2, mt: 2 }}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {told.map(round => (
          <RoundNote
            key={round.id}
            application={application}
            round={round}
            onChanged={onChanged}
          />
        ))}
      </Box>
    </Surface>
  );
}

function RoundNote(props: {
  application: string;
  round: PromotionRound;
  onChanged(): void;
}) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, round, onChanged } = props;
  const { release, from, success, typeTitle, state, environments } = round;
  const count = (...states: string[]) =>
    environments.filter(each => states.includes(each.state)).length;
  const failed = environments.filter(each => each.state === 'failed');
  return (
    <Note
      tag={t(state === 'going' ? 'promotion.coming' : 'promotion.stopped')}
      tone={state === 'going' ? 'active' : 'warning'}
      text={
        <>
          {t('promotion.roundOf', {
            release: String(release.number),
            from,
            run: (
              <Link to={links.deployment(success.id)}>#{success.number}</Link>
            ),
            type: typeTitle,
            who: <Author by={round.requestedBy} />,
            ago: <TimeAgo at={round.requestedAt} />,
          })}{' '}
          {t('promotion.roundStands', {
            here: String(count('here')),
            of: String(environments.length),
            begun: String(count('begun')),
            waits: String(count('waits', 'left')),
          })}{' '}
          {failed.map(({ environment, deployment }) => (
            <span key={environment}>
              {t('promotion.failedIn', {
                environment: deployment ? (
                  <Link to={links.deployment(deployment.id)}>
                    {`${environment} #${deployment.number}`}
                  </Link>
                ) : (
                  environment
                ),
              })}{' '}
            </span>
          ))}
        </>
      }
      action={
        state === 'going' && (
          <StopButton
            application={application}
            round={round}
            onStopped={onChanged}
          />
        )
      }
    />
  );
}

function StopButton(props: {
  application: string;
  round: PromotionRound;
  onStopped(): void;
}) {
  const t = useT();
  const { application, round, onStopped } = props;
  const api = useApi(tuttiApiRef);
  const [asking, setAsking] = useState(false);
  const left = round.environments.filter(({ state }) => state === 'waits');
  return (
    <>
      <AllowedButton
        size="small"
        variant="outlined"
        allowed={round.allowed.stop}
        onClick={() => setAsking(true)}
      >
        {t('promotion.stop')}
      </AllowedButton>
      {asking && (
        <ConfirmDialog
          title={t('promotion.stopTitle', { type: round.typeTitle })}
          verb={t('promotion.stop')}
          onConfirm={async () => {
            await api.stopPromotion(application, round.id);
            onStopped();
          }}
          onClose={() => setAsking(false)}
        >
          {t('promotion.stopText', {
            count: left.length,
            names: left.map(({ environment }) => environment).join(', '),
          })}
        </ConfirmDialog>
      )}
    </>
  );
}
