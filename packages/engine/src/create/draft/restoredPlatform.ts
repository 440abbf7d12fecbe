import { isObject, JsonSchema, own, Platform, ResourceType } from '../../model';
import { mapValues } from '../../read/tree';

const SECRET = 'x-secret';

/**
 * The platform that a rollback is planned with: definitions, and the types that they serve, as they
 * were then; profiles, policies, environment types and targets as they are now. What a type of now
 * calls secret is secret.
 */
export function restoredPlatform(now: Platform, then: Platform): Platform {
  return {
    ...now,
    definitions: then.definitions,
    resourceTypes: mapValues(then.resourceTypes, type =>
      withSecretsOf(type, own(now.resourceTypes, type.name)),
    ),
  };
}

function withSecretsOf(
  type: ResourceType,
  now: ResourceType | undefined,
): ResourceType {
  return now
    ? {
        ...type,
        params: marked(type.params, now.params),
        outputs: marked(type.outputs, now.outputs),
      }
    : type;
}

/** A schema of then, with each place that one of now calls secret. */
function marked(schema: JsonSchema, now: JsonSchema): JsonSchema {
  const merged: JsonSchema = { ...schema };
  if (now[SECRET] === true) {
    merged[SECRET] = true;
  }
  const { properties } = schema;
  if (isObject(properties) && isObject(now.properties)) {
    const others = now.properties;
    merged.properties = mapValues(properties, (property, name) => {
      const other = own(others, name);
      return isObject(property) && isObject(other)
        ? marked(property, other)
        : property;
    });
  }
  if (isObject(schema.items) && isObject(now.items)) {
    merged.items = marked(schema.items, now.items);
  }
  return merged;
}
