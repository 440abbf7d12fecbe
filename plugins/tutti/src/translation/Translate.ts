import type { JSX } from 'react';
import type { Texts } from './ref';

/** `plan.discard`, of the file `plan.ts`: for tables of texts. */
export type TextKey = {
  [Screen in keyof Texts]: `${Screen}.${keyof Texts[Screen] & string}`;
}[keyof Texts];

/** Both forms of a text that counts have one key. */
type CalledBy<Key extends string> = Key extends `${infer Base}_one`
  ? Base
  : Key extends `${string}_other`
  ? never
  : Key;

type Forms<Name extends string> = Name | `${Name}_one` | `${Name}_other`;

/** Of both forms, where there are two. */
type TextOf<Key extends string> = Key extends `${infer Screen}.${infer Name}`
  ? Screen extends keyof Texts
    ? Texts[Screen][Forms<Name> & keyof Texts[Screen]]
    : never
  : never;

/** 'count', where there are two forms. */
type Count<Key extends string> = Key extends TextKey ? never : 'count';

/** Of its `{{name}}`s. */
type Names<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type English<Message> = Message extends { en: infer Text } ? Text : never;

type Filled<Key extends string, Value> = {
  [Name in Names<English<TextOf<Key>>> | Count<Key>]: Name extends 'count'
    ? number
    : Value;
};

type Filling<Key extends string, Value> = keyof Filled<Key, Value> extends never
  ? []
  : [values: Filled<Key, Value>];

/**
 * Gives the text of a key in the language that the reader chose. A name that is not filled does not compile.
 * Backstage's own type looks at all texts for each call: with ours it is more than the compiler bears.
 */
export interface Translate {
  <Key extends CalledBy<TextKey>>(
    key: Key,
    ...values: Filling<Key, string | number>
  ): string;
  /** With elements among the values. */
  <Key extends CalledBy<TextKey>>(
    key: Key,
    ...values: Filling<Key, string | number | JSX.Element>
  ): JSX.Element;
}

/** What Backstage translates with, by the texts that there are. */
export function asTranslate(t: unknown): Translate;
export function asTranslate(t: unknown): unknown {
  return t;
}
