import Autocomplete from '@mui/material/Autocomplete';
import MenuItem from '@mui/material/MenuItem';
import type { Allowed, ResourceOffer } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../../ui/DialogFrame';
import { Field } from '../../ui/Field';
import { Stack } from '../../ui/Surface';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { Toggle } from '../../ui/Toggle';
import { edited, EditValue } from '../edit';
import { placesOf } from '../hover';
import { lackingParams, ParamsFields } from './ParamsFields';

const NAME = /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;

/** `DB_HOST` for the output `host` of the resource `db`. */
function variableName(resource: string, output: string): string {
  return `${resource}_${output}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}

/** The text with one more resource, and with variables that read some of its outputs. */
export function withResource(
  text: string,
  added: {
    name: string;
    resource: { [key: string]: EditValue };
    container?: string;
    outputs: string[];
  },
): string | undefined {
  const { name, resource, container, outputs } = added;
  const declared = edited(text, ['resources', name], resource);
  return container === undefined
    ? declared
    : outputs.reduce<string | undefined>(
        (result, output) =>
          result === undefined
            ? undefined
            : edited(
                result,
                [
                  'containers',
                  container,
                  'variables',
                  variableName(name, output),
                ],
                `\${resources.${name}.${output}}`,
              ),
        declared,
      );
}

/** Chooses from what the platform offers, asks for its params, and shows how its outputs are used. */
export function AddResourceDialog(props: {
  workload: string;
  text: string;
  /** Whose variables read the outputs. */
  container?: string;
  /** Names of resources that are there. */
  taken: string[];
  offers: ResourceOffer[];
  onClose(): void;
  onAdd(text: string): void;
}) {
  const { workload, text, container, taken, offers, onClose, onAdd } = props;
  const t = useT();
  const [offer, setOffer] = useState<ResourceOffer>();
  const [ownName, setName] = useState<string>();
  const [klass, setClass] = useState('default');
  const [params, setParams] = useState<Record<string, EditValue>>({});
  const [outputs, setOutputs] = useState<string[]>([]);
  const name = ownName ?? freeName(offer?.type ?? '', taken);
  const wrong = wrongName();
  const lacking = offer ? lackingParams(offer.params, params) : [];

  function wrongName(): string | undefined {
    if (offer === undefined) return undefined;
    if (taken.includes(name)) return t('scoreForm.nameTaken', { name });
    return NAME.test(name) ? undefined : t('scoreForm.nameRule');
  }

  const allowed = ((): Allowed => {
    if (!offer) return { allowed: false, reason: t('scoreForm.chooseFirst') };
    if (wrong) return { allowed: false, reason: wrong };
    return lacking.length > 0
      ? {
          allowed: false,
          reason: t('scoreForm.fill', { names: lacking.join(', ') }),
        }
      : { allowed: true };
  })();

  function choose(next: ResourceOffer | null) {
    setOffer(next ?? undefined);
    setClass(next?.classes[0].name ?? 'default');
    setParams({});
    setOutputs(
      next && next.outputs.length <= 8
        ? next.outputs.map(output => output.name)
        : [],
    );
  }

  function add() {
    if (!offer || !allowed.allowed) return;
    const next = withResource(text, {
      name,
      resource: {
        type: offer.type,
        ...(klass !== 'default' && { class: klass }),
        ...(Object.keys(params).length > 0 && { params }),
      },
      container,
      outputs,
    });
    if (next !== undefined) onAdd(next);
  }

  const places = offer?.classes.find(each => each.name === klass);
  return (
    <DialogFrame
      title={t('scoreForm.addResourceTo', { workload })}
      onClose={onClose}
    >
      <DialogBody
        changed={offer !== undefined}
        onSubmit={add}
        actions={
          <>
            <CancelButton />
            <AllowedButton type="submit" variant="contained" allowed={allowed}>
              {offer ? t('scoreForm.addNamed', { name }) : t('scoreForm.add')}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2, pt: 1 }}>
          {offers.length === 0 && <Muted>{t('scoreForm.noOffers')}</Muted>}
          <Autocomplete
            size="small"
            options={offers}
            getOptionLabel={each =>
              each.title ? `${each.title} (${each.type})` : each.type
            }
            value={offer ?? null}
            onChange={(_, next) => choose(next)}
            renderInput={input => (
              <Field
                {...input}
                required
                label={t('scoreForm.what')}
                helperText={offer?.description}
              />
            )}
          />
          {offer && (
            <>
              <Field
                required
                label={t('scoreForm.name')}
                value={name}
                onChange={event => setName(event.target.value)}
                error={wrong !== undefined}
                helperText={wrong}
                inputProps={{ spellCheck: false }}
              />
              {offer.classes.length > 1 && (
                <Field
                  select
                  label={t('scoreForm.class')}
                  value={klass}
                  onChange={event => setClass(event.target.value)}
                  helperText={offer.anyClass && t('scoreForm.anyClass')}
                >
                  {offer.classes.map(each => (
                    <MenuItem key={each.name} value={each.name}>
                      {each.name}
                    </MenuItem>
                  ))}
                </Field>
              )}
              {places && (
                <Muted>{placesOf({ classes: [places] }, t).join(' ')}</Muted>
              )}
              <ParamsFields
                schema={offer.params}
                params={params}
                onChange={(param, value) =>
                  setParams(({ [param]: _, ...rest }) =>
                    value === undefined ? rest : { ...rest, [param]: value },
                  )
                }
              />
              <SectionTitle>
                {t('scoreForm.outputs', { container: container ?? '–' })}
              </SectionTitle>
              {offer.outputs.length === 0 && (
                <Muted>{t('scoreForm.noOutputs')}</Muted>
              )}
              {container !== undefined &&
                offer.outputs.map(output => (
                  <div key={output.name}>
                    <Toggle
                      label={variableName(name, output.name)}
                      on={outputs.includes(output.name)}
                      onChange={on =>
                        setOutputs(before =>
                          on
                            ? [...before, output.name]
                            : before.filter(each => each !== output.name),
                        )
                      }
                    />{' '}
                    <Code>{`\${resources.${name}.${output.name}}`}</Code>{' '}
                    {output.secret && <Muted>{t('scoreForm.secret')}</Muted>}
                    {output.description && <Muted> {output.description}</Muted>}
                  </div>
                ))}
            </>
          )}
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}

/** The type's own name, or with a number where there is one already. */
function freeName(type: string, taken: string[]): string {
  const plain = type.toLowerCase();
  if (!taken.includes(plain)) return plain;
  for (let number = 2; ; number++) {
    if (!taken.includes(`${plain}-${number}`)) return `${plain}-${number}`;
  }
}
