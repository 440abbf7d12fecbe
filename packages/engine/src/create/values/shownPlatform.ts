import {
  Driver,
  isValueObject,
  JsonObject,
  own,
  Platform,
  ResourceDefinition,
  ResourceReference,
  ResourceType,
  Secret,
  Value,
} from '../../model';
import { mapValues } from '../../read/tree';
import { maskedMap } from './masks';
import { sealInputs, sealParams } from './seal';

/** A text that is one placeholder and nothing else says where a secret comes from, not what it is. */
const ONE_PLACEHOLDER = /^\$\{[^{}]*\}$/;

/**
 * The platform as it may be shown: what a definition says in clear and a contract calls secret is a
 * mask. Placeholders stay.
 */
export function shownPlatform(
  platform: Platform,
  drivers: Record<string, Driver>,
): Platform {
  const shownInputs = ({ driver, type, inputs }: ResourceDefinition) =>
    maskedMap(
      mapValues(
        sealInputs(inputs, {
          driver: own(drivers, driver),
          type: own(platform.resourceTypes, type),
        }),
        withPlaceholders,
      ),
    );
  const shownReference = <Reference extends ResourceReference>(
    reference: Reference,
  ): Reference => ({
    ...reference,
    ...(reference.params && {
      params: shownParams(
        own(platform.resourceTypes, reference.type),
        reference.params,
      ),
    }),
  });
  return {
    ...platform,
    definitions: mapValues(platform.definitions, definition => ({
      ...definition,
      inputs: shownInputs(definition),
      dependsOn: mapValues(definition.dependsOn, shownReference),
      provisions: definition.provisions.map(shownReference),
    })),
  };
}

/** Params as they are written, but for those that their type calls secret. */
export function shownParams(
  type: ResourceType | undefined,
  params: JsonObject,
): JsonObject {
  return maskedMap(mapValues(sealParams(type, params), withPlaceholders));
}

function withPlaceholders(value: Value): Value {
  if (value instanceof Secret) {
    const text = value.revealText();
    return ONE_PLACEHOLDER.test(text) ? text : value;
  }
  if (Array.isArray(value)) return value.map(withPlaceholders);
  return isValueObject(value) ? mapValues(value, withPlaceholders) : value;
}
