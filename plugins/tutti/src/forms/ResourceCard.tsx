import MenuItem from '@mui/material/MenuItem';
import { JsonObject, ResourceOffer } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { Field } from '../ui/Field';
import { PlainButton } from '../ui/PlainButton';
import { Grow, Row, Stack, Surface } from '../ui/Surface';
import { Muted } from '../ui/Text';
import { ChosenResource, ruleBroken } from './chosen';
import type { FieldProps } from './fieldProps';
import { formSchema, hasParams } from './paramsSchema';

/** Fields and widgets of a form, for a part of it that holds params. */
export type ParamsRegistry = FieldProps<JsonObject>['registry'];

/** One chosen resource: its name, its class, its params as its type has them. */
export function ResourceCard(props: {
  id: string;
  resource: ChosenResource;
  all: ChosenResource[];
  /** Absent where the platform does not offer the type (any more). */
  offer: ResourceOffer | undefined;
  /** Of the form around it, whose fields and widgets the params get. */
  registry: ParamsRegistry;
  disabled?: boolean;
  onChange(to: ChosenResource | undefined): void;
}) {
  const { id, resource, all, offer, disabled, onChange } = props;
  const { name, type, outputs = [], mountPath } = resource;
  const t = useT();
  const broken = ruleBroken(resource, all);
  // The Score file may name it in many places.
  const isThere = resource.outputs === undefined;
  const classes = offer?.classes ?? [];
  const chosenClass = resource.class ?? 'default';
  const where = classes.find(each => each.name === chosenClass)?.environments;
  return (
    <Surface sx={{ p: 2 }} aria-label={name}>
      <Stack>
        <Row>
          <strong>{offer?.title ?? type}</strong>
          <Muted>
            {offer
              ? where
                  ?.map(({ environment, definition, whyNot }) =>
                    definition === undefined
                      ? t('forms.notHere', { environment, why: whyNot ?? '' })
                      : t('forms.madeBy', { environment, definition }),
                  )
                  .join(' · ')
              : t('forms.notOffered')}
          </Muted>
          <Grow />
          <PlainButton
            size="small"
            disabled={disabled}
            aria-label={t('forms.remove', { name })}
            onClick={() => onChange(undefined)}
          >
            {t('forms.remove', { name })}
          </PlainButton>
        </Row>
        <Row>
          <Field
            label={t('forms.resourceName')}
            value={name}
            disabled={disabled || isThere}
            error={broken === 'nameRule' || broken === 'nameTwice'}
            helperText={
              broken === 'nameRule' || broken === 'nameTwice'
                ? t(`forms.${broken}`)
                : isThere && t('forms.keepsName')
            }
            onChange={event =>
              onChange({ ...resource, name: event.target.value })
            }
          />
          {classes.length > 1 && (
            <Field
              select
              label={t('forms.class')}
              value={chosenClass}
              disabled={disabled}
              sx={{ minWidth: 140 }}
              onChange={event =>
                onChange({ ...resource, class: event.target.value })
              }
            >
              {classes.map(each => (
                <MenuItem key={each.name} value={each.name}>
                  {each.name}
                </MenuItem>
              ))}
            </Field>
          )}
          {mountPath !== undefined && (
            <Field
              label={t('forms.mountPath')}
              value={mountPath}
              disabled={disabled}
              error={broken === 'mountRule'}
              helperText={
                broken === 'mountRule' ? t('forms.mountRule') : undefined
              }
              onChange={event =>
                onChange({ ...resource, mountPath: event.target.value })
              }
            />
          )}
        </Row>
        {offer && hasParams(offer.params) && (
          <Params
            id={`${id}_params`}
            schema={formSchema(offer.params, value =>
              t('forms.usually', { value }),
            )}
            params={resource.params ?? {}}
            registry={props.registry}
            disabled={disabled}
            onChange={params => onChange({ ...resource, params })}
          />
        )}
        {outputs.length > 0 && (
          <Muted>
            {t('forms.variables', {
              names: outputs
                .map(output =>
                  `${name}_${output}`.toUpperCase().replace(/[^A-Z0-9]+/g, '_'),
                )
                .join(', '),
            })}
          </Muted>
        )}
      </Stack>
    </Surface>
  );
}

/** The params of a type, by the form library and in the look of the form around them. */
function Params(props: {
  id: string;
  schema: JsonObject;
  params: JsonObject;
  registry: ParamsRegistry;
  disabled?: boolean;
  onChange(params: JsonObject): void;
}) {
  const { id, schema, params, registry, disabled, onChange } = props;
  const { SchemaField } = registry.fields;
  return (
    <SchemaField
      name=""
      schema={schema}
      uiSchema={{}}
      idSchema={registry.schemaUtils.toIdSchema(schema, id, params)}
      formData={params}
      registry={registry}
      disabled={disabled}
      readonly={false}
      onBlur={() => undefined}
      onFocus={() => undefined}
      onChange={(changed: JsonObject | undefined) => onChange(changed ?? {})}
    />
  );
}
