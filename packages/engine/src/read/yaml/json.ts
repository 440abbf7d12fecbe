import { JsonValue } from '../../model';
import { Path } from '../path';

/** Aliases expanded in one document. */
export const MAX_ALIASES = 100;
/** Characters of all texts and keys of one document after its aliases were expanded. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** What is wrong with a tree, at a place. */
export interface TreeProblem {
  path: Path;
  code: string;
  message: string;
  hint?: string;
}

/**
 * Copies what a YAML reader built into plain JSON: aliases become copies of their own, and
 * whatever JSON cannot carry is a problem.
 *
 * @param aliases - how many aliases of single values the reader has met already
 */
export function toJson(
  value: unknown,
  aliases: number,
): { value: JsonValue; problems: TreeProblem[] } {
  const copy = new Copy(aliases);
  const result = copy.of(value, []);
  return { value: result, problems: copy.problems };
}

class Copy {
  readonly problems: TreeProblem[] = [];
  private readonly seen = new Set<object>();
  private characters = 0;

  constructor(private aliases: number) {
    this.countAlias(0);
  }

  of(value: unknown, path: Path): JsonValue {
    switch (typeof value) {
      case 'string':
        this.characters += value.length;
        return value;
      case 'boolean':
        return value;
      case 'number':
        return this.number(value, path);
      default:
    }
    if (value === null || typeof value !== 'object') {
      return null;
    }
    if (this.seen.has(value)) {
      this.countAlias(1);
    }
    this.seen.add(value);
    if (this.exhausted(path)) {
      return null;
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => this.of(item, [...path, index]));
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        this.key(key, path),
        this.of(child, [...path, key]),
      ]),
    );
  }

  private key(key: string, path: Path): string {
    this.characters += key.length;
    if (key === '__proto__') {
      this.problems.push({
        path: [...path, key],
        code: 'ForbiddenKey',
        message: '`__proto__` cannot be a key.',
      });
    }
    return key;
  }

  private number(value: number, path: Path): number {
    if (!Number.isFinite(value)) {
      this.problems.push({
        path,
        code: 'NotANumber',
        message: 'Infinity and "not a number" cannot be kept.',
        hint: 'write it in quotes if it is meant as text',
      });
      return 0;
    }
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      this.problems.push({
        path,
        code: 'NumberTooLarge',
        message:
          'This whole number is beyond 2^53 and would not be kept exactly.',
        hint: 'write it in quotes if it is meant as text',
      });
    }
    return value;
  }

  private countAlias(count: number) {
    const before = this.aliases;
    this.aliases += count;
    if (this.aliases > MAX_ALIASES && (before <= MAX_ALIASES || !count)) {
      this.problems.push({
        path: [],
        code: 'TooManyAliases',
        message: `YAML aliases are expanded at most ${MAX_ALIASES} times in one document.`,
      });
    }
  }

  private exhausted(path: Path): boolean {
    if (this.characters > MAX_CHARACTERS) {
      if (!this.problems.some(problem => problem.code === 'TooLarge')) {
        this.problems.push({
          path,
          code: 'TooLarge',
          message: `With its aliases expanded this document is larger than ${
            MAX_CHARACTERS / 1024 / 1024
          } MiB.`,
        });
      }
      return true;
    }
    return this.aliases > MAX_ALIASES;
  }
}
