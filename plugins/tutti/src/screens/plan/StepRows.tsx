import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import type { PlanStep, Reason } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { actionOf } from '../../states/words';
import { Translate, useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { holdsWords } from '../../ui/FindField';
import { Outputs } from '../../ui/Outputs';
import { Row, Surface } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted } from '../../ui/Text';
import { PlanStepFilters, usePlanStepFilters } from './PlanStepFilters';
import { reasonWords } from './reasonWords';
import { shownPlanSteps } from './shownPlanSteps';
import { workloadFacts } from './workloadFacts';

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

function nameOf(t: Translate, step: PlanStep): string {
  if (step.kind === 'workload') return step.workload;
  return step.kind === 'target' ? t('plan.namespace') : step.address;
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
  const t = useT();
  const { step } = props;
  if (step.kind !== 'resource') return null;
  return (
    <Muted>
      {step.definition &&
        t('plan.byDefinition', { definition: step.definition })}{' '}
      {step.neededBy.length > 0 &&
        t('plan.forWorkloads', { workloads: step.neededBy.join(', ') })}
    </Muted>
  );
}

/** Of something new there is nothing to compare: what it would run, how often, and what it needs. */
function NewWorkload(props: { step: PlanStep }) {
  const t = useT();
  const { step } = props;
  if (step.kind !== 'workload' || step.action !== 'create') return null;
  const { images, replicas, needs } = workloadFacts(step);
  return (
    <Box sx={{ pl: { sm: '100px' }, pt: 0.5, overflowWrap: 'anywhere' }}>
      {images.map(({ container, image }) => (
        <div key={container}>
          {images.length > 1 && <Muted>{container} </Muted>}
          <Code>{image}</Code>
        </div>
      ))}
      <Muted>
        {[
          ...(replicas === undefined
            ? []
            : [t('plan.runsReplicas', { count: replicas })]),
          ...(needs.length > 0
            ? [t('plan.runsNeeds', { names: needs.join(', ') })]
            : []),
        ].join(', ')}
      </Muted>
    </Box>
  );
}

function StepRow(props: { step: PlanStep }) {
  const t = useT();
  const { step } = props;
  const { sign, verb, tone } = actionOf(t, step.action);
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
          {nameOf(t, step)}
        </Box>
        {step.kind === 'resource' && step.protection === 'stateful' && (
          <Tag title={t('plan.holdsDataWhat')}>{t('plan.holdsData')}</Tag>
        )}
        {step.kind !== 'target' && step.exactness === 'deferred' && (
          <Tag title={t('plan.deferredWhat')}>{t('plan.deferred')}</Tag>
        )}
        <ResourceFacts step={step} />
      </Row>
      {reasons.length > 0 && (
        <Box sx={{ pl: { sm: '100px' }, pt: 0.5 }}>
          <Reasons reasons={reasons} />
        </Box>
      )}
      <NewWorkload step={step} />
      {step.kind === 'resource' && step.action !== 'keep' && (
        <Box sx={{ pl: { sm: '96px' } }}>
          <Disclosure
            dense
            summary={<Muted>{t('plan.inputsAndOutputs')}</Muted>}
          >
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
                <Muted>{t('plan.inputs')}</Muted>
                <Outputs outputs={step.inputs} />
              </div>
              <div>
                <Muted>{t('common.outputs')}</Muted>
                <Outputs outputs={step.outputs} />
              </div>
            </Box>
          </Disclosure>
        </Box>
      )}
    </li>
  );
}

export function StepItems(props: { steps: PlanStep[] }) {
  return (
    <Items>
      {props.steps.map(step => (
        <StepRow key={step.address} step={step} />
      ))}
    </Items>
  );
}

/** Fewer than these are seen at a glance. */
const WORTH_FINDING = 12;

/** What happens to each, by name, with the reasons; what is unchanged is folded to one line. */
export function StepRows(props: { steps: PlanStep[]; empty: ReactNode }) {
  const t = useT();
  const { steps, empty } = props;
  const filters = usePlanStepFilters();
  const found = shownPlanSteps(
    steps.filter(step => holdsWords(nameOf(t, step), filters.find)),
    { ...filters, nameOf: step => nameOf(t, step) },
  );
  const moving = found.filter(step => step.action !== 'keep');
  const kept = found.filter(step => step.action === 'keep');
  if (steps.length === 0) {
    return (
      <Surface>
        <EmptyNote title={t('plan.noStep')}>{empty}</EmptyNote>
      </Surface>
    );
  }
  return (
    <Surface>
      {(steps.length > WORTH_FINDING || found.length < steps.length) && (
        <PlanStepFilters steps={steps} filters={filters} />
      )}
      {found.length === 0 && (
        <Muted sx={{ display: 'block', p: 2 }}>{t('plan.noStepFits')}</Muted>
      )}
      {moving.length > 0 && <StepItems steps={moving} />}
      {kept.length > 0 && (
        <Box
          sx={moving.length > 0 ? { borderTop: 1, borderColor: 'divider' } : {}}
        >
          <Disclosure
            summary={
              <Muted>
                {t('plan.unchangedNames', {
                  n: String(kept.length),
                  names: [
                    ...kept.slice(0, 4).map(step => nameOf(t, step)),
                    ...(kept.length > 4 ? ['…'] : []),
                  ].join(', '),
                })}
              </Muted>
            }
          >
            <StepItems steps={kept} />
          </Disclosure>
        </Box>
      )}
    </Surface>
  );
}
