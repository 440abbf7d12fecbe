import type { EnvironmentSummary, PlanInput } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../translation';
import { Field } from '../ui/Field';
import { Muted } from '../ui/Text';
import { changedReplicas, MOST_REPLICAS, replicasIn } from './replicas';
import { VerbDialog } from './VerbDialog';

/** The workloads that run in an environment, by name. */
export function runningWorkloads({
  release,
}: Pick<EnvironmentSummary, 'release'>): string[] {
  return Object.keys(release?.digests ?? {}).sort();
}

/** How many pods each workload has, beside what its files say. */
export function ScaleDialog(props: {
  environment: EnvironmentSummary;
  onPlan(input: PlanInput): void;
  onClose(): void;
}) {
  const t = useT();
  const { environment, onPlan, onClose } = props;
  const { name, replicas = {} } = environment;
  const workloads = runningWorkloads(environment);
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      workloads.map(workload => [workload, String(replicas[workload] ?? '')]),
    ),
  );
  const changed = changedReplicas(replicas, texts);
  const wrong = t('verbs.wholeNumber', { most: String(MOST_REPLICAS) });
  const missing = () => {
    if (workloads.length === 0) return t('verbs.noWorkloads');
    if (!changed) return wrong;
    return Object.keys(changed).length === 0
      ? t('verbs.changeFirst')
      : undefined;
  };
  return (
    <VerbDialog
      title={t('verbs.scaleTitle', { environment: name })}
      text={t('verbs.scaleText')}
      missing={missing()}
      onPlan={() => changed && onPlan({ replicas: changed })}
      onClose={onClose}
    >
      {workloads.length === 0 && <Muted>{t('verbs.noWorkloads')}</Muted>}
      {workloads.map(workload => {
        const text = texts[workload] ?? '';
        const isWrong = replicasIn(text) === undefined;
        return (
          <Field
            key={workload}
            label={t('verbs.replicasOf', { workload })}
            placeholder={t('verbs.asWritten')}
            value={text}
            error={isWrong}
            helperText={isWrong ? wrong : undefined}
            onChange={event =>
              setTexts({ ...texts, [workload]: event.target.value })
            }
            InputLabelProps={{ shrink: true }}
            inputProps={{ inputMode: 'numeric' }}
          />
        );
      })}
    </VerbDialog>
  );
}
