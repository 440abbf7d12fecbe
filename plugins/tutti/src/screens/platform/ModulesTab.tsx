import { useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type { Allowed, ModuleView } from '@tutti/plugin-tutti-common';
import { FormEvent, useState } from 'react';
import { tuttiApiRef } from '../../api';
import { useDoing } from '../../data/useDoing';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { Mark } from '../../ui/Mark';
import { Grow, Row, Stack, Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Code, monospace, Muted, SectionTitle } from '../../ui/Text';
import { ModuleUpgrade } from './ModuleUpgrade';

function Interface(props: { view: ModuleView }) {
  const t = useT();
  const { variables, outputs } = props.view;
  return (
    <>
      {variables.length > 0 && (
        <Table
          label={t('platform.moduleVariables')}
          head={[
            t('platform.moduleVariable'),
            t('platform.moduleType'),
            t('platform.moduleDefault'),
            t('platform.moduleMeaning'),
          ]}
        >
          {variables.map(({ name, type, required, sensitive, ...more }) => (
            <tr key={name}>
              <th scope="row">
                <Code>{name}</Code>{' '}
                {sensitive && <Tag>{t('platform.moduleSecret')}</Tag>}
              </th>
              <td>
                <Code>{type}</Code>
              </td>
              <td>
                {required ? (
                  t('platform.moduleRequired')
                ) : (
                  <Code>{JSON.stringify(more.default ?? null)}</Code>
                )}
              </td>
              <td>{more.description}</td>
            </tr>
          ))}
        </Table>
      )}
      {outputs.length > 0 && (
        <Table
          label={t('platform.moduleOutputs')}
          head={[t('platform.moduleOutput'), t('platform.moduleMeaning')]}
        >
          {outputs.map(({ name, sensitive, description }) => (
            <tr key={name}>
              <th scope="row">
                <Code>{name}</Code>{' '}
                {sensitive && <Tag>{t('platform.moduleSecret')}</Tag>}
              </th>
              <td>{description}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

function Proposal(props: { yaml: string }) {
  const t = useT();
  const { yaml } = props;
  const what = t('platform.moduleProposal');
  return (
    <Surface aria-label={what} sx={{ p: 2 }}>
      <Row>
        <SectionTitle>{what}</SectionTitle>
        <Grow />
        <CopyButton text={yaml} what={what} />
      </Row>
      <Muted>{t('platform.moduleProposalText')}</Muted>
      <Box
        component="pre"
        tabIndex={0}
        sx={{
          fontFamily: monospace,
          fontSize: 12.5,
          overflowX: 'auto',
          m: 0,
          mt: 1,
        }}
      >
        {yaml}
      </Box>
    </Surface>
  );
}

function Inspected(props: { view: ModuleView }) {
  const t = useT();
  const { view } = props;
  const { source, version, digest, warnings, upgrade } = view;
  return (
    <Stack role="status" sx={{ gap: 2 }}>
      <Muted sx={{ overflowWrap: 'anywhere' }}>
        {[source, version, digest].filter(Boolean).join(', ')}
      </Muted>
      {upgrade && <ModuleUpgrade view={view} upgrade={upgrade} />}
      {warnings.map(warning => (
        <Box key={warning} sx={{ overflowWrap: 'anywhere' }}>
          <Mark kind="warning">{t('platform.moduleDecide')}</Mark> {warning}
        </Box>
      ))}
      <Interface view={view} />
      <Proposal yaml={view.proposal} />
    </Stack>
  );
}

/** Reads code that definitions may name, before anybody writes one, or before an upgrade. */
export function ModulesTab(props: { allowed: Allowed }) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const [source, setSource] = useState('');
  const [version, setVersion] = useState('');
  const [against, setAgainst] = useState('');
  const [view, setView] = useState<ModuleView>();
  const { doing, error, run } = useDoing();
  const inspect = (event: FormEvent) => {
    event.preventDefault();
    if (doing || source.trim() === '') return;
    void run(async () =>
      setView(
        await api.inspectModule({
          source: source.trim(),
          ...(version.trim() && { version: version.trim() }),
          ...(against.trim() && { against: against.trim() }),
        }),
      ),
    );
  };
  const isMissing = source.trim() === '';
  return (
    <Stack sx={{ gap: 2 }}>
      <Surface sx={{ p: 2 }}>
        <form onSubmit={inspect}>
          <Stack>
            <Muted>{t('platform.modulesText')}</Muted>
            <Row>
              <Field
                label={t('platform.moduleSource')}
                value={source}
                onChange={event => setSource(event.target.value)}
                sx={{ flex: '2 1 280px' }}
              />
              <Field
                label={t('platform.moduleVersion')}
                value={version}
                onChange={event => setVersion(event.target.value)}
              />
              <Field
                label={t('platform.moduleAgainst')}
                value={against}
                onChange={event => setAgainst(event.target.value)}
                placeholder={t('platform.moduleAgainstHint')}
              />
              <AllowedButton
                type="submit"
                variant="outlined"
                allowed={
                  props.allowed.allowed && isMissing
                    ? {
                        allowed: false,
                        reason: t('platform.moduleSourceFirst'),
                      }
                    : props.allowed
                }
                pending={doing}
              >
                {t(doing ? 'platform.moduleReading' : 'platform.moduleInspect')}
              </AllowedButton>
            </Row>
            <ErrorNote error={error} />
          </Stack>
        </form>
      </Surface>
      {view && <Inspected view={view} />}
    </Stack>
  );
}
