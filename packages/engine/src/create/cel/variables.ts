import type { CelInput } from '@bufbuild/cel';
import { Secret, Unknown, Value } from '../../model';

/** The same text as everywhere else: an expression can neither read nor compare a secret. */
const MASK = '(secret)';

/** What expressions may read, converted once for as many expressions as there are. */
export interface CelVariables {
  readonly bindings: Record<string, CelInput>;
  /** The last leaf an expression wanted although it is known only after something was applied. */
  readonly missed: { leaf?: Unknown };
}

/**
 * Whole numbers become CEL's int, others double. A secret is its mask, known or not. A leaf that
 * is not known yet may be passed over; reading it stops that part of the expression.
 */
export function celVariables(
  variables: Record<string, Value>,
  /** Variables converted before, which these join. */
  shared: CelVariables = { bindings: {}, missed: {} },
): CelVariables {
  const { missed } = shared;
  const bindings: Record<string, CelInput> = Object.create(shared.bindings);
  for (const [name, value] of Object.entries(variables)) {
    let converted: CelInput | undefined;
    // Few expressions read the manifests: whoever does pays for the conversion, once.
    Object.defineProperty(bindings, name, {
      enumerable: true,
      get: () => {
        converted ??= celInput(value, missed);
        return converted;
      },
    });
  }
  return { bindings, missed };
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
