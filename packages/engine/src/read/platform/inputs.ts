import type { ValidateFunction } from 'ajv/dist/2020';
import { JsonSchema, JsonValue } from '../../model';
import { suggestion } from '../nearest';
import { formatPath } from '../path';
import { parsePlatformText } from '../placeholders';
import { Finding } from '../report';
import { createSchemaAjv } from '../schema/ajv';
import { Violation, violations } from '../schema/violations';
import { eachText } from '../tree';
import { PlatformDocument } from './document';

/** What reading must know of a driver. */
export interface DriverContract {
  name: string;
  /** JSON Schema of its inputs. */
  inputs: JsonSchema;
}

/** Whether a definition's driver exists, and its inputs fit what that driver takes. */
export function inputFindings(
  document: PlatformDocument,
  drivers: DriverContract[],
): Finding[] {
  if (document.kind !== 'ResourceDefinition') {
    return [];
  }
  const { driver: name, inputs } = document.spec;
  const driver = drivers.find(known => known.name === name);
  if (!driver) {
    return [
      {
        path: ['spec', 'driver'],
        code: 'UnknownReference',
        message: `There is no driver "${name}".`,
        hint: suggestion(
          name,
          drivers.map(known => known.name),
        ),
      },
    ];
  }
  const validate = validatorOf(driver.inputs);
  if (validate(inputs)) {
    return [];
  }
  const open = openPlaces(inputs);
  return violations(validate.errors ?? [], inputs)
    .filter(violation => !isOpen(violation, open))
    .map(violation => ({
      ...violation,
      path: ['spec', 'inputs', ...violation.path],
      code: 'InputsDoNotFit',
      message: `The inputs do not fit the driver "${name}". ${violation.message}`,
    }));
}

const validators = new WeakMap<JsonSchema, ValidateFunction>();

function validatorOf(schema: JsonSchema): ValidateFunction {
  let validate = validators.get(schema);
  if (!validate) {
    const ajv = createSchemaAjv('compile');
    validate = ajv.compile(schema);
    validators.set(schema, validate);
  }
  return validate;
}

/** Places whose value is not known before a plan: as a whole, or as a text of some content. */
function openPlaces(inputs: JsonValue): Map<string, 'any' | 'text'> {
  const places = new Map<string, 'any' | 'text'>();
  eachText(inputs, [], (text, path) => {
    const { parts } = parsePlatformText(text);
    if (parts.some(({ kind }) => kind === 'placeholder')) {
      places.set(formatPath(path), parts.length === 1 ? 'any' : 'text');
    }
  });
  return places;
}

/** Rules about the keys of a mapping hold whatever the values become. */
const ABOUT_KEYS = ['additionalProperties', 'propertyNames', 'required'];

function isOpen(
  { path, keyword }: Violation,
  open: Map<string, 'any' | 'text'>,
): boolean {
  const place = formatPath(path);
  switch (open.get(place)) {
    case 'any':
      return true;
    case 'text':
      return keyword !== 'type';
    default:
  }
  // A choice or a comparison may come out otherwise once what is below is known.
  return (
    !ABOUT_KEYS.includes(keyword) &&
    keyword !== 'type' &&
    [...open.keys()].some(
      at =>
        place === '' ||
        at.startsWith(`${place}.`) ||
        at.startsWith(`${place}[`),
    )
  );
}
