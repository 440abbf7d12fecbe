import { JsonSchema, Platform, suggestion, isObject } from '../../model';
import type { Judgement } from './placeholders';

/** Whether a resource type's outputs have what a placeholder reads. */
export function outputFinding(
  [output]: string[],
  platform: Platform,
  type: string,
): Judgement | undefined {
  const schema = typeNamed(platform, type)?.outputs;
  if (output === undefined) {
    return {
      message: 'names no output',
      hint: schema && suggestion('', propertiesOf(schema)),
    };
  }
  if (!schema || mayHave(schema, output)) {
    return undefined;
  }
  return {
    code: 'UnknownPlaceholder',
    // An open contract lets a driver give more; at plan only declared outputs are known.
    severity: isClosed(schema) ? 'error' : 'warning',
    message: `leads nowhere: the resource type "${type}" declares no output "${output}"`,
    hint: suggestion(output, propertiesOf(schema)),
  };
}

/** Whether a resource type's params may have what a placeholder reads. */
export function paramFinding(
  [param]: string[],
  platform: Platform,
  type: string,
): Judgement | undefined {
  const schema = typeNamed(platform, type)?.params;
  if (
    param === undefined ||
    !schema ||
    !isClosed(schema) ||
    mayHave(schema, param)
  ) {
    return undefined;
  }
  return {
    code: 'UnknownPlaceholder',
    message: `leads nowhere: the resource type "${type}" has no param "${param}"`,
    hint: suggestion(param, propertiesOf(schema)),
  };
}

function typeNamed({ resourceTypes }: Platform, type: string) {
  return Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
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
