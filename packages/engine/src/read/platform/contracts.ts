import type { Ajv2020 } from 'ajv/dist/2020';
import { JsonSchema, JsonValue, isObject } from '../../model';
import { formatPath, Path } from '../path';
import { Finding } from '../report';
import { createSchemaAjv } from '../schema/ajv';
import { checkFor } from '../schema/contract';
import { lazily } from '../schema/lazily';
import { compilePattern } from '../schema/pattern';
import { Violation, violations } from '../schema/violations';
import { PlatformDocument } from './document';

const SECRET = 'x-secret';

const metaSchema = lazily(() => createSchemaAjv('meta'));

/** Whether `params` and `outputs` of a resource type are JSON Schemas that can be used. */
export function contractFindings(document: PlatformDocument): Finding[] {
  if (document.kind !== 'ResourceType') {
    return [];
  }
  const { params, outputs } = document.spec;
  return [
    ...(params ? schemaFindings(params, ['spec', 'params']) : []),
    ...(outputs ? schemaFindings(outputs, ['spec', 'outputs']) : []),
  ];
}

function schemaFindings(schema: JsonSchema, path: Path): Finding[] {
  if (hasPlainSecrets(schema) && checkFor(schema)) {
    return [];
  }
  const ajv = metaSchema();
  if (ajv.validateSchema(schema) !== true) {
    return brokenRules(violations(ajv.errors ?? [], schema), path);
  }
  const findings: Finding[] = [];
  let refers = false;
  for (const { key, value, path: at } of eachKeyword(schema, path)) {
    refers ||= key === '$ref' || key === '$dynamicRef';
    const finding = keywordFinding(key, value, ajv);
    if (finding) {
      findings.push({ ...finding, path: at, code: 'InvalidSchema' });
    }
  }
  return refers && findings.length === 0 ? unresolved(schema, path) : findings;
}

/** Every `x-secret` is true or false. What is data of that name is looked at again below. */
function hasPlainSecrets(schema: JsonValue): boolean {
  if (Array.isArray(schema)) {
    return schema.every(hasPlainSecrets);
  }
  return (
    !isObject(schema) ||
    Object.entries(schema).every(([key, value]) =>
      key === SECRET ? typeof value === 'boolean' : hasPlainSecrets(value),
    )
  );
}

function keywordFinding(
  key: string,
  value: JsonValue,
  ajv: Ajv2020,
): Pick<Finding, 'key' | 'message' | 'hint'> | undefined {
  if (key === SECRET) {
    return typeof value === 'boolean'
      ? undefined
      : { message: `"${SECRET}" is true or false.` };
  }
  if (!key.startsWith('x-') && !Object.hasOwn(ajv.RULES.keywords, key)) {
    return {
      key: true,
      message: `"${key}" is no keyword of JSON Schema.`,
      // A "secret: true" that means nothing would leave a password in the open.
      hint: /secret|sensitive|password/i.test(key)
        ? `Mark a secret output with ${SECRET}: true.`
        : 'Begin keywords of your own with "x-".',
    };
  }
  return patternsOf(key, value).every(isPattern)
    ? undefined
    : {
        message: 'This pattern is no regular expression.',
        hint: 'Write it in RE2 syntax, without look-around and back references.',
      };
}

function patternsOf(key: string, value: JsonValue): string[] {
  if (key === 'pattern') {
    return typeof value === 'string' ? [value] : [];
  }
  return key === 'patternProperties' && isObject(value)
    ? Object.keys(value)
    : [];
}

function isPattern(text: string): boolean {
  try {
    compilePattern(text);
    return true;
  } catch {
    return false;
  }
}

/** Only a compiler follows references; the others need none. */
function unresolved(schema: JsonSchema, path: Path): Finding[] {
  try {
    createSchemaAjv('compile').compile(schema);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        path,
        key: true,
        code: 'InvalidSchema',
        message: `This schema cannot be used: ${reason}.`,
      },
    ];
  }
}

/** One per place: the schema of schemas says the same thing in several branches. */
function brokenRules(broken: Violation[], path: Path): Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const violation of broken) {
    const place = formatPath(violation.path);
    if (!byPlace.has(place)) {
      byPlace.set(place, {
        ...violation,
        path: [...path, ...violation.path],
        code: 'InvalidSchema',
      });
    }
  }
  return [...byPlace.values()];
}

const NAMES_BELOW = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'dependentRequired',
]);

const DATA_BELOW = new Set(['const', 'default', 'enum', 'examples']);

/** Keywords of a schema and of those inside it: neither names of properties nor data. */
function* eachKeyword(
  schema: JsonValue,
  path: Path,
  names = false,
): Generator<{ key: string; value: JsonValue; path: Path }> {
  if (Array.isArray(schema)) {
    for (const [index, item] of schema.entries()) {
      yield* eachKeyword(item, [...path, index]);
    }
  } else if (isObject(schema)) {
    for (const [key, value] of Object.entries(schema)) {
      const at = [...path, key];
      if (names) {
        yield* eachKeyword(value, at);
      } else {
        yield { key, value, path: at };
        if (!DATA_BELOW.has(key) && !key.startsWith('x-')) {
          yield* eachKeyword(value, at, NAMES_BELOW.has(key));
        }
      }
    }
  }
}
