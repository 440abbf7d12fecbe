import {
  Content,
  ContentObject,
  isAbsent,
  isEmpty,
  isOpaque,
  Path,
} from '../content';
import { Grammar } from '../grammar/names';
import { compareQuantities } from '../grammar/quantity';
import { Inspection, Rule } from '../Inspection';

/** Looks at one field; `path` leads to it from the struct the inspection stands in. */
export type Check = (value: Content, path: Path, say: Inspection) => void;

/** A rule of single fields: those that are there are looked at, each by its check. */
export function fields(checks: Record<string, Check>): Rule {
  const entries = Object.entries(checks);
  return (struct, say) => {
    for (const [key, check] of entries) {
      const value = struct[key];
      if (!isAbsent(value) && !isOpaque(value)) check(value, [key], say);
    }
  };
}

/** Fields that must not be left out, nor be empty. */
export function requires(...keys: string[]): Rule {
  return (struct, say) => {
    for (const key of keys) if (isEmpty(struct[key])) say.required([key]);
  };
}

/** At most one of these may be given; which one is wrong too many is said of every one after the first. */
export function exclusive(keys: readonly string[], detail: string): Rule {
  return (struct, say) => {
    givenOf(struct, keys)
      .slice(1)
      .forEach(key => say.forbidden([key], detail));
  };
}

export function givenOf(
  struct: ContentObject,
  keys: readonly string[],
): string[] {
  return keys.filter(key => !isAbsent(struct[key]));
}

/** A text of this form; the empty text counts as left out. */
export function spelled(grammar: Grammar): Check {
  return (value, path, say) => {
    if (typeof value !== 'string' || value === '') return;
    const complaint = grammar(value);
    if (complaint !== undefined) say.invalid(path, value, complaint);
  };
}

/** Every text of a list. */
export function eachSpelled(grammar: Grammar): Check {
  return (value, path, say) => {
    if (Array.isArray(value))
      value.forEach((item, index) => {
        const text = item ?? '';
        const complaint = typeof text === 'string' ? grammar(text) : undefined;
        if (complaint !== undefined)
          say.invalid([...path, index], item, complaint);
      });
  };
}

export function between(low: number, high = Infinity): Check {
  return (value, path, say) => {
    if (typeof value !== 'number' || (value >= low && value <= high)) return;
    say.invalid(
      path,
      value,
      high === Infinity
        ? `must be greater than or equal to ${low}`
        : `must be between ${low} and ${high}, inclusive`,
    );
  };
}

export const notNegative = between(0);
export const port = between(1, 65535);
/** 0 means that none is asked for. */
export const optionalPort = between(0, 65535);
export const userId = between(0, 2 ** 31 - 1);
export const fileMode = between(0, 0o777);

/** One of these texts, also where the empty text is given. */
export function exactly(...supported: string[]): Check {
  return (value, path, say) => {
    if (typeof value === 'string' && !supported.includes(value))
      say.unsupported(path, value, supported);
  };
}

/** `5` or `5%`. */
export function amountOrShare(atMost = Infinity): Check {
  return (value, path, say) => {
    if (typeof value === 'number') {
      notNegative(value, path, say);
    } else if (typeof value === 'string') {
      if (!/^[0-9]+%$/.test(value))
        say.invalid(
          path,
          value,
          "a valid percent string must be a numeric string followed by an ending '%'",
        );
      else if (Number(value.slice(0, -1)) > atMost)
        say.invalid(path, value, `must not be greater than ${atMost}%`);
    }
  };
}

export function amountAtLeast(
  low: number,
  detail: string,
  isOpen = false,
): Check {
  return (value, path, say) => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const order = compareQuantities(value, low);
    if (order !== undefined && (order < 0 || (isOpen && order === 0)))
      say.invalid(path, value, detail);
  };
}

export const amountNotNegative = amountAtLeast(
  0,
  'must be greater than or equal to 0',
);
export const amountPositive = amountAtLeast(
  0,
  'must be greater than zero',
  true,
);
