import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import type {
  DeploymentDetail,
  DeploymentStep,
} from '@tutti/plugin-tutti-common';
import { actionVerb, stepState } from '../../states/words';
import { Translate, useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Muted } from '../../ui/Text';
import { formatDuration } from '../../ui/time';
import { stepName } from './stepWords';

const Line = styled('button', {
  shouldForwardProp: name => name !== 'chosen',
})<{ chosen: boolean }>(({ theme, chosen }) => ({
  all: 'unset',
  boxSizing: 'border-box',
  display: 'grid',
  gridTemplateColumns: '170px minmax(0, 1fr) auto',
  gap: theme.spacing(1.5),
  alignItems: 'baseline',
  width: '100%',
  padding: theme.spacing(1, 1.5),
  cursor: 'pointer',
  borderRadius: 8,
  backgroundColor: chosen ? theme.palette.action.selected : undefined,
  '&:hover': { backgroundColor: theme.palette.action.hover },
  '&:focus-visible': {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: -2,
  },
}));

/** How long a step took; empty until it is over. */
export function stepTook(t: Translate, step: DeploymentStep): string {
  const { startedAt, finishedAt, status } = step;
  if (!startedAt || !finishedAt || status === 'kept') return '';
  return formatDuration(t, Date.parse(finishedAt) - Date.parse(startedAt));
}

/** The same as the graph, in the order of the run, for narrow screens and for listening. */
export function StepList(props: {
  detail: DeploymentDetail;
  /** Those to show. */
  steps: DeploymentStep[];
  chosen: string;
  onChoose(address: string): void;
}) {
  const t = useT();
  const { detail, steps, chosen, onChoose } = props;
  return (
    <Box
      component="ol"
      aria-label={t('deployment.steps')}
      sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 560, overflow: 'auto' }}
    >
      {steps.map(step => {
        const state = stepState(t, step.status);
        const { name, what } = stepName(t, step, detail.plan);
        return (
          <li key={step.address}>
            <Line
              type="button"
              chosen={step.address === chosen}
              aria-pressed={step.address === chosen}
              onClick={() => onChoose(step.address)}
            >
              <Mark kind={state.mark}>{state.word}</Mark>
              <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
                <b>{name}</b>{' '}
                <Muted>
                  {what}
                  {step.status !== 'kept' &&
                    step.kind !== 'target' &&
                    `, ${actionVerb(t, step.action)}`}
                  {step.message && `: ${step.message}`}
                </Muted>
              </Box>
              <Muted>{stepTook(t, step)}</Muted>
            </Line>
          </li>
        );
      })}
    </Box>
  );
}
