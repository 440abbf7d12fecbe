import { matchQuestion } from '../../data/questions';
import { useSettled } from '../../data/useSettled';
import { useTutti } from '../../data/useTutti';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Candidates } from '../../ui/Candidates';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark } from '../../ui/Mark';
import { Skeletons } from '../../ui/Skeletons';
import { Stack, Surface } from '../../ui/Surface';
import { SectionTitle } from '../../ui/Text';
import type { Platform } from './availability';
import { MatchQuestion } from './MatchQuestion';
import { MatchTable } from './MatchTable';
import { Asked, useMatchQuestion } from './useMatchQuestion';

function Answer(props: { platform: Platform; asked: Asked }) {
  const t = useT();
  const links = useTuttiLinks();
  const { platform, asked } = props;
  const { type, application, environment, id, workload } = asked;
  const answer = useTutti(matchQuestion, [
    type,
    application,
    environment,
    useSettled(asked.class),
    useSettled(id),
    useSettled(workload),
  ]);
  return (
    <Loaded
      answer={answer}
      what={t('platform.match')}
      skeleton={<Skeletons count={2} height={80} />}
    >
      {explanation => {
        const { winner, candidates } = explanation;
        return (
          <Stack>
            <Surface sx={{ p: 2.5 }}>
              {winner ? (
                <Mark kind="good">
                  {t('platform.winner', {
                    definition: (
                      <Link
                        to={links.platform({
                          tab: 'definitions',
                          definition: winner,
                        })}
                      >
                        {winner}
                      </Link>
                    ),
                  })}
                </Mark>
              ) : (
                <Mark kind="bad">{t('platform.noWinner', { type })}</Mark>
              )}
            </Surface>
            {candidates.length > 0 && (
              <>
                <SectionTitle>{t('platform.byKey')}</SectionTitle>
                <MatchTable platform={platform} explanation={explanation} />
                <SectionTitle>{t('platform.inWords')}</SectionTitle>
                <Surface>
                  <Candidates candidates={candidates} />
                </Surface>
              </>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

/** Who would make a resource, and why each other one would not. The question is in the address. */
export function MatchTab(props: { platform: Platform }) {
  const t = useT();
  const { platform } = props;
  const [asked, ask] = useMatchQuestion();
  return (
    <Stack>
      <MatchQuestion platform={platform} asked={asked} ask={ask} />
      {asked.type && asked.application && asked.environment ? (
        <Answer platform={platform} asked={asked} />
      ) : (
        <Surface>
          <EmptyNote title={t('platform.chooseTitle')}>
            {t('platform.chooseText')}
          </EmptyNote>
        </Surface>
      )}
    </Stack>
  );
}
