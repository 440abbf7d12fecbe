import Close from '@mui/icons-material/Close';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import type { ResourceOffer } from '@tutti/plugin-tutti-common';
import { ReactNode, useState } from 'react';
import { useT } from '../../translation';
import { Field } from '../../ui/Field';
import { PlainButton } from '../../ui/PlainButton';
import { Row, Stack } from '../../ui/Surface';
import { Muted, SectionTitle } from '../../ui/Text';
import { edited, EditPath, EditValue } from '../edit';
import { offerOf } from '../knowledge';
import { AddResourceDialog } from './AddResourceDialog';
import { ContainerFields, contentOf, FormContent, QUANTITIES } from './content';
import { NamedValues } from './NamedValues';
import { ParamsFields } from './ParamsFields';

type Change = (path: EditPath, value: EditValue | undefined) => void;

const QUANTITY_LABELS = {
  'requests.cpu': 'scoreForm.requestsCpu',
  'requests.memory': 'scoreForm.requestsMemory',
  'limits.cpu': 'scoreForm.limitsCpu',
  'limits.memory': 'scoreForm.limitsMemory',
} as const;

function numberOr(written: string): EditValue | undefined {
  if (written === '') return undefined;
  return /^\d+$/.test(written) ? Number(written) : written;
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <Stack sx={{ gap: 1.25 }}>
      <SectionTitle>{props.title}</SectionTitle>
      {props.children}
    </Stack>
  );
}

function ContainerSection(props: {
  name: string;
  fields: ContainerFields;
  suggestions: string[];
  change: Change;
}) {
  const { name, fields, suggestions, change } = props;
  const t = useT();
  const at = ['containers', name];
  return (
    <>
      <Field
        label={t('scoreForm.image')}
        helperText={t('scoreForm.imageHelp')}
        value={fields.image}
        onChange={event => change([...at, 'image'], event.target.value)}
        inputProps={{ spellCheck: false }}
      />
      <Field
        label={t('scoreForm.command')}
        helperText={t('scoreForm.commandHelp')}
        multiline
        value={fields.command.join('\n')}
        onChange={({ target: { value } }) =>
          change(
            [...at, 'command'],
            value === '' ? undefined : value.split('\n'),
          )
        }
        inputProps={{ spellCheck: false }}
      />
      <Section title={t('scoreForm.variables')}>
        <NamedValues
          values={fields.variables}
          suggestions={suggestions}
          addLabel={t('scoreForm.addVariable')}
          onChange={(variable, value) =>
            change([...at, 'variables', variable], value)
          }
        />
      </Section>
      <Section title={t('scoreForm.quantities')}>
        <Row sx={{ gap: 1 }}>
          {QUANTITIES.map(([kind, unit]) => (
            <Field
              key={`${kind}.${unit}`}
              label={t(QUANTITY_LABELS[`${kind}.${unit}`])}
              placeholder={unit === 'cpu' ? '250m' : '128Mi'}
              value={fields.quantities[`${kind}.${unit}`]}
              onChange={event =>
                change(
                  [...at, 'resources', kind, unit],
                  event.target.value || undefined,
                )
              }
              sx={{ flex: '1 1 120px' }}
            />
          ))}
        </Row>
      </Section>
    </>
  );
}

