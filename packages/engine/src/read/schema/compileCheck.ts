import { isObject, JsonSchema, JsonValue, Secret, Unknown } from '../../model';
import { valueAt } from '../tree';
import type { Pattern } from './pattern';

/** Says whether a value fits a schema, and nothing else. */
export type Check = (value: unknown) => boolean;

interface CheckOptions {
  /** Absent properties get their defaults, in place. */
  useDefaults: boolean;
  /** @throws Error when it is no regular expression */
  pattern(text: string): Pattern;
}

/** The schema uses what is not known here, or is none. */
class NotKnown extends Error {}

/** What a schema may say beside its rules. */
const NOTES = new Set([
  '$comment',
  'deprecated',
  'description',
  'errorMessage',
  'examples',
  'readOnly',
  'title',
  'writeOnly',
]);

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

type Rule = (value: unknown) => boolean;

const TYPES: Readonly<Record<string, Rule | undefined>> = {
  array: value => Array.isArray(value),
  boolean: value => typeof value === 'boolean',
  integer: value => Number.isInteger(value),
  null: value => value === null,
  number: value => Number.isFinite(value),
  object: isMap,
  string: value => typeof value === 'string',
};

class Compiler {
  /** By reference: one that is being compiled is used before it is there. */
  readonly #referred = new Map<string, { check?: Check }>();

  constructor(
    private readonly root: JsonSchema,
    private readonly options: CheckOptions,
  ) {}

  /** @param fills - whether defaults are filled in here: not in branches that may not hold */
  check(schema: JsonValue | undefined, fills: boolean): Check {
    if (typeof schema === 'boolean') {
      return () => schema;
    }
    if (!isObject(schema)) {
      throw new NotKnown();
    }
    const rules = this.#rules(schema, fills);
    const isOfType = this.#typeRule(schema.type);
    return given => {
      if (given instanceof Unknown) {
        return given.type === 'any' || isOfType(standIn(given));
      }
      const value = given instanceof Secret ? given.reveal() : given;
      return isOfType(value) && rules.every(rule => rule(value));
    };
  }

