import type { EnvironmentSummary, PlanInput } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { applicationQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useT } from '../translation';
import { Loaded } from '../ui/Loaded';
import { RadioRows } from '../ui/RadioRows';
import { Skeletons } from '../ui/Skeletons';
import { Muted } from '../ui/Text';
import { VerbDialog } from './VerbDialog';

/** Where something succeeded; the stage just before the environment comes first. */
export function sourcesFor(
  environment: Pick<EnvironmentSummary, 'name' | 'rank'>,
  environments: EnvironmentSummary[],
): EnvironmentSummary[] {
  const distance = ({ rank }: EnvironmentSummary) =>
    rank <= environment.rank
      ? environment.rank - rank
      : Number.MAX_SAFE_INTEGER - environment.rank + rank;
  return environments
    .filter(({ name, release }) => release && name !== environment.name)
    .sort((a, b) => distance(a) - distance(b));
}

/** Chooses the environment whose release is taken over. */
export function PromoteDialog(props: {
  application: string;
  environment: EnvironmentSummary;
  onPlan(input: PlanInput): void;
  onClose(): void;
}) {
  const t = useT();
  const { application, environment, onPlan, onClose } = props;
  const answer = useTutti(applicationQuestion, [application]);
  const [asked, setAsked] = useState('');
  const sources = sourcesFor(environment, answer.data?.environments ?? []);
  const chosen = asked || (sources.at(0)?.name ?? '');
  return (
    <VerbDialog
      title={t('verbs.promoteTitle', { environment: environment.name })}
      text={t('verbs.promoteText', { environment: environment.name })}
      missing={chosen === '' ? t('verbs.noOther') : undefined}
      onPlan={() => onPlan({ promoteFrom: chosen })}
      onClose={onClose}
    >
      <Loaded
        answer={answer}
        what={t('planning.application')}
        skeleton={<Skeletons count={2} height={32} />}
      >
        {() =>
          sources.length === 0 ? (
            <Muted>{t('verbs.noOther')}</Muted>
          ) : (
            <RadioRows
              label={t('common.environments')}
              chosen={chosen}
              onChange={setAsked}
              choices={sources.map(({ name, release }) => ({
                value: name,
                name,
                facts: release && `r${release.number}`,
              }))}
            />
          )
        }
      </Loaded>
    </VerbDialog>
  );
}
