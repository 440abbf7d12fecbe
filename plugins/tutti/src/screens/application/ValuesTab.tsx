import Add from '@mui/icons-material/Add';
import Lock from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { Field } from '../../ui/Field';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Application,
  EnvironmentSummary,
  EnvironmentValue,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../api';
import { Right, valuesQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useUrlState } from '../../data/useUrlState';
import { AllowedButton } from '../../ui/AllowedButton';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Row, Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { ValueDialog, ValueDraft } from './ValueDialog';
import { ValueRow, valueRows } from './values';
import { PlainButton } from '../../ui/PlainButton';

/** `replaced`: the environment says something else. */
function ShownValue(props: {
  value: EnvironmentValue | undefined;
  replaced?: boolean;
}) {
  const { value, replaced = false } = props;
  if (!value) return <Muted>–</Muted>;
  return (
    <Box>
      {value.secret ? (
        <Muted sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}>
          <Lock aria-hidden sx={{ fontSize: 14 }} />
          secret, set
        </Muted>
      ) : (
        <Code sx={replaced ? { textDecoration: 'line-through' } : {}}>
          {typeof value.value === 'string'
            ? value.value
            : JSON.stringify(value.value)}
        </Code>
      )}
      <Muted sx={{ display: 'block', fontSize: 12 }}>
        {replaced && 'replaced here, '}version {value.version},{' '}
        <TimeAgo at={value.updatedAt} />
      </Muted>
    </Box>
  );
}

function EnvironmentValues(props: {
  application: Application;
  environment: EnvironmentSummary;
}) {
  const { application, environment } = props;
  const api = useApi(tuttiApiRef);
  const answer = useTutti(valuesQuestion, [application.name, environment.name]);
  const [draft, setDraft] = useState<ValueDraft>();
  const [removing, setRemoving] = useState<EnvironmentValue>();
  const allowedFor = (secret: boolean) =>
    secret ? environment.allowed.secrets : application.allowed.update;
  const rightTo = (secret: boolean): Right =>
    secret
      ? {
          application: application.name,
          environment: environment.name,
          verb: 'secrets',
        }
      : { application: application.name, verb: 'update' };

  const change = (row: ValueRow, scope: EnvironmentValue['scope']) => {
    const known = row[scope] ?? row.application ?? row.environment;
    setDraft({
      scope,
      name: row.name,
      secret: known?.secret ?? false,
      value: row[scope]?.value,
    });
  };
  const buttons = (row: ValueRow, scope: EnvironmentValue['scope']) => {
    const known = row[scope];
    const secret = (known ?? row.application ?? row.environment)?.secret;
    const about =
      scope === 'application'
        ? `${row.name} for all environments`
        : `${row.name} in ${environment.name}`;
    return (
      <Box sx={{ display: 'flex', gap: 0.5, mt: 0.25, ml: '-6px' }}>
        <AllowedButton
          size="small"
          sx={{ minWidth: 0, px: 0.75 }}
          allowed={allowedFor(secret ?? false)}
          right={rightTo(secret ?? false)}
          aria-label={`${known ? 'Change' : 'Set'} ${about}`}
          onClick={() => change(row, scope)}
        >
          {known ? 'Change' : 'Set'}
        </AllowedButton>
        {known && (
          <AllowedButton
            size="small"
            color="inherit"
            sx={{ minWidth: 0, px: 0.75 }}
            allowed={allowedFor(secret ?? false)}
            right={rightTo(secret ?? false)}
            aria-label={`Remove ${about}`}
            onClick={() => setRemoving(known)}
          >
            Remove
          </AllowedButton>
        )}
      </Box>
    );
  };
  const add = (
    <>
      <AllowedButton
        size="small"
        variant="outlined"
        startIcon={<Add />}
        allowed={application.allowed.update}
        right={rightTo(false)}
        onClick={() => setDraft({ scope: 'application', secret: false })}
      >
        New for all environments
      </AllowedButton>
      <PlainButton
        size="small"
        onClick={() => setDraft({ scope: 'environment', secret: false })}
      >
        New for {environment.name} only
      </PlainButton>
    </>
  );
  return (
    <Loaded
      answer={answer}
      what="values"
      skeleton={<Skeletons count={3} height={56} />}
    >
      {({ items }) => (
        <Stack>
          {items.length === 0 ? (
            <Surface>
              <EmptyNote title="No value or secret yet" actions={add}>
                A Score file reads them through a resource of type environment:{' '}
                <Code>{'${resources.env.NAME}'}</Code>
              </EmptyNote>
            </Surface>
          ) : (
            <>
              <Table
                label={`Values and secrets of ${environment.name}`}
                head={['Name', 'All environments', `Only ${environment.name}`]}
              >
                {valueRows(items).map(row => (
                  <tr key={row.name}>
                    <th scope="row">
                      <Code>{row.name}</Code>
                    </th>
                    <td>
                      <ShownValue
                        value={row.application}
                        replaced={row.environment !== undefined}
                      />
                      {buttons(row, 'application')}
                    </td>
                    <td>
                      <ShownValue value={row.environment} />
                      {buttons(row, 'environment')}
                    </td>
                  </tr>
                ))}
              </Table>
              <Row>{add}</Row>
            </>
          )}
          {draft && (
            <ValueDialog
              application={application.name}
              environment={environment.name}
              draft={draft}
              allowedFor={allowedFor}
              onClose={() => setDraft(undefined)}
              onSaved={() => {
                setDraft(undefined);
                answer.refresh();
              }}
            />
          )}
          {removing && (
            <ConfirmDialog
              title={`Remove ${removing.name}?`}
              verb={`Remove ${removing.name}`}
              onClose={() => setRemoving(undefined)}
              onConfirm={async () => {
                await api.removeValue(
                  application.name,
                  environment.name,
                  removing.name,
                  removing.scope,
                );
                answer.refresh();
              }}
            >
              {removing.scope === 'environment'
                ? `${environment.name} falls back to what all environments have.`
                : 'It goes for every environment that has no own.'}{' '}
              A workload that still reads a name that nobody sets cannot be
              deployed; what runs stays as it is.
            </ConfirmDialog>
          )}
        </Stack>
      )}
    </Loaded>
  );
}

/** Values and secrets, side by side: for all environments, and for one instead. */
export function ValuesTab(props: {
  application: Application;
  /** Absent: chosen by the reader, kept in the URL. */
  environment?: EnvironmentSummary;
}) {
  const { application, environment } = props;
  const { environments } = application;
  const [asked, choose] = useUrlState('of', environments[0]?.name);
  const chosen =
    environment ??
    environments.find(each => each.name === asked) ??
    environments.at(0);
  if (!chosen) {
    return (
      <Surface>
        <EmptyNote title="No environment yet">
          Values and secrets belong to an application and its environments. Add
          an environment first.
        </EmptyNote>
      </Surface>
    );
  }
  return (
    <Stack>
      {!environment && (
        <Field
          select
          label="Environment"
          value={chosen.name}
          onChange={event => choose(event.target.value)}
          sx={{ width: 220 }}
        >
          {environments.map(each => (
            <MenuItem key={each.id} value={each.name}>
              {each.name}
            </MenuItem>
          ))}
        </Field>
      )}
      <EnvironmentValues
        key={chosen.id}
        application={application}
        environment={chosen}
      />
    </Stack>
  );
}
