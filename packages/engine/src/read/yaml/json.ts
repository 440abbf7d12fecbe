import { JsonValue, NumeralPlace } from '../../model';
import { Finding } from '../report';
import { Numeral } from './numeral';

/** Aliases expanded in one document. */
const MAX_ALIASES = 100;
/** Characters of all texts and keys of one document after its aliases were expanded. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** Values one document may hold, mappings and lists included. */
const MAX_VALUES = 100_000;

export type TreeCopy =
  | {
      ok: true;
      value: JsonValue;
      findings: Finding[];
      numerals: NumeralPlace[];
    }
  | { ok: false; limit: { code: string; message: string } };

class Copy {
  readonly findings: Finding[] = [];
  readonly numerals: NumeralPlace[] = [];
  private readonly seen = new Set<object>();
  private readonly path: (string | number)[] = [];
  private characters = 0;
  private values = 0;

  constructor(private aliases: number) {}

  of(value: unknown): JsonValue {
    this.values += 1;
    switch (typeof value) {
      case 'string':
        this.characters += value.length;
        return value;
      case 'boolean':
        return value;
      case 'number':
        this.checkNumber(value);
        return value;
      default:
    }
    if (value === null || typeof value !== 'object') {
      return null;
    }
    if (value instanceof Numeral) {
      if (this.checkNumber(value.value)) {
        this.numerals.push({ path: [...this.path], written: value.written });
      }
      return value.value;
    }
    this.aliases += this.seen.has(value) ? 1 : 0;
    this.seen.add(value);
    if (this.limitReached()) {
      return null;
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => this.below(index, item));
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => {
        this.characters += key.length;
        return [key, this.below(key, child)];
      }),
    );
  }

  limitReached(): { code: string; message: string } | undefined {
    if (this.aliases > MAX_ALIASES) {
      return {
        code: 'TooManyAliases',
        message: `YAML aliases are expanded at most ${MAX_ALIASES} times in one document.`,
      };
    }
    if (this.characters > MAX_CHARACTERS) {
      return {
        code: 'TooLarge',
        message: 'With its aliases expanded this document has more than 8 MiB.',
      };
    }
    return this.values > MAX_VALUES
      ? {
          code: 'TooLarge',
          message: 'A document may hold at most 100,000 values.',
        }
      : undefined;
  }

  private below(segment: string | number, value: unknown): JsonValue {
    this.path.push(segment);
    if (segment === '__proto__') {
      this.find('ForbiddenKey', '`__proto__` cannot be a key.', true);
    }
    const copied = this.of(value);
    this.path.pop();
    return copied;
  }

  private checkNumber(value: number): boolean {
    if (!Number.isFinite(value)) {
      this.find(
        'NumberNotKept',
        'Infinity and "not a number" cannot be kept as numbers.',
      );
      return false;
    }
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      this.find(
        'NumberNotKept',
        'This whole number is beyond 2^53 and would not be kept exactly.',
      );
      return false;
    }
    return true;
  }

  private find(code: string, message: string, key = false) {
    this.findings.push({
      path: [...this.path],
      key,
      code,
      message,
      ...(!key && { hint: 'Write it in quotes if it is meant as a text.' }),
    });
  }
}

/**
 * Copies what a YAML reader built into plain JSON: aliases become copies of their own, and
 * whatever JSON cannot carry is found.
 *
 * @param aliases - how many aliases of single values the reader has met already
 */
export function toJson(value: unknown, aliases: number): TreeCopy {
  const copy = new Copy(aliases);
  const result = copy.of(value);
  const limit = copy.limitReached();
  return limit
    ? { ok: false, limit }
    : {
        ok: true,
        value: result,
        findings: copy.findings,
        numerals: copy.numerals,
      };
}
