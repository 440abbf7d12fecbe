import Box from '@mui/material/Box';
import type {
  DeploymentDetail,
  DeploymentStep,
} from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { planStepQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { actionVerb, stepState } from '../../states/words';
import { useT } from '../../translation';
import { CauseNote } from '../../ui/CauseNote';
import { CopyButton } from '../../ui/CopyButton';
import { Mark } from '../../ui/Mark';
import { Outputs } from '../../ui/Outputs';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { timeOfDay } from '../../ui/time';
import { stepTook } from './StepList';
import { stepName } from './stepWords';

function Part(props: { title: string; children: ReactNode }) {
  return (
    <div>
      <Muted sx={{ display: 'block', mb: 0.25 }}>{props.title}</Muted>
      {props.children}
    </div>
  );
}

/** One step: what it does, how it goes, what goes in and what comes out. */
export function StepDetails(props: {
  detail: DeploymentDetail;
  step: DeploymentStep;
  /** Until when it waits for health, milliseconds since 1970. */
  deadline?: number;
  onShowLog(address: string): void;
}) {
  const t = useT();
  const { detail, step, deadline, onShowLog } = props;
  const { address } = step;
  const planned = useTutti(planStepQuestion, [detail.planId ?? '', address])
    .data?.step;
  const state = stepState(t, step.status);
  const { name, what } = stepName(t, step, detail.plan);
  const took = stepTook(t, step);
  return (
    <Surface aria-label={t('deployment.step', { name })} sx={{ p: 2.5 }}>
      <Stack sx={{ gap: 2 }}>
        <div>
          <SectionTitle sx={{ overflowWrap: 'anywhere' }}>
            {name} <Muted>{what}</Muted>
          </SectionTitle>
          <Row sx={{ gap: 0 }}>
            <Muted>
              <Code>{address}</Code>
            </Muted>
            <CopyButton text={address} what={t('deployment.addressToCopy')} />
          </Row>
        </div>
        <div>
          <Row sx={{ gap: 1 }}>
            <Mark kind={state.mark}>{state.word}</Mark>
            <Tag>{actionVerb(t, step.action)}</Tag>
            <Muted>
              {took}
              {deadline !== undefined &&
                t('deployment.givesUpAt', { deadline: timeOfDay(t, deadline) })}
              {step.attempt > 1 &&
                ` ${t('deployment.attempt', { n: String(step.attempt) })}`}
            </Muted>
          </Row>
          {step.message && (
            <Box sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>{step.message}</Box>
          )}
        </div>
        {step.cause && (
          <div>
            <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere', mb: 0.5 }}>
              {step.cause.message}
            </Box>
            <CauseNote cause={step.cause} open />
          </div>
        )}
        {planned?.kind === 'resource' && (
          <>
            <Part title={t('deployment.madeBy')}>
              {planned.definition}{' '}
              <Muted>
                {t('deployment.driver', { driver: planned.driver })}
              </Muted>
            </Part>
            {planned.neededBy.length > 0 && (
              <Part title={t('deployment.for')}>
                {planned.neededBy.join(', ')}
              </Part>
            )}
            <Part title={t('deployment.inputs')}>
              <Outputs outputs={planned.inputs} />
            </Part>
            <Part title={t('common.outputs')}>
              <Outputs outputs={planned.outputs} />
            </Part>
          </>
        )}
        {planned?.kind === 'workload' && (
          <>
            <Part title={t('deployment.images')}>
              <Outputs outputs={planned.images} />
            </Part>
            <Part title={t('deployment.profile')}>{planned.profile}</Part>
          </>
        )}
        {planned && planned.objects.length > 0 && (
          <Part title={t('deployment.objects')}>
            <Box component="ul" sx={{ m: 0, pl: 2.25 }}>
              {planned.objects.map(({ ref }, index) => (
                <li key={index}>
                  {ref.kind} <Code>{ref.name}</Code>
                </li>
              ))}
            </Box>
          </Part>
        )}
        <Box
          component="button"
          type="button"
          onClick={() => onShowLog(address)}
          sx={{
            all: 'unset',
            alignSelf: 'flex-start',
            cursor: 'pointer',
            color: 'primary.main',
            fontWeight: 500,
            '&:hover': { textDecoration: 'underline' },
            '&:focus-visible': { outline: '2px solid' },
          }}
        >
          {t('deployment.onlyInLog')}
        </Box>
      </Stack>
    </Surface>
  );
}
