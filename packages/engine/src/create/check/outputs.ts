import {
  Driver,
  ENVIRONMENT_DRIVER,
  isObject,
  JsonValue,
  Platform,
  ResourceDefinition,
  Unknown,
  Value,
  ValueObject,
  own,
} from '../../model';
import { plannedOutputs } from '../values';
import { Place } from './places';

/** What a check must know of drivers. */
export type DriverOutputs = Pick<Driver, 'outputsIn'>;

/** What a resource gives, as far as files and settings say so. */
export interface ContractOutputs {
  value: Value;
  /** There are no others: by its type, its driver, or because people set them. */
  isComplete: boolean;
  /** They are what people set for the environment. */
  isEnvironment: boolean;
}

/**
 * The outputs of a resource by its type's contract and by what its definition writes down.
 *
 * @param definition - absent where none matches
 */
export function contractOutputs(asked: {
  platform: Platform;
  type: string;
  definition?: ResourceDefinition;
  place: Place;
  drivers: Record<string, DriverOutputs>;
}): ContractOutputs {
  const { platform, type: name, definition, place, drivers } = asked;
  const isEnvironment = definition?.driver === ENVIRONMENT_DRIVER;
  if (isEnvironment) {
    const value = place.values ? valuesOf(place.values) : anything(name);
    return { value, isComplete: true, isEnvironment };
  }
  const type = own(platform.resourceTypes, name);
  const { properties, additionalProperties } = type?.outputs ?? {};
  const declared =
    type && isObject(properties) ? plannedOutputs(type, {}, name) : undefined;
  const written = definition && writtenOutputs(definition, drivers);
  return written
    ? {
        value: Object.fromEntries(
          written.map(output => [
            output,
            own(declared ?? {}, output) ?? anything(output),
          ]),
        ),
        isComplete: true,
        isEnvironment,
      }
    : {
        value: declared ?? anything(name),
        isComplete: additionalProperties === false,
        isEnvironment,
      };
}

function valuesOf(values: { name: string; secret: boolean }[]): ValueObject {
  return Object.fromEntries(
    values.map(({ name, secret }) => [name, new Unknown('any', secret, name)]),
  );
}

function anything(from: string): Unknown {
  return new Unknown('any', false, from);
}

/** Names of the outputs that a definition writes into its inputs, where its driver adds no others. */
function writtenOutputs(
  { driver: name, inputs }: ResourceDefinition,
  drivers: Record<string, DriverOutputs>,
): string[] | undefined {
  const driver = own(drivers, name);
  if (!driver?.outputsIn) {
    return undefined;
  }
  let written: JsonValue | undefined = inputs;
  for (const key of driver.outputsIn) {
    written = isObject(written) ? own(written, key) ?? {} : undefined;
  }
  return isObject(written) ? Object.keys(written) : undefined;
}
