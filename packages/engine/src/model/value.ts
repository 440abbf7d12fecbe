import { JsonPrimitive, JsonValue } from './json';
import { Mask, ValueType } from './mask';

const MASK = '(secret)';

/**
 * A secret is a type, not a convention (docs/reference/semantics.md, Create). Whatever prints, logs or
 * serialises one gets the mask; only `reveal` gives the content, and only the code
 * that writes a Kubernetes Secret, seals a row or keys a digest may call it.
 */
export class Secret {
  readonly #content: JsonValue;

  constructor(content: JsonValue) {
    this.#content = content;
  }

  reveal(): JsonValue {
    return this.#content;
  }

  /** The content as it appears inside text: strings as they are, the rest as JSON. */
  revealText(): string {
    return typeof this.#content === 'string'
      ? this.#content
      : JSON.stringify(this.#content);
  }

  toString(): string {
    return MASK;
  }

  toJSON(): Mask {
    return { masked: 'secret' };
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}

/** A value that is known only after something was applied. */
export class Unknown {
  constructor(
    readonly type: ValueType,
    readonly secret: boolean,
    /** What will make it known, e.g. `resources.db.host` of `postgres.default#main`. */
    readonly from: string,
  ) {}

  toString(): string {
    return this.secret ? '(secret, known after apply)' : '(known after apply)';
  }

  toJSON(): Mask {
    return {
      masked: 'unknown',
      type: this.type,
      from: this.from,
      ...(this.secret && { secret: true }),
    };
  }
}

/** JSON in which leaves may be secret or not known yet. */
export type Value =
  | JsonPrimitive
  | Secret
  | Unknown
  | Value[]
  | { [key: string]: Value };
export type ValueObject = { [key: string]: Value };

/** A map: neither a list nor one of the leaf classes. */
export function isValueObject(value: Value | undefined): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Unknown)
  );
}
