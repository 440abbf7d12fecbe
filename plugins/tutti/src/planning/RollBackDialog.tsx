import type { Deployment, PlanInput } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useDeployments } from '../screens/application/useDeployments';
import { useT } from '../translation';
import { Author } from '../ui/Author';
import { Loaded } from '../ui/Loaded';
import { RadioRows } from '../ui/RadioRows';
import { ShowOlder } from '../ui/ShowOlder';
import { Skeletons } from '../ui/Skeletons';
import { Muted } from '../ui/Text';
import { TimeAgo } from '../ui/TimeAgo';
import { VerbDialog } from './VerbDialog';

/** What one may go back to: every success that deployed something. */
export function successesOf(deployments: Deployment[]): Deployment[] {
  return deployments.filter(
    ({ status, destroys }) => status === 'succeeded' && !destroys,
  );
}

/** Chooses a success of the environment to go back to: which release, when, by whom. */
export function RollBackDialog(props: {
  application: string;
  environment: string;
  onPlan(input: PlanInput): void;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment, onPlan, onClose } = props;
  const { answer, items, more, error } = useDeployments(
    application,
    environment,
  );
  const [asked, setAsked] = useState('');
  const successes = successesOf(items);
  // After a failure the newest success is what ran before it, else it is what runs now.
  const isWell = items.at(0)?.status === 'succeeded';
  const chosen = asked || (successes.at(isWell ? 1 : 0)?.id ?? '');
  return (
    <VerbDialog
      title={t('verbs.rollBackTitle', { environment })}
      text={t('verbs.rollBackText')}
      missing={chosen === '' ? t('verbs.noSuccess') : undefined}
      onPlan={() => onPlan({ rollbackTo: chosen })}
      onClose={onClose}
    >
      <Loaded
        answer={answer}
        what={t('application.whatDeployments')}
        skeleton={<Skeletons count={4} height={32} />}
      >
        {() =>
          successes.length === 0 ? (
            <Muted>{t('verbs.noSuccess')}</Muted>
          ) : (
            <RadioRows
              label={t('verbs.successes')}
              chosen={chosen}
              onChange={setAsked}
              choices={successes.map((success, index) => ({
                value: success.id,
                name: t('verbs.success', {
                  number: String(success.number),
                  release: String(success.release?.number ?? '–'),
                }),
                facts: (
                  <>
                    {t('verbs.byWhen', {
                      ago: (
                        <TimeAgo
                          at={success.finishedAt ?? success.requestedAt}
                        />
                      ),
                      who: <Author by={success.requestedBy} plain />,
                    })}
                    {index === 0 && `, ${t('verbs.runsNow')}`}
                  </>
                ),
              }))}
            />
          )
        }
      </Loaded>
      {answer.data && successes.length > 0 && chosen === '' && (
        <Muted>{t('verbs.noSuccess')}</Muted>
      )}
      <ShowOlder more={more} error={error} />
    </VerbDialog>
  );
}
