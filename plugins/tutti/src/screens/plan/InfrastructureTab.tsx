import Box from '@mui/material/Box';
import type { JsonValue, PlanStep } from '@tutti/plugin-tutti-common';
import { actionOf } from '../../states/words';
import { useT } from '../../translation';
import { Disclosure } from '../../ui/Disclosure';
import { EmptyNote } from '../../ui/EmptyNote';
import { ShownValue } from '../../ui/Outputs';
import { Rows } from '../../ui/Rows';
import { Grow } from '../../ui/Surface';
import { Tag } from '../../ui/Tag';
import { Code, Muted, monospace } from '../../ui/Text';

type ResourceStep = Extract<PlanStep, { kind: 'resource' }>;
type Infrastructure = NonNullable<ResourceStep['infrastructure']>;
type Change = NonNullable<Infrastructure['changes']>[number];
type Field = NonNullable<Change['fields']>[number];

/** Steps behind which a driver has a tool of its own. */
export function infrastructureSteps(
  steps: PlanStep[],
): (ResourceStep & { infrastructure: Infrastructure })[] {
  return steps.flatMap(step =>
    step.kind === 'resource' && step.infrastructure
      ? [{ ...step, infrastructure: step.infrastructure }]
      : [],
  );
}

function Side(props: { name: string; value: JsonValue | undefined }) {
  const { name, value } = props;
  return value === undefined ? (
    <Muted>–</Muted>
  ) : (
    <ShownValue name={name} value={value} />
  );
}

function FieldRow(props: { field: Field; isCause: boolean }) {
  const t = useT();
  const { field, isCause } = props;
  const { path, before, after } = field;
  return (
    <tr>
      <Box component="th" scope="row" sx={{ textAlign: 'left', pr: 2 }}>
        <Code>{path}</Code>
        {isCause && (
          <Tag tone="bad" sx={{ ml: 1 }}>
            {t('plan.forcesReplacement')}
          </Tag>
        )}
      </Box>
      <Box component="td" sx={{ pr: 2, overflowWrap: 'anywhere' }}>
        <Side name={path} value={before} />
      </Box>
      <Box component="td" sx={{ overflowWrap: 'anywhere' }}>
        <Side name={path} value={after} />
      </Box>
    </tr>
  );
}

function Fields(props: { change: Change }) {
  const t = useT();
  const { address, fields = [], because = [] } = props.change;
  return (
    <Box sx={{ px: 5, pb: 2, overflowX: 'auto' }}>
      <Box
        component="table"
        aria-label={t('plan.fieldsOf', { address })}
        sx={{
          borderCollapse: 'collapse',
          '& td, & th': { py: 0.25, verticalAlign: 'top' },
        }}
      >
        <thead>
          <tr>
            {(
              ['plan.field', 'plan.fieldBefore', 'plan.fieldAfter'] as const
            ).map(key => (
              <Box
                key={key}
                component="th"
                scope="col"
                sx={{ textAlign: 'left', pr: 2 }}
              >
                <Muted>{t(key)}</Muted>
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(field => (
            <FieldRow
              key={field.path}
              field={field}
              isCause={because.includes(field.path)}
            />
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

function ChangeRow(props: { change: Change }) {
  const t = useT();
  const { change } = props;
  const { sign, verb, tone } = actionOf(t, change.action);
  return (
    <li>
      <Disclosure
        open={change.action === 'replace' || change.action === 'destroy'}
        summary={
          <>
            <Tag tone={tone}>
              <span aria-hidden>{sign}</span> {verb}
            </Tag>
            <Code>{change.address}</Code>
            <Grow />
            {change.summary && <Muted>{change.summary}</Muted>}
          </>
        }
      >
        <Fields change={change} />
      </Disclosure>
    </li>
  );
}

function CodeFile(props: { name: string; text: string }) {
  const { name, text } = props;
  return (
    <li>
      <Disclosure summary={<Code>{name}</Code>}>
        <Box
          component="pre"
          tabIndex={0}
          role="group"
          aria-label={name}
          sx={{
            m: 0,
            mx: 5,
            mb: 2,
            p: 1,
            maxHeight: 480,
            overflow: 'auto',
            bgcolor: 'background.default',
            fontFamily: monospace,
            fontSize: 12,
          }}
        >
          {text}
        </Box>
      </Disclosure>
    </li>
  );
}

/** What drivers' own tools would do to each thing, and the code that they are given. */
export function InfrastructureTab(props: { steps: PlanStep[] }) {
  const t = useT();
  const steps = infrastructureSteps(props.steps);
  if (steps.length === 0) {
    return (
      <Rows>
        <li>
          <EmptyNote title={t('plan.noInfrastructure')} />
        </li>
      </Rows>
    );
  }
  return (
    <Rows>
      {steps.map(({ address, infrastructure }) => (
        <li key={address}>
          <Box sx={{ px: 2, pt: 1.5 }}>
            <Code>{address}</Code>{' '}
            <Muted>
              {infrastructure.changes === undefined &&
                t('plan.infrastructureLater')}
              {infrastructure.changes?.length === 0 &&
                t('plan.infrastructureSame')}
            </Muted>
          </Box>
          <Rows>
            {infrastructure.changes?.map(change => (
              <ChangeRow key={change.address} change={change} />
            ))}
            {Object.entries(infrastructure.files ?? {}).map(([name, text]) => (
              <CodeFile key={name} name={name} text={text} />
            ))}
          </Rows>
        </li>
      ))}
    </Rows>
  );
}
