import {
  JsonSchema,
  SCHEMA_TYPES,
  Unknown,
  isObject,
  own,
  suggestion,
} from '../model';
import { Found, invalid, lookUp, unknown } from './lookUp';
import { Contract } from './Root';

/** What a resource type's contract says of an output that a placeholder reads. */
export function outputIn(
  [output, ...keys]: string[],
  { resourceTypes }: Contract['platform'],
  type: string,
): Found {
  const schema = own(resourceTypes, type)?.outputs;
  if (output === undefined) {
    return invalid(
      'an output is needed',
      schema && suggestion('', propertiesOf(schema)),
    );
  }
  if (schema && !mayHave(schema, output)) {
    return {
      ...unknown(
        `resource type "${type}" declares no output "${output}"`,
        suggestion(output, propertiesOf(schema)),
      ),
      // An open contract lets a driver give more; at plan only declared outputs are known.
      ...(!isClosed(schema) && { severity: 'warning' }),
    };
  }
  return lookUp(valueIn(schema, output), keys, output);
}

/** What a resource type's contract says of a param that a placeholder reads. */
export function paramIn(
  keys: string[],
  { resourceTypes }: Contract['platform'],
  type: string | undefined,
): Found {
  const [param, ...more] = keys;
  if (param === undefined) {
    return { ok: true, value: new Unknown('object', false, 'params') };
  }
  const schema =
    type === undefined ? undefined : own(resourceTypes, type)?.params;
  return schema && isClosed(schema) && !mayHave(schema, param)
    ? unknown(
        `resource type "${type}" has no param "${param}"`,
        suggestion(param, propertiesOf(schema)),
      )
    : lookUp(valueIn(schema, param), more, `params.${param}`);
}

/** What will stand there, as far as the contract says it in one word. */
function valueIn(schema: JsonSchema | undefined, key: string): Unknown {
  const properties = schema?.properties;
  const property = isObject(properties) ? own(properties, key) : undefined;
  const type = SCHEMA_TYPES.find(
    one => isObject(property) && property.type === one,
  );
  return new Unknown(type ?? 'any', false, key);
}

function propertiesOf({ properties }: JsonSchema): string[] {
  return isObject(properties) ? Object.keys(properties) : [];
}

/** Ways for a schema to allow keys that are not under its own `properties`. */
const MORE = [
  '$ref',
  '$dynamicRef',
  'allOf',
  'anyOf',
  'oneOf',
  'if',
  'dependentSchemas',
  'patternProperties',
];

function mayHave(schema: JsonSchema, key: string): boolean {
  const { properties, additionalProperties } = schema;
  const declares = isObject(properties);
  return (
    (declares && Object.hasOwn(properties, key)) ||
    (!declares && !isClosed(schema)) ||
    additionalProperties === true ||
    isObject(additionalProperties) ||
    MORE.some(keyword => keyword in schema)
  );
}

function isClosed({ additionalProperties }: JsonSchema): boolean {
  return additionalProperties === false;
}
