import Add from '@mui/icons-material/Add';
import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type {
  Application,
  EnvironmentSummary,
  EnvironmentValue,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { valuesQuestion } from '../../../data/questions';
import { useTutti } from '../../../data/useTutti';
import { useUrlState } from '../../../data/useUrlState';
import { useTuttiLinks } from '../../../routes';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { EmptyNote } from '../../../ui/EmptyNote';
import { Loaded } from '../../../ui/Loaded';
import { PlainButton } from '../../../ui/PlainButton';
import { Skeletons } from '../../../ui/Skeletons';
import { Row, Stack, Surface } from '../../../ui/Surface';
import { Table } from '../../../ui/Table';
import { Code } from '../../../ui/Text';
import { RemovedValues } from './RemovedValues';
import { useAskedValue } from './useAskedValue';
import { ValueButtons } from './ValueButtons';
import { ValueCell } from './ValueCell';
import { ValueDialog, ValueDraft } from './ValueDialog';
import { ValueHistory } from './ValueHistory';
import { valueRights } from './valueRights';
import { ValueRow, valueRows } from './values';

function draftOf(row: ValueRow, scope: EnvironmentValue['scope']): ValueDraft {
  const known = row[scope] ?? row.application ?? row.environment;
  return {
    scope,
    name: row.name,
    secret: known?.secret ?? false,
    value: row[scope]?.value,
    ...(row[scope]?.from && { from: row[scope].from }),
  };
}

/** What one environment has, by name; each with its history. */
export function EnvironmentValues(props: {
  application: Application;
  environment: EnvironmentSummary;
}) {
  const t = useT();
  const { application, environment } = props;
  const api = useApi(tuttiApiRef);
  const toast = useApi(coreApis.toast);
  const links = useTuttiLinks();
  const answer = useTutti(valuesQuestion, [application.name, environment.name]);
  const asked = useAskedValue();
  const [own, setDraft] = useState<ValueDraft>();
  const draft = own ?? asked.draft;
  const [removing, setRemoving] = useState<EnvironmentValue>();
  const [history, openHistory] = useUrlState('history');
  const rights = valueRights(application, environment);
  const closeDraft = () => {
    setDraft(undefined);
    asked.forget();
  };
  const saved = (name: string) => {
    toast.post({
      title: t('values.saved', { name }),
      links: [
        {
          label: t('values.planNow', { environment: environment.name }),
          href: links.newPlan(application.name, environment.name),
        },
      ],
      timeout: 10_000,
    });
    closeDraft();
    answer.refresh();
  };
  const add = (
    <>
      <AllowedButton
        size="small"
        variant="outlined"
        startIcon={<Add />}
        allowed={rights.allowed(false)}
        right={rights.right(false)}
        onClick={() => setDraft({ scope: 'application', secret: false })}
      >
        {t('application.newForAllTitle')}
      </AllowedButton>
      <PlainButton
        size="small"
        onClick={() => setDraft({ scope: 'environment', secret: false })}
      >
        {t('application.newForOnly', { environment: environment.name })}
      </PlainButton>
    </>
  );
  const cell = (row: ValueRow, scope: EnvironmentValue['scope']) => (
    <td>
      <ValueCell
        value={row[scope]}
        replaced={scope === 'application' && row.environment !== undefined}
        deployed={environment.release !== undefined}
      />
      <ValueButtons
        row={row}
        scope={scope}
        environment={environment.name}
        rights={rights}
        onChange={() => setDraft(draftOf(row, scope))}
        onRemove={setRemoving}
      />
    </td>
  );
  return (
    <Loaded
      answer={answer}
      what={t('application.whatValues')}
      skeleton={<Skeletons count={3} height={56} />}
    >
      {({ items, removed }) => (
        <Stack>
          {items.length === 0 ? (
            <Surface>
              <EmptyNote title={t('application.noValue')} actions={add}>
                {t('application.noValueText', {
                  placeholder: <Code>{'${resources.env.NAME}'}</Code>,
                })}
              </EmptyNote>
            </Surface>
          ) : (
            <>
              <Row>{add}</Row>
              <Table
                label={t('application.valuesOf', {
                  environment: environment.name,
                })}
                head={[
                  t('common.name'),
                  t('application.allEnvironments'),
                  t('application.only', { environment: environment.name }),
                  '',
                ]}
              >
                {valueRows(items).map(row => (
                  <tr key={row.name}>
                    <th scope="row">
                      <Code sx={{ overflowWrap: 'break-word' }}>
                        {row.name}
                      </Code>
                    </th>
                    {cell(row, 'application')}
                    {cell(row, 'environment')}
                    <td className="actions">
                      <PlainButton
                        size="small"
                        aria-label={t('values.historyOf', { name: row.name })}
                        onClick={() => openHistory(row.name)}
                      >
                        {t('values.history')}
                      </PlainButton>
                    </td>
                  </tr>
                ))}
              </Table>
            </>
          )}
          <RemovedValues
            removed={removed}
            environment={environment.name}
            onHistory={openHistory}
          />
          {draft && (
            <ValueDialog
              key={draft.name}
              application={application.name}
              environment={environment.name}
              draft={draft}
              allowedFor={rights.allowed}
              onClose={closeDraft}
              onSaved={saved}
            />
          )}
          {history && (
            <ValueHistory
              application={application.name}
              environment={environment.name}
              name={history}
              rights={rights}
              onClose={() => openHistory('')}
              onRestored={answer.refresh}
            />
          )}
          {removing && (
            <ConfirmDialog
              title={t('application.removeQuestion', { name: removing.name })}
              verb={t('application.removeNamed', { name: removing.name })}
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
                ? t('application.removeHere', { environment: environment.name })
                : t('application.removeEverywhere')}
            </ConfirmDialog>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
