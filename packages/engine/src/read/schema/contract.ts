import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import { JsonSchema } from '../../model';
import { createAjv, createSchemaAjv } from './ajv';
import { Check, compileCheck } from './compileCheck';
import { lazily } from './lazily';
import { compilePattern } from './pattern';

/** What a schema says of values. */
export interface Contract {
  /**
   * The broken rules: none for a value that fits.
   *
   * @param plain - the value as JSON, where it is one of a plan; asked only when it may not fit
   * @throws Error when the schema is none
   */
  errorsOf(value: unknown, plain?: () => unknown): readonly ErrorObject[];
}

/** Of one of our own schemas; with `useDefaults` absent properties are filled in, in place. */
export function ownContract(
  schema: JsonSchema,
  options: { useDefaults: boolean },
): Contract {
  return contractOf(
    lazily(() =>
      compileCheck(schema, {
        ...options,
        pattern: text => new RegExp(text, 'u'),
      }),
    ),
    lazily(() => createAjv(options).compile(schema)),
  );
}

const contracts = new WeakMap<JsonSchema, Contract>();

/**
 * Of a schema that others wrote. Each has a compiler of its own, which goes when the schema goes:
 * one for all would hold on to every revision of a platform, and two schemas may carry the same
 * `$id`.
 */
export function contractFor(schema: JsonSchema): Contract {
  let contract = contracts.get(schema);
  if (!contract) {
    contract = contractOf(
      lazily(() => checkFor(schema)),
      lazily(() => createSchemaAjv('compile').compile(schema)),
    );
    contracts.set(schema, contract);
  }
  return contract;
}

/** Undefined where only the compiler can say whether it is a schema at all. */
export function checkFor(schema: JsonSchema): Check | undefined {
  return compileCheck(schema, { useDefaults: false, pattern: compilePattern });
}

function contractOf(
  check: () => Check | undefined,
  compiled: () => ValidateFunction,
): Contract {
  return {
    errorsOf(value, plain = () => value) {
      if (fits(check(), value)) {
        return [];
      }
      const validate = compiled();
      const isValid: unknown = validate(plain());
      return isValid === true ? [] : validate.errors ?? [];
    },
  };
}

function fits(check: Check | undefined, value: unknown): boolean {
  try {
    return check?.(value) === true;
  } catch (error) {
    // Nested deeper than the stack is: made code needs less of it.
    if (error instanceof RangeError) {
      return false;
    }
    throw error;
  }
}
