import type { EnvironmentSummary, PlanInput } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../translation';
import { CheckRows } from '../ui/CheckRows';
import { Muted } from '../ui/Text';
import { runningWorkloads } from './ScaleDialog';
import { VerbDialog } from './VerbDialog';

/** Chooses the workloads whose pods are made anew. */
export function RestartDialog(props: {
  environment: EnvironmentSummary;
  onPlan(input: PlanInput): void;
  onClose(): void;
}) {
  const t = useT();
  const { environment, onPlan, onClose } = props;
  const workloads = runningWorkloads(environment);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return (
    <VerbDialog
      title={t('verbs.restartTitle', { environment: environment.name })}
      text={t('verbs.restartText')}
      missing={chosen.size === 0 ? t('verbs.chooseFirst') : undefined}
      onPlan={() => onPlan({ restart: [...chosen].sort() })}
      onClose={onClose}
    >
      {workloads.length === 0 ? (
        <Muted>{t('verbs.noWorkloads')}</Muted>
      ) : (
        <CheckRows
          label={t('common.workloads')}
          chosen={chosen}
          names={workloads}
          onChange={setChosen}
        />
      )}
    </VerbDialog>
  );
}
