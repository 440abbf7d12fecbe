import {
  Problem,
  ResourceType,
  Result,
  Secret,
  Unknown,
  Value,
  ValueObject,
  fail,
  succeed,
  isValueObject,
} from '../../model';
import { eachOpaque, isKnown, reveal } from './inspect';
import { joinPaths } from '../../read/path';
import { withDefaults } from './defaults';
import { SchemaView, viewSchema } from './schemaView';
import { violations } from './violations';

type Place = Pick<Problem, 'file' | 'line' | 'path' | 'address'>;

/**
 * What a resource's outputs are before it was applied: what the driver knows already, and for
 * every other declared output an Unknown of its type and secrecy.
 *
 * @param from where they will come from: `postgres.default#web.db`
 */
export function plannedOutputs(
  type: ResourceType,
  known: ValueObject,
  from: string,
): ValueObject {
  const schema = viewSchema(type.outputs);
  const declared = schema.properties.map((name): [string, Value] => {
    const property = schema.property(name);
    const secret = schema.secret || property.holdsSecret();
    return [name, new Unknown(property.type, secret, `${from}.${name}`)];
  });
  return { ...Object.fromEntries(declared), ...withSecrets(schema, known) };
}

/**
 * Enforces the contract of a resource type on what a driver answered: outputs that are missing or
 * of the wrong type are problems; those that the type calls secret come back as `Secret`. Leaves
 * that are not known yet are not judged.
 */
export function checkOutputs(
  type: ResourceType,
  outputs: ValueObject,
  place: Place,
): Result<ValueObject> {
  const sealed = withSecrets(viewSchema(type.outputs), outputs);
  const problems = violations(type.outputs, sealed).map(
    ({ path, message, hint }): Problem => ({
      severity: 'error',
      code: 'InvalidOutputs',
      message: `The outputs do not fit resource type ${type.name}. ${at(
        path,
      )}${message}`,
      hint:
        hint ??
        'The definition, or its driver, must give the outputs that the resource type promises.',
      ...place,
    }),
  );
  return problems.length > 0 ? fail(problems) : succeed(sealed);
}

/**
 * Params against the resource type's schema, completed by its defaults, with everything secret that
 * it calls secret. Leaves that are not known yet are not judged.
 */
export function checkParams(
  type: ResourceType,
  params: Value,
  place: Place,
): Result<Value> {
  const completed = withDefaults(type.params, params);
  const problems = violations(type.params, completed).map(
    ({ path, message, hint }): Problem => ({
      severity: 'error',
      code: 'InvalidParams',
      message: `The params do not fit resource type ${type.name}. ${at(
        path,
      )}${message}`,
      ...(hint !== undefined && { hint }),
      ...place,
      path: joinPaths(place.path ?? '', path),
    }),
  );
  return problems.length > 0
    ? fail(problems)
    : succeed(sealedBy(viewSchema(type.params), completed));
}

/** `port: This must be a whole number.` */
function at(path: string): string {
  return path === '' ? '' : `${path}: `;
}

export function withSecrets(
  schema: SchemaView,
  outputs: ValueObject,
): ValueObject {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      schema.secret
        ? asSecret(value, schema.property(name))
        : sealedBy(schema.property(name), value),
    ]),
  );
}

/** `value` with everything that the schema calls secret turned into secrets. */
function sealedBy(schema: SchemaView, value: Value): Value {
  if (schema.secret) return asSecret(value, schema);
  if (value instanceof Secret) return value;
  if (value instanceof Unknown) {
    return schema.holdsSecret() ? asSecret(value, schema) : value;
  }
  if (Array.isArray(value)) {
    return value.map(item => sealedBy(schema.items(), item));
  }
  if (isValueObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        sealedBy(schema.property(key), item),
      ]),
    );
  }
  return value;
}

function asSecret(value: Value, schema: SchemaView): Value {
  if (value instanceof Secret) return value;
  if (value instanceof Unknown) {
    return new Unknown(value.type, true, value.from);
  }
  if (isKnown(value)) return new Secret(reveal(value));
  const origins: string[] = [];
  eachOpaque(value, leaf => {
    if (leaf instanceof Unknown) origins.push(leaf.from);
  });
  return new Unknown(schema.type, true, origins.join(', '));
}