  #rules(schema: JsonSchema, fills: boolean): Rule[] {
    const rules: Rule[] = fills ? this.#defaults(schema) : [];
    for (const [keyword, operand] of Object.entries(schema)) {
      const rule = this.#rule(keyword, operand, schema, fills);
      if (rule) {
        rules.push(rule);
      }
    }
    return rules;
  }

  /** Undefined for what is no rule. */
  #rule(
    keyword: string,
    operand: JsonValue,
    schema: JsonSchema,
    fills: boolean,
  ): Rule | undefined {
    switch (keyword) {
      case 'type':
      case 'default':
        return undefined;
      case '$schema':
        return orNotKnown(operand === DIALECT);
      case '$defs':
        mapOf(operand, one => this.check(one, fills));
        return undefined;
      case '$ref':
        return this.#reference(operand, fills);
      case 'enum':
        return this.#choice(listOf(operand));
      case 'const':
        return this.#choice([operand]);
      case 'minLength':
        return ifText(wholeNumber(operand), (text, least) =>
          hasAtLeast(text, least),
        );
      case 'maxLength':
        return ifText(
          wholeNumber(operand),
          (text, most) => text.length <= most || !hasAtLeast(text, most + 1),
        );
      case 'pattern':
        return this.#pattern(operand);
      case 'minimum':
        return ifNumber(operand, (value, bound) => value >= bound);
      case 'maximum':
        return ifNumber(operand, (value, bound) => value <= bound);
      case 'exclusiveMinimum':
        return ifNumber(operand, (value, bound) => value > bound);
      case 'exclusiveMaximum':
        return ifNumber(operand, (value, bound) => value < bound);
      case 'minItems':
        return ifList(
          wholeNumber(operand),
          (list, least) => list.length >= least,
        );
      case 'maxItems':
        return ifList(
          wholeNumber(operand),
          (list, most) => list.length <= most,
        );
      case 'uniqueItems':
        return orNotKnown(operand === true, value =>
          Array.isArray(value) ? hasNoTwins(value) : true,
        );
      case 'items': {
        const check = this.check(operand, fills);
        return value => !Array.isArray(value) || value.every(check);
      }
      case 'minProperties':
        return ifMap(
          wholeNumber(operand),
          (map, least) => sizeOf(map) >= least,
        );
      case 'maxProperties':
        return ifMap(wholeNumber(operand), (map, most) => sizeOf(map) <= most);
      case 'required': {
        const names = listOf(operand).map(textOf);
        return ifMap(names, map =>
          names.every(name => Object.hasOwn(map, name)),
        );
      }
      case 'properties':
        return this.#properties(operand, fills);
      case 'additionalProperties':
        return this.#others(operand, schema.properties, fills);
      case 'propertyNames': {
        const check = this.check(operand, false);
        return ifMap(check, map => Object.keys(map).every(check));
      }
      case 'allOf': {
        const checks = this.#branches(operand, fills);
        return value => checks.every(check => check(value));
      }
      case 'anyOf': {
        const checks = this.#branches(operand, false);
        return value => checks.some(check => check(value));
      }
      case 'oneOf': {
        const checks = this.#branches(operand, false);
        return value => checks.filter(check => check(value)).length === 1;
      }
      case 'if': {
        const condition = this.check(operand, false);
        const [then = true, otherwise = true] = [schema.then, schema.else];
        const holds = this.check(then, fills);
        const fails = this.check(otherwise, fills);
        return value => (condition(value) ? holds(value) : fails(value));
      }
      case 'then':
      case 'else':
        return orNotKnown('if' in schema);
      default:
        return orNotKnown(NOTES.has(keyword) || keyword.startsWith('x-'));
    }
  }

  #branches(operand: JsonValue, fills: boolean): Check[] {
    return listOf(operand).map(one => this.check(one, fills));
  }

  #reference(operand: JsonValue, fills: boolean): Rule {
    const path = textOf(operand);
    if (!/^#(\/[\w$-]+)*$/.test(path)) {
      throw new NotKnown();
    }
    const key = `${path} ${fills}`;
    let referred = this.#referred.get(key);
    if (!referred) {
      referred = {};
      this.#referred.set(key, referred);
      referred.check = this.check(
        valueAt(this.root, path.split('/').slice(1)),
        fills,
      );
    }
    const { check } = referred;
    const later = referred;
    return check ?? (value => later.check?.(value) === true);
  }

  /** Mappings and lists to choose from are rare, and comparing them is not. */
  #choice(choices: JsonValue[]): Rule {
    if (choices.some(choice => typeof choice === 'object' && choice !== null)) {
      throw new NotKnown();
    }
    const allowed = new Set<unknown>(choices);
    return value => allowed.has(value);
  }

  #pattern(operand: JsonValue): Rule {
    const text = textOf(operand);
    let pattern: Pattern;
    try {
      pattern = this.options.pattern(text);
    } catch {
      throw new NotKnown();
    }
    return value => typeof value !== 'string' || pattern.test(value);
  }

  #properties(operand: JsonValue, fills: boolean): Rule {
    const checks = mapOf(operand, one => this.check(one, fills));
    return ifMap(checks, map =>
      checks.every(
        ([name, check]) => !Object.hasOwn(map, name) || check(map[name]),
      ),
    );
  }

  #others(
    operand: JsonValue,
    properties: JsonValue | undefined,
    fills: boolean,
  ): Rule {
    const known = isObject(properties) ? properties : {};
    const check = this.check(operand, fills);
    return ifMap(check, map =>
      Object.keys(map).every(
        name => Object.hasOwn(known, name) || check(map[name]),
      ),
    );
  }

  #typeRule(operand: JsonValue | undefined): Rule {
    if (operand === undefined) {
      return () => true;
    }
    const rules = [operand].flat().map(type => {
      const rule = typeof type === 'string' ? TYPES[type] : undefined;
      return rule ?? notKnown();
    });
    return rules.length === 1
      ? rules[0]
      : value => rules.some(rule => rule(value));
  }

  #defaults({ properties }: JsonSchema): Rule[] {
    const defaults = isObject(properties)
      ? Object.entries(properties).flatMap(([name, property]) =>
          isObject(property) && 'default' in property
            ? [[name, property.default] as const]
            : [],
        )
      : [];
    return defaults.length === 0
      ? []
      : [
          ifMap(defaults, map => {
            for (const [name, value] of defaults) {
              if (map[name] === undefined) {
                map[name] = structuredClone(value);
              }
            }
            return true;
          }),
        ];
  }
}

