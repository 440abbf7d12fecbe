import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import type { PlanStep, Reason } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { actionOf } from '../../states/words';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { Outputs } from '../../ui/Outputs';
import { Row, Surface } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import { reasonWords } from './reasonWords';

/** That something new is created needs no reason. */
function worthSaying(step: PlanStep): Reason[] {
  return step.reasons.filter(
    ({ code }) => code !== 'new' || step.action !== 'create',
  );
}

const Items = styled('ul')(({ theme }) => ({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& > li': { padding: theme.spacing(1.25, 2) },
  '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
}));

function nameOf(step: PlanStep): string {
  if (step.kind === 'workload') return step.workload;
  return step.kind === 'target' ? 'Namespace' : step.address;
}

function Reasons(props: { reasons: Reason[] }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {props.reasons.map((reason, index) => {
        const { text, change, full } = reasonWords(reason);
        return (
          <Box component="li" key={index} title={full}>
            {text}
            {change && (
              <>
                {': '}
                <Code>{change}</Code>
              </>
            )}
          </Box>
        );
      })}
    </Box>
  );
}

function ResourceFacts(props: { step: PlanStep }) {
  const { step } = props;
  if (step.kind !== 'resource') return null;
  return (
    <Muted>
      {step.definition && `by ${step.definition}`}
      {step.neededBy.length > 0 && ` for ${step.neededBy.join(', ')}`}
    </Muted>
  );
}

function StepRow(props: { step: PlanStep }) {
  const { step } = props;
  const { sign, verb, tone } = actionOf(step.action);
  const reasons = worthSaying(step);
  return (
    <li>
      <Row sx={{ alignItems: 'baseline' }}>
        <Tag tone={tone} sx={{ minWidth: 88 }}>
          <span aria-hidden>{sign}</span> {verb}
        </Tag>
        <Box
          component="span"
          sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
        >
          {nameOf(step)}
        </Box>
        {step.kind === 'resource' && step.protection === 'stateful' && (
          <Tag title="Never replaced or removed without consent">
            holds data
          </Tag>
        )}
        {step.kind !== 'target' && step.exactness === 'deferred' && (
          <Tag title="Some input becomes known only while this runs; nothing else may change then">
            completed while it runs
          </Tag>
        )}
        <ResourceFacts step={step} />
      </Row>
      {reasons.length > 0 && (
        <Box sx={{ pl: { sm: '100px' }, pt: 0.5 }}>
          <Reasons reasons={reasons} />
        </Box>
      )}
      {step.kind === 'resource' && step.action !== 'keep' && (
        <Box sx={{ pl: { sm: '96px' } }}>
          <Disclosure dense summary={<Muted>Inputs and outputs</Muted>}>
            <Box
              sx={{
                display: 'grid',
                gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' },
                gap: 3,
                px: 3,
                pb: 1,
              }}
            >
              <div>
                <Muted>Inputs</Muted>
                <Outputs outputs={step.inputs} />
              </div>
              <div>
                <Muted>Outputs</Muted>
                <Outputs outputs={step.outputs} />
              </div>
            </Box>
          </Disclosure>
        </Box>
      )}
    </li>
  );
}

/** What happens to each, with the reasons; what is unchanged is folded to one line. */
export function StepRows(props: { steps: PlanStep[]; empty: ReactNode }) {
  const { steps, empty } = props;
  const moving = steps.filter(step => step.action !== 'keep');
  const kept = steps.filter(step => step.action === 'keep');
  if (steps.length === 0) {
    return (
      <Surface>
        <EmptyNote title="None">{empty}</EmptyNote>
      </Surface>
    );
  }
  return (
    <Surface>
      {moving.length > 0 && (
        <Items>
          {moving.map(step => (
            <StepRow key={step.address} step={step} />
          ))}
        </Items>
      )}
      {kept.length > 0 && (
        <Box
          sx={moving.length > 0 ? { borderTop: 1, borderColor: 'divider' } : {}}
        >
          <Disclosure
            summary={
              <Muted>
                {kept.length} unchanged, not touched:{' '}
                {kept.slice(0, 4).map(nameOf).join(', ')}
                {kept.length > 4 && ' …'}
              </Muted>
            }
          >
            <Items>
              {kept.map(step => (
                <StepRow key={step.address} step={step} />
              ))}
            </Items>
          </Disclosure>
        </Box>
      )}
    </Surface>
  );
}
