/**
 * A number that is printed otherwise than it was written: `3.10`, `1e3`, `0644`, `.5`, `+1`. As a number it loses nothing; as text it would be another version, tag or name.
 */
export class Numeral {
  // As a key it keeps its digits: the library prints keys, and takes this for no mapping by its tag.
  readonly [Symbol.toStringTag] = 'Numeral';

  constructor(readonly value: number, readonly written: string) {}

  toString(): string {
    return this.written;
  }
}

/** The number, with its digits where they are not those that a computer prints. */
export function numberAsWritten(
  value: number,
  written: string,
): number | Numeral {
  return String(value) === written ? value : new Numeral(value, written);
}
