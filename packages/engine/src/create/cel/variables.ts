import type { CelInput } from '@bufbuild/cel';
import { Secret, Unknown, Value } from '../../model';

/** The same text as everywhere else: an expression can neither read nor compare a secret. */
const MASK = '(secret)';

/** What expressions may read: converted when one does, once for as many as there are. */
export interface CelVariables {
  readonly values: Readonly<Record<string, Value>>;
  /** Variables made before, which these join. */
  readonly shared?: CelVariables;
  readonly converted: Map<string, CelInput>;
  /** The last leaf an expression wanted although it is known only after something was applied. */
  readonly missed: { leaf?: Unknown };
}

/**
 * Whole numbers become CEL's int, others double. A secret is its mask, known or not. A leaf that
 * is not known yet may be passed over; reading it stops that part of the expression.
 */
export function celVariables(
  values: Record<string, Value>,
  shared?: CelVariables,
): CelVariables {
  return {
    values,
    ...(shared && { shared }),
    converted: new Map(),
    missed: shared?.missed ?? {},
  };
}

/** These of the variables as the library takes them; names that there are not are left out. */
export function bindingsOf(
  names: string[],
  variables: CelVariables,
): Record<string, CelInput> {
  const bindings: Record<string, CelInput> = {};
  for (const name of names) {
    const value = convertedOf(name, variables);
    if (value !== undefined) bindings[name] = value;
  }
  return bindings;
}

function convertedOf(
  name: string,
  { values, shared, converted, missed }: CelVariables,
): CelInput | undefined {
  const known = converted.get(name);
  if (known !== undefined) return known;
  if (!Object.hasOwn(values, name)) return shared && convertedOf(name, shared);
  const value = celInput(values[name], missed);
  converted.set(name, value);
  return value;
}

function celInput(value: Value, missed: CelVariables['missed']): CelInput {
  if (value instanceof Secret) return MASK;
  if (value instanceof Unknown)
    return value.secret ? MASK : hole(value, missed);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => celInput(item, missed));
  // A Map, because the library looks at objects for keys of its own (`constructor`, `$typeName`).
  return new Map(
    Object.entries(value).map(([key, item]) => [key, celInput(item, missed)]),
  );
}

/** The library looks at a value's class before it uses it: from here that throws. */
function hole(leaf: Unknown, missed: CelVariables['missed']): CelInput {
  const refuse = (): never => {
    missed.leaf = leaf;
    throw new Error(`${leaf.from} is known after apply`);
  };
  return new Proxy(new Map<string, CelInput>(), {
    get: refuse,
    has: refuse,
    getPrototypeOf: refuse,
  });
}
