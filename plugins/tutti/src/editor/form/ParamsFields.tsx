import MenuItem from '@mui/material/MenuItem';
import type { JsonObject } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Field } from '../../ui/Field';
import { Stack } from '../../ui/Surface';
import type { EditValue } from '../edit';
import {
  isObject,
  propertiesOf,
  requiredOf,
  typesOf,
  valuesOf,
} from '../knowledge';

/** A param as it was written, or a placeholder; a number where the schema wants one. */
export function paramValue(
  schema: JsonObject,
  written: string,
): EditValue | undefined {
  if (written === '') return undefined;
  const types = typesOf(schema);
  const listed = valuesOf(schema).find(value => String(value) === written);
  if (typeof listed === 'boolean' || typeof listed === 'number') return listed;
  const isNumber = types.includes('integer') || types.includes('number');
  const isText = types.includes('string');
  if (isNumber && !isText && /^-?\d+(\.\d+)?$/.test(written)) {
    return Number(written);
  }
  if (types.some(type => type === 'object' || type === 'array')) {
    try {
      return JSON.parse(written);
    } catch {
      return written;
    }
  }
  return written;
}

/** Names of required params without a value. */
export function lackingParams(
  schema: JsonObject,
  params: Record<string, unknown>,
): string[] {
  return requiredOf(schema).filter(name => params[name] === undefined);
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One field for each param that a resource type declares. */
export function ParamsFields(props: {
  /** Of the params of a resource type. */
  schema: JsonObject;
  params: Record<string, unknown>;
  onChange(name: string, value: EditValue | undefined): void;
  /** Before the name of each: two resources may have params of one name. */
  of?: string;
}) {
  const { schema, params, onChange, of } = props;
  const t = useT();
  const required = requiredOf(schema);
  return (
    <Stack sx={{ gap: 1.5 }}>
      {propertiesOf(schema).map(([name, property]) => {
        const choices = valuesOf(property);
        const usual = property.default;
        const help = [
          typeof property.description === 'string' ? property.description : '',
          usual === undefined || isObject(usual)
            ? ''
            : t('scoreForm.byDefault', { value: shown(usual) }),
        ]
          .filter(part => part !== '')
          .join(' ');
        return (
          <Field
            key={name}
            label={of ? `${of}: ${name}` : name}
            required={required.includes(name)}
            helperText={help || undefined}
            value={shown(params[name])}
            onChange={event =>
              onChange(name, paramValue(property, event.target.value))
            }
            inputProps={{ spellCheck: false }}
            {...(choices.length > 0 && { select: true })}
          >
            {choices.length > 0 && [
              <MenuItem key="" value="">
                –
              </MenuItem>,
              ...choices.map(choice => (
                <MenuItem key={String(choice)} value={String(choice)}>
                  {String(choice)}
                </MenuItem>
              )),
            ]}
          </Field>
        );
      })}
    </Stack>
  );
}
