import { JsonObject, JsonValue } from '@tutti/plugin-tutti-common';
import { Draft07, JsonError } from 'json-schema-library';
import type { Translate } from '../translation';

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The schema of a type's params as a form can show it: of several types the first, since a field is
 * of one kind. A default is told and not filled in: it would be written into the Score file.
 * @param usually - Says what the default is.
 */
export function formSchema(
  schema: JsonObject,
  usually: (value: string) => string,
): JsonObject {
  const { type, properties, default: usual, title: _, ...rest } = schema;
  const kind = Array.isArray(type)
    ? type.find(each => each !== 'null') ?? 'string'
    : type;
  return {
    ...rest,
    ...(kind !== undefined && { type: kind }),
    ...(usual !== undefined && {
      description: [
        rest.description,
        usually(typeof usual === 'string' ? usual : JSON.stringify(usual)),
      ]
        .filter(Boolean)
        .join(' '),
    }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [
          name,
          isObject(each) ? { title: name, ...formSchema(each, usually) } : each,
        ]),
      ),
    }),
  };
}

/** Can the type be asked for anything? */
export function hasParams(schema: JsonObject): boolean {
  return (
    isObject(schema.properties) && Object.keys(schema.properties).length > 0
  );
}

/** What of a schema people meet most; what else it says is said in its own words. */
const SENTENCES = {
  RequiredPropertyError: 'forms.paramMissing',
  TypeError: 'forms.paramType',
  EnumError: 'forms.paramEnum',
  PatternError: 'forms.paramPattern',
  MinimumError: 'forms.paramMinimum',
  MaximumError: 'forms.paramMaximum',
  NoAdditionalPropertiesError: 'forms.paramUnknown',
} as const;

function isTold(name: string): name is keyof typeof SENTENCES {
  return Object.hasOwn(SENTENCES, name);
}

function said(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

function sentence(t: Translate, { name, message, data }: JsonError): string {
  if (!isTold(name)) return message;
  const { pointer, key, property } = data;
  const path = [pointer.replace(/^#\/?/, ''), key ?? property]
    .filter(part => part !== undefined && part !== '')
    .join('/');
  const limit =
    data.expected ??
    data.values ??
    data.pattern ??
    data.minimum ??
    data.maximum;
  return t(SENTENCES[name], { param: path, limit: said(limit) });
}

/**
 * What the type's contract says against params, in sentences. A text with a placeholder may become
 * anything, so that nothing is said of it.
 */
export function paramsProblems(
  t: Translate,
  schema: JsonObject,
  params: JsonObject,
): string[] {
  return new Draft07(schema)
    .validate(params)
    .filter(({ data }) => {
      const value: unknown = data?.value;
      return !(typeof value === 'string' && value.includes('${'));
    })
    .map(error => sentence(t, error));
}
