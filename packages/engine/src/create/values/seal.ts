import {
  Driver,
  isValueObject,
  ResourceType,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../model';
import { mapValues } from '../../read/tree';
import { withSecrets } from './contract';
import { viewSchema } from './schemaView';

/** Where a Kubernetes Secret holds what it hides. */
const CONTENTS = ['data', 'stringData'];

/** Outputs with everything secret that the resource type calls secret. */
export function sealOutputs(
  type: ResourceType | undefined,
  outputs: ValueObject,
): ValueObject {
  return type ? withSecrets(viewSchema(type.outputs), outputs) : outputs;
}

/** Params with everything secret that the resource type calls secret. */
export function sealParams(
  type: ResourceType | undefined,
  params: ValueObject,
): ValueObject {
  return type ? withSecrets(viewSchema(type.params), params) : params;
}

/**
 * Inputs with everything secret that is secret by contract, also where a definition says it in clear:
 * what the driver calls secret, what the resource type calls secret where the driver gives its inputs
 * as outputs, and whatever a Kubernetes Secret among them holds.
 */
export function sealInputs(
  inputs: ValueObject,
  { driver, type }: { driver?: Driver; type?: ResourceType },
): ValueObject {
  const byDriver = driver
    ? withSecrets(viewSchema(driver.inputs), inputs)
    : inputs;
  const byType =
    driver?.outputsIn && type
      ? sealWritten(byDriver, type, driver.outputsIn)
      : byDriver;
  return mapValues(byType, sealObjects);
}

/** @param path where in the inputs outputs are written down */
function sealWritten(
  inputs: ValueObject,
  type: ResourceType,
  [key, ...path]: readonly string[],
): ValueObject {
  if (key === undefined) return sealOutputs(type, inputs);
  const inside = inputs[key];
  return isValueObject(inside)
    ? { ...inputs, [key]: sealWritten(inside, type, path) }
    : inputs;
}

/** A value in which every Kubernetes Secret hides its contents. */
function sealObjects(value: Value): Value {
  if (Array.isArray(value)) return value.map(sealObjects);
  if (!isValueObject(value)) return value;
  if (isSecretObject(value)) return mapContents(value, sealLeaf);
  // What another object carries inside it would be shown by that object.
  return typeof value.apiVersion === 'string' && typeof value.kind === 'string'
    ? value
    : mapValues(value, sealObjects);
}

/** A Kubernetes Secret with each of its contents changed. */
export function mapContents(
  secret: ValueObject,
  change: (value: Value) => Value,
): ValueObject {
  return mapValues(secret, (value, field) =>
    CONTENTS.includes(field) && isValueObject(value)
      ? mapValues(value, change)
      : value,
  );
}

/** What cannot be the content of a Secret stays as it is, to be told of. */
function sealLeaf(value: Value): Value {
  if (value instanceof Unknown) {
    return new Unknown(value.type, true, value.from);
  }
  return value === null ||
    value instanceof Secret ||
    Array.isArray(value) ||
    isValueObject(value)
    ? value
    : new Secret(value);
}

export function isSecretObject(object: {
  apiVersion?: Value;
  kind?: Value;
}): boolean {
  return object.kind === 'Secret' && object.apiVersion === 'v1';
}
