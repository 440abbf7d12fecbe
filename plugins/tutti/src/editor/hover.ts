import type { ResourceOffer } from '@tutti/plugin-tutti-common';
import type { Translate } from '../translation';
import { fieldText } from './fields';
import { declaredIn, Knowledge, offerOf, schemaAt, typesOf } from './knowledge';
import { placeAt } from './place';

/** What a word of a Score text means. */
export interface Explanation {
  from: number;
  to: number;
  title: string;
  lines: string[];
}

/** Explains the key, the resource type or the placeholder that stands at an offset. */
export function explainAt(
  text: string,
  offset: number,
  knowledge: Knowledge,
  t: Translate,
): Explanation | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? undefined : end);
  return (
    explainPlaceholder(text, { line, start, offset }, knowledge, t) ??
    explainKey(text, { line, start, offset }, knowledge, t) ??
    explainType(text, { line, start, offset }, knowledge, t)
  );
}

interface Spot {
  line: string;
  start: number;
  offset: number;
}

function explainPlaceholder(
  text: string,
  { line, start, offset }: Spot,
  knowledge: Knowledge,
  t: Translate,
): Explanation | undefined {
  for (const match of line.matchAll(
    /\$\{resources\.([\w-]+)(?:\.([\w-]+))?[^}]*\}/g,
  )) {
    const from = start + match.index;
    const to = from + match[0].length;
    if (offset < from || offset > to) continue;
    const [whole, name, key] = match;
    const { resources } = declaredIn(text);
    const type = Object.hasOwn(resources, name)
      ? resources[name].type
      : undefined;
    const offer = offerOf(knowledge, type);
    const output = offer?.outputs.find(each => each.name === key);
    return {
      from,
      to,
      title: whole,
      lines: [
        ...(type === undefined ? [] : [t('editor.ofType', { type })]),
        ...(output?.description === undefined ? [] : [output.description]),
        ...(output?.secret ? [t('editor.secretOutput')] : []),
      ],
    };
  }
  return undefined;
}

function explainKey(
  text: string,
  { line, start, offset }: Spot,
  knowledge: Knowledge,
  t: Translate,
): Explanation | undefined {
  const key = /^(\s*(?:- )*)(["']?)([^\s#][^:]*?)\2:(?=\s|$)/.exec(line);
  if (!key) return undefined;
  const from = start + key[1].length;
  const to = from + key[0].length - key[1].length - 1;
  if (offset < from || offset > to) return undefined;
  const path = [...placeAt(text, from).path, key[3]];
  const schema = schemaAt(path, declaredIn(text), knowledge);
  if (!schema) return undefined;
  const { description } = schema;
  return {
    from,
    to,
    title: key[3],
    lines: [
      fieldText(path, t) ??
        (typeof description === 'string' ? description : ''),
      typesOf(schema).join(' | '),
    ].filter(each => each !== ''),
  };
}

function explainType(
  text: string,
  { line, start, offset }: Spot,
  knowledge: Knowledge,
  t: Translate,
): Explanation | undefined {
  const { path, kind, from } = placeAt(text, offset);
  if (kind !== 'value' || path[0] !== 'resources' || path[2] !== 'type') {
    return undefined;
  }
  const type = /^[\w-]+/.exec(line.slice(from - start))?.[0];
  const offer = offerOf(knowledge, type);
  return (
    offer && {
      from,
      to: from + offer.type.length,
      title: offer.title ?? offer.type,
      lines: [
        ...(offer.description === undefined ? [] : [offer.description]),
        ...placesOf(offer, t),
      ],
    }
  );
}

/** Where a resource type is made, and where not. */
export function placesOf(
  { classes: [usual] }: Pick<ResourceOffer, 'classes'>,
  t: Translate,
): string[] {
  const made = usual.environments.filter(each => each.definition !== undefined);
  const lacking = usual.environments.filter(each => each.whyNot !== undefined);
  const names = (places: typeof made) =>
    places.map(({ environment }) => environment).join(', ');
  return [
    ...(made.length > 0
      ? [t('editor.madeIn', { environments: names(made) })]
      : []),
    ...(lacking.length > 0
      ? [t('editor.notMadeIn', { environments: names(lacking) })]
      : []),
  ];
}