/**
 * A check for the schemas that people mostly write, at a hundredth of what it costs to load a
 * compiler for all schemas and to let it make code: who reads ten files would wait for nothing
 * else. It only says yes or no; whoever gets a no asks that compiler for the reasons.
 *
 * Undefined when the schema uses another keyword, or is no schema: then the compiler decides. Where
 * there is a check, the schema is right.
 *
 * Values of a plan are taken as they are: a Secret by its content, an Unknown by its type.
 */
export function compileCheck(
  schema: JsonSchema,
  options: CheckOptions,
): Check | undefined {
  try {
    return new Compiler(schema, options).check(schema, options.useDefaults);
  } catch (error) {
    if (error instanceof NotKnown) {
      return undefined;
    }
    throw error;
  }
}

function standIn({ type }: Unknown): unknown {
  switch (type) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'object':
      return {};
    case 'array':
      return [];
    default:
      return 0;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notKnown(): never {
  throw new NotKnown();
}

function orNotKnown(known: boolean, rule?: Rule): Rule | undefined {
  return known ? rule : notKnown();
}

function textOf(operand: JsonValue): string {
  return typeof operand === 'string' ? operand : notKnown();
}

function listOf(operand: JsonValue): JsonValue[] {
  return Array.isArray(operand) && operand.length > 0 ? operand : notKnown();
}

function wholeNumber(operand: JsonValue): number {
  return typeof operand === 'number' &&
    Number.isInteger(operand) &&
    operand >= 0
    ? operand
    : notKnown();
}

function mapOf(
  operand: JsonValue,
  check: (one: JsonValue) => Check,
): [string, Check][] {
  return isObject(operand)
    ? Object.entries(operand).map(([name, one]) => [name, check(one)])
    : notKnown();
}

function ifText(
  bound: number,
  rule: (text: string, bound: number) => boolean,
): Rule {
  return value => typeof value !== 'string' || rule(value, bound);
}

function ifNumber(
  operand: JsonValue,
  rule: (value: number, bound: number) => boolean,
): Rule {
  const bound = typeof operand === 'number' ? operand : notKnown();
  return value => typeof value !== 'number' || rule(value, bound);
}

function ifList(
  bound: number,
  rule: (list: unknown[], bound: number) => boolean,
): Rule {
  return value => !Array.isArray(value) || rule(value, bound);
}

function ifMap<T>(
  operand: T,
  rule: (map: Record<string, unknown>, operand: T) => boolean,
): Rule {
  return value => !isMap(value) || rule(value, operand);
}

function sizeOf(map: object): number {
  return Object.keys(map).length;
}

/** In code points, as JSON Schema counts. */
function hasAtLeast(text: string, least: number): boolean {
  if (text.length < least) {
    return false;
  }
  let count = 0;
  for (const _ of text) {
    count += 1;
    if (count >= least) {
      return true;
    }
  }
  return count >= least;
}

/** A no where mappings would have to be compared: the compiler looks again. */
function hasNoTwins(list: unknown[]): boolean {
  return (
    new Set(list).size === list.length &&
    list.every(item => typeof item !== 'object' || item === null)
  );
}
