import {
  Document,
  isMap,
  isPair,
  isScalar,
  Node,
  Pair,
  parseDocument,
  stringify,
  YAMLMap,
} from 'yaml';

export type EditPath = readonly string[];
export type EditValue =
  | string
  | number
  | boolean
  | EditValue[]
  | { [key: string]: EditValue };

/**
 * A YAML text with another value at a path, or without what stood there; mappings on the way are made
 * and, when nothing is left in them, removed. Every other line stays as it is, with its comments.
 *
 * @returns undefined when the text is no YAML that can be edited
 */
export function edited(
  text: string,
  path: EditPath,
  value: EditValue | undefined,
): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    return undefined;
  }
  const wanted = rewritten(document.clone(), path, value);
  if (same(parseDocument(text), wanted)) return text;
  const spliced = splice(text, document.contents, path, value);
  // The parser judges: where lines cannot be exchanged one by one, the whole is written anew.
  return spliced !== undefined && same(parseDocument(spliced), wanted)
    ? spliced
    : wanted.toString({ lineWidth: 0 });
}

function rewritten(
  document: Document,
  path: EditPath,
  value: EditValue | undefined,
): Document {
  if (value !== undefined) {
    for (let depth = 1; depth < path.length; depth++) {
      const above = path.slice(0, depth);
      // What has nothing yet, or something else than a mapping, becomes one.
      if (!isMap(document.getIn(above))) document.setIn(above, new YAMLMap());
    }
    document.setIn(path, value);
    return document;
  }
  document.deleteIn(path);
  for (let depth = path.length - 1; depth > 0; depth--) {
    const above = document.getIn(path.slice(0, depth));
    if (!isMap(above) || above.items.length > 0) break;
    document.deleteIn(path.slice(0, depth));
  }
  return document;
}

function same(one: Document, other: Document): boolean {
  return (
    one.errors.length === 0 &&
    JSON.stringify(one.toJS()) === JSON.stringify(other.toJS())
  );
}

/** The pairs that lead to a path, as far as they are there. */
function pairsTo(root: YAMLMap, path: EditPath): Pair[] {
  const pairs: Pair[] = [];
  let map: unknown = root;
  for (const key of path) {
    if (!isMap(map)) break;
    const pair = map.items.find(
      item => isPair(item) && isScalar(item.key) && item.key.value === key,
    );
    if (!pair) break;
    pairs.push(pair);
    map = pair.value;
  }
  return pairs;
}

function splice(
  text: string,
  root: YAMLMap,
  path: EditPath,
  value: EditValue | undefined,
): string | undefined {
  const pairs = pairsTo(root, path);
  const maps = [root, ...pairs.map(pair => pair.value)];
  if (value === undefined) {
    // With the last of a mapping the mapping goes.
    let depth = pairs.length - 1;
    while (depth > 0 && lengthOf(maps[depth]) === 1) depth -= 1;
    return without(text, maps[depth], pairs[depth]);
  }
  if (pairs.length === path.length) {
    return replaced(text, pairs[pairs.length - 1], value);
  }
  const rest = path.slice(pairs.length);
  const content = rest.reduceRight<EditValue>(
    (inner, key) => ({ [key]: inner }),
    value,
  );
  return inserted(text, maps[pairs.length], pairs[pairs.length - 1], content);
}

function lengthOf(map: unknown): number {
  return isMap(map) ? map.items.length : 0;
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range ? [range[0], range[1]] : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the end of the line; the end of the text when it is the last. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Where the written part of a node ends: collections claim the empty lines behind them. */
function contentEnd(text: string, node: unknown): number | undefined {
  const range = rangeOf(node);
  return range && range[0] + text.slice(range[0], range[1]).trimEnd().length;
}

function scalarText(value: EditValue): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

function flowText(value: EditValue): string {
  const document = new Document(value);
  if (isMap(document.contents)) document.contents.flow = true;
  return document
    .toString({
      lineWidth: 0,
      collectionStyle: 'flow',
      flowCollectionPadding: true,
    })
    .trimEnd();
}

function blockLines(value: EditValue, indent: number): string {
  const space = ' '.repeat(indent);
  return stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map(line => (line === '' ? line : space + line))
    .join('\n')
    .concat('\n');
}

function replaced(
  text: string,
  { key, value: node }: Pair,
  value: EditValue,
): string | undefined {
  const range = rangeOf(node);
  const keyStart = rangeOf(key)?.[0];
  if (!range || keyStart === undefined) return undefined;
  const isPlain = isScalar(node) && !isBlockText(node.type);
  if (isPlain && typeof value !== 'object') {
    const written = scalarText(value);
    if (written.includes('\n')) return undefined;
    // `key:` alone has its empty value right behind the colon.
    const gap = range[0] === range[1] && text[range[0] - 1] === ':' ? ' ' : '';
    return text.slice(0, range[0]) + gap + written + text.slice(range[1]);
  }
  return undefined;
}

function isBlockText(type: unknown): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
}

function inserted(
  text: string,
  map: unknown,
  above: Pair | undefined,
  content: EditValue,
): string | undefined {
  if (isMap(map) && map.items.length > 0) {
    return map.flow
      ? insertedInFlow(text, map, content)
      : insertedInBlock(text, map, content);
  }
  const key = above && rangeOf(above.key);
  if (!key) return undefined;
  const start = lineStart(text, key[0]);
  const indent = key[0] - start;
  if (text.slice(start, key[0]).trim() !== '') return undefined;
  const isEmptyValue =
    map === null || (isScalar(map) && map.value === null && map.source === '');
  if (isEmptyValue) {
    const end = lineEnd(text, key[1]);
    const before = text.slice(0, end);
    return `${before}${before.endsWith('\n') ? '' : '\n'}${blockLines(
      content,
      indent + 2,
    )}${text.slice(end)}`;
  }
  const range = rangeOf(map);
  return isMap(map) && map.flow && range
    ? text.slice(0, range[0]) + flowText(content) + text.slice(range[1])
    : undefined;
}

function insertedInBlock(
  text: string,
  map: YAMLMap,
  content: EditValue,
): string | undefined {
  const [first] = map.items;
  const last = map.items[map.items.length - 1];
  const firstKey = isPair(first) ? rangeOf(first.key) : undefined;
  const lastEnd = isPair(last)
    ? contentEnd(text, last.value) ?? rangeOf(last.key)?.[1]
    : undefined;
  if (!firstKey || lastEnd === undefined) return undefined;
  const indent = firstKey[0] - lineStart(text, firstKey[0]);
  const end = lineEnd(text, lastEnd);
  const before = text.slice(0, end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${blockLines(
    content,
    indent,
  )}${text.slice(end)}`;
}

function insertedInFlow(
  text: string,
  map: YAMLMap,
  content: EditValue,
): string | undefined {
  const range = rangeOf(map);
  if (!range) return undefined;
  const inside = flowText(content).replace(/^\{\s*|\s*\}$/g, '');
  const before = text.slice(0, range[1] - 1).trimEnd();
  return `${before}, ${inside} ${text.slice(range[1] - 1)}`;
}

function without(
  text: string,
  map: unknown,
  pair: Pair | undefined,
): string | undefined {
  const key = pair && rangeOf(pair.key);
  if (!key || !isMap(map) || map.flow) return undefined;
  const start = lineStart(text, key[0]);
  // `- name: a` begins its item: the rest of the item would lose its dash.
  if (text.slice(start, key[0]).trim() !== '') return undefined;
  const end = lineEnd(text, contentEnd(text, pair.value) ?? key[1]);
  return text.slice(0, start) + text.slice(end);
}