function PortsSection(props: { ports: FormContent['ports']; change: Change }) {
  const { ports, change } = props;
  const t = useT();
  const [name, setName] = useState('');
  const [port, setPort] = useState('');
  const add = () => {
    if (name === '' || port === '') return;
    change(['service', 'ports', name, 'port'], numberOr(port));
    setName('');
    setPort('');
  };
  return (
    <Section title={t('scoreForm.ports')}>
      {Object.entries(ports).map(([key, fields]) => (
        <Row key={key} sx={{ flexWrap: 'nowrap', gap: 0.5 }}>
          <Field
            label={t('scoreForm.portOf', { name: key })}
            value={fields.port}
            onChange={event =>
              change(
                ['service', 'ports', key, 'port'],
                numberOr(event.target.value) ?? '',
              )
            }
          />
          <Field
            label={t('scoreForm.targetPortOf', { name: key })}
            value={fields.targetPort}
            onChange={event =>
              change(
                ['service', 'ports', key, 'targetPort'],
                numberOr(event.target.value),
              )
            }
          />
          <IconButton
            size="small"
            aria-label={t('scoreForm.remove', { name: key })}
            onClick={() => change(['service', 'ports', key], undefined)}
          >
            <Close fontSize="small" />
          </IconButton>
        </Row>
      ))}
      <Row sx={{ gap: 0.5 }}>
        <Field
          label={t('scoreForm.name')}
          value={name}
          onChange={event => setName(event.target.value)}
          sx={{ flex: '1 1 90px' }}
        />
        <Field
          label={t('scoreForm.port')}
          value={port}
          onChange={event => setPort(event.target.value)}
          sx={{ flex: '1 1 90px' }}
        />
        <PlainButton
          size="small"
          aria-label={t('scoreForm.addPort')}
          onClick={add}
        >
          {t('scoreForm.add')}
        </PlainButton>
      </Row>
    </Section>
  );
}

/** The common fields of a Score text. It edits the text itself, which keeps its comments. */
export function ScoreForm(props: {
  text: string;
  onChange(text: string): void;
  offers: ResourceOffer[];
}) {
  const { text, onChange, offers } = props;
  const t = useT();
  const [chosen, choose] = useState('');
  const [adding, setAdding] = useState(false);
  const content = contentOf(text);
  if (!content) return <Muted>{t('scoreForm.broken')}</Muted>;
  const { containers, resources, workload } = content;
  const names = Object.keys(containers);
  const name = names.includes(chosen) ? chosen : names[0];
  const change: Change = (path, value) => {
    const next = edited(text, path, value);
    if (next !== undefined) onChange(next);
  };
  const suggestions = Object.entries(resources).flatMap(([key, { type }]) =>
    (offerOf({ offers }, type)?.outputs ?? []).map(
      output => `\${resources.${key}.${output.name}}`,
    ),
  );
  return (
    <Stack role="group" aria-label={t('scoreForm.label')} sx={{ gap: 2 }}>
      {names.length > 1 && (
        <Field
          select
          label={t('scoreForm.container')}
          value={name}
          onChange={event => choose(event.target.value)}
        >
          {names.map(each => (
            <MenuItem key={each} value={each}>
              {each}
            </MenuItem>
          ))}
        </Field>
      )}
      {name !== undefined && (
        <ContainerSection
          key={name}
          name={name}
          fields={containers[name]}
          suggestions={suggestions}
          change={change}
        />
      )}
      <PortsSection ports={content.ports} change={change} />
      <Section title={t('scoreForm.resources')}>
        {Object.entries(resources).map(([key, resource]) => {
          const offer = offerOf({ offers }, resource.type);
          return (
            <Stack key={key} sx={{ gap: 1 }}>
              <Row sx={{ flexWrap: 'nowrap' }}>
                <span>
                  {key} <Muted>{offer?.title ?? resource.type}</Muted>
                </span>
                <IconButton
                  size="small"
                  aria-label={t('scoreForm.remove', { name: key })}
                  onClick={() => change(['resources', key], undefined)}
                  sx={{ ml: 'auto' }}
                >
                  <Close fontSize="small" />
                </IconButton>
              </Row>
              {offer && (
                <ParamsFields
                  of={key}
                  schema={offer.params}
                  params={resource.params}
                  onChange={(param, value) =>
                    change(['resources', key, 'params', param], value)
                  }
                />
              )}
            </Stack>
          );
        })}
        <div>
          <PlainButton size="small" onClick={() => setAdding(true)}>
            {t('scoreForm.addResource')}
          </PlainButton>
        </div>
      </Section>
      <Muted>{t('scoreForm.elsewhere')}</Muted>
      {adding && (
        <AddResourceDialog
          workload={workload}
          text={text}
          container={name}
          taken={Object.keys(resources)}
          offers={offers}
          onClose={() => setAdding(false)}
          onAdd={next => {
            setAdding(false);
            onChange(next);
          }}
        />
      )}
    </Stack>
  );
}
