import Ajv, { ErrorObject } from 'ajv';
import type { SchemaEnv } from 'ajv/dist/compile';
import { Draft07, JsonError } from 'json-schema-library';

/** Ajv's sentences for what forms usually ask; the limit is what the schema says. */
const SENTENCES = new Map<string, (limit: unknown) => string>([
  ['required', name => `must have required property '${name}'`],
  ['type', type => `must be ${type}`],
  ['pattern', pattern => `must match pattern "${pattern}"`],
  ['format', format => `must match format "${format}"`],
  ['minimum', limit => `must be >= ${limit}`],
  ['maximum', limit => `must be <= ${limit}`],
  ['minLength', limit => `must NOT have fewer than ${limit} characters`],
  ['maxLength', limit => `must NOT have more than ${limit} characters`],
  ['minItems', limit => `must NOT have fewer than ${limit} items`],
  ['maxItems', limit => `must NOT have more than ${limit} items`],
  ['enum', () => 'must be equal to one of the allowed values'],
]);

/** `max-length-error` -> `maxLength`, as the keyword is written in a schema. */
function keywordOf(code: string): string {
  if (code === 'required-property-error') return 'required';
  return code
    .replace(/-error$/, '')
    .replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** What a template says in place of the usual sentence, by `errorMessage`. */
function ownSentence(schema: object, keyword: string): string | undefined {
  const own: unknown = Reflect.get(schema, 'errorMessage');
  const said =
    typeof own === 'object' && own !== null ? Reflect.get(own, keyword) : own;
  return typeof said === 'string' ? said : undefined;
}

function asAjvSays({ code, message, data }: JsonError): ErrorObject {
  const keyword = keywordOf(code);
  const schema = Object(data.schema);
  const limit = keyword === 'required' ? data.key : schema[keyword];
  return {
    keyword,
    instancePath: data.pointer.replace(/^#/, ''),
    schemaPath: `#/${keyword}`,
    params: keyword === 'required' ? { missingProperty: data.key } : {},
    message:
      ownSentence(schema, keyword) ??
      SENTENCES.get(keyword)?.(limit) ??
      message,
    parentSchema: schema,
    data: data.value,
  };
}

function compile(env: SchemaEnv) {
  const { schema } = env;
  // Schemas of schemas: whether a template is well formed was asked when it was registered.
  const isAlwaysGood = env.meta || typeof schema !== 'object';
  const checker = new Draft07(isAlwaysGood ? {} : schema);
  const validate = Object.assign(
    (data: unknown): boolean => {
      const errors = checker.validate(data).map(asAjvSays);
      Object.assign(validate, { errors: errors.length > 0 ? errors : null });
      return errors.length === 0;
    },
    { errors: null, schema, schemaEnv: env },
  );
  Object.assign(env, { validate });
  return validate;
}

/**
 * Ajv, with which the scaffolder's forms are checked, makes code of each schema and evaluates it,
 * which the portal's Content-Security-Policy forbids, and rightly. From now on it reads schemas with
 * the library that the scaffolder has for its other checks. An app that allows `'unsafe-eval'`, as
 * Backstage's default does, needs none of this.
 */
export function checkWithoutEval(): void {
  Object.defineProperty(Ajv.prototype, '_compileSchemaEnv', { value: compile });
}
