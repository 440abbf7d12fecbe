import { CORE_SCHEMA, Schema, Type } from 'js-yaml';

const INTEGER =
  /^[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/;

function integer(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  return sign * (octal ? parseInt(digits, 8) : Number(digits));
}

/**
 * YAML 1.2's core types (no dates, `yes` is text) and merge keys, but a number with a leading
 * zero is octal: so say Go's reader, which Score's own tools use, and Kubernetes, where people
 * write `defaultMode: 0644`.
 */
export const TUTTI_YAML: Schema = CORE_SCHEMA.extend({
  implicit: [
    new Type('tag:yaml.org,2002:int', {
      kind: 'scalar',
      resolve: (text: unknown) =>
        typeof text === 'string' && INTEGER.test(text),
      construct: integer,
    }),
    new Type('tag:yaml.org,2002:merge', {
      kind: 'scalar',
      resolve: (text: unknown) => text === '<<',
    }),
  ],
});
