import { CORE_SCHEMA, Schema, Type } from 'js-yaml';
import { numberAsWritten } from './numeral';

const INTEGER =
  /^[-+]?(?:0b[01]+|0o[0-7]+|0x[0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/;

const FLOAT =
  /^(?:[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

function isText(text: unknown): text is string {
  return typeof text === 'string';
}

function integer(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  return sign * (octal ? parseInt(digits, 8) : Number(digits));
}

function float(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '').toLowerCase();
  switch (digits) {
    case '.inf':
      return sign * Infinity;
    case '.nan':
      return NaN;
    default:
      return sign * Number(digits);
  }
}

/**
 * YAML 1.2's core types (no dates, `yes` is text) and merge keys, but a number with a leading
 * zero is octal: so say Go's reader, which Score's own tools use, and Kubernetes, where people
 * write `defaultMode: 0644`. Numbers keep how they were written
 * (see `Numeral`).
 */
export const TUTTI_YAML: Schema = CORE_SCHEMA.extend({
  implicit: [
    new Type('tag:yaml.org,2002:int', {
      kind: 'scalar',
      resolve: (text: unknown) => isText(text) && INTEGER.test(text),
      construct: (text: string) => numberAsWritten(integer(text), text),
    }),
    new Type('tag:yaml.org,2002:float', {
      kind: 'scalar',
      resolve: (text: unknown) => isText(text) && FLOAT.test(text),
      construct: (text: string) => numberAsWritten(float(text), text),
    }),
    new Type('tag:yaml.org,2002:merge', {
      kind: 'scalar',
      resolve: (text: unknown) => text === '<<',
    }),
  ],
});
