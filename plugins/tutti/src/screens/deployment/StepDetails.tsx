import Box from '@mui/material/Box';
import type {
  DeploymentDetail,
  DeploymentStep,
} from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { actionVerb, stepState } from '../../states/words';
import { CauseNote } from '../../ui/CauseNote';
import { CopyButton } from '../../ui/CopyButton';
import { Mark } from '../../ui/Mark';
import { Outputs } from '../../ui/Outputs';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted, SectionTitle } from '../../ui/Text';
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
  onShowLog(address: string): void;
}) {
  const { detail, step, onShowLog } = props;
  const { address } = step;
  const planned = detail.plan.steps.find(each => each.address === address);
  const state = stepState(step.status);
  const { name, what } = stepName(step, detail.plan);
  const took = stepTook(step);
  return (
    <Surface aria-label={`Step ${name}`} sx={{ p: 2.5 }}>
      <Stack sx={{ gap: 2 }}>
        <div>
          <SectionTitle sx={{ overflowWrap: 'anywhere' }}>
            {name} <Muted>{what}</Muted>
          </SectionTitle>
          <Row sx={{ gap: 0 }}>
            <Muted>
              <Code>{address}</Code>
            </Muted>
            <CopyButton text={address} what="address" />
          </Row>
        </div>
        <div>
          <Row sx={{ gap: 1 }}>
            <Mark kind={state.mark}>{state.word}</Mark>
            <Tag>{actionVerb(step.action)}</Tag>
            <Muted>
              {took}
              {step.attempt > 1 && ` attempt ${step.attempt}`}
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
            <Part title="Made by">
              {planned.definition} <Muted>driver {planned.driver}</Muted>
            </Part>
            {planned.neededBy.length > 0 && (
              <Part title="For">{planned.neededBy.join(', ')}</Part>
            )}
            <Part title="Inputs">
              <Outputs outputs={planned.inputs} />
            </Part>
            <Part title="Outputs">
              <Outputs outputs={planned.outputs} />
            </Part>
          </>
        )}
        {planned?.kind === 'workload' && (
          <>
            <Part title="Images">
              <Outputs outputs={planned.images} />
            </Part>
            <Part title="Profile">{planned.profile}</Part>
          </>
        )}
        {planned && planned.objects.length > 0 && (
          <Part title="Objects">
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
          Only this step in the log
        </Box>
      </Stack>
    </Surface>
  );
}
