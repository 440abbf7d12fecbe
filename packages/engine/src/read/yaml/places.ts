import { load, State } from 'js-yaml';
import { Numeral } from './numeral';
import { TUTTI_YAML } from './schema';

/** What the reader has read as one node, and from where to where in the text. */
export interface Place {
  start: number;
  end: number;
  /** `null` for an alias, and for nothing at all. */
  kind: string | null;
  result: unknown;
  /** Keys and values in turn for a mapping, items for a sequence. */
  children: Place[];
}

/** One entry of a mapping or a sequence. */
export interface EntryPlace {
  name: string | number;
  key?: Place;
  value?: Place;
}

/**
 * Reads a document once more and keeps where everything stands. The text must be known to be
 * readable.
 */
export function readPlaces(text: string): Place | undefined {
  const open: Place[] = [];
  let root: Place | undefined;
  const listener = (event: string, state: State) => {
    if (event === 'open') {
      const start = state.position;
      open.push({ start, end: start, kind: null, result: null, children: [] });
      return;
    }
    const place = open.pop();
    if (place) {
      place.end = state.position;
      place.kind = state.kind;
      place.result = state.result;
      place.children = ownChildren(place);
      place.start = skipSpace(text, place.start, place.end);
      const above = open[open.length - 1];
      if (above) {
        above.children.push(place);
      } else {
        root = place;
      }
    }
  };
  // Twice the same key is no obstacle here: it was reported, and the last one counts.
  load(text, { schema: TUTTI_YAML, json: true, listener });
  return root;
}

/** Nothing stands there: `key:` and no value. */
export function isEmptyPlace({ kind, result }: Place): boolean {
  return kind === null && result === null;
}

/**
 * A flow mapping at the beginning of a line is first tried as a key of a block mapping; when no
 * colon follows, what was tried is the node itself.
 */
function ownChildren({ children, result }: Place): Place[] {
  const [tried] = children;
  return children.length === 1 &&
    typeof result === 'object' &&
    Object.is(tried.result, result)
    ? tried.children
    : children;
}

/** The reader opens a node before the space and the comments in front of it. */
function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && /\s/.test(text[at])) {
      at += 1;
    }
    if (at >= end || text[at] !== '#') {
      return Math.min(at, end);
    }
    while (at < end && text[at] !== '\n' && text[at] !== '\r') {
      at += 1;
    }
  }
}

/** The entries of a mapping or a sequence in their order; a key that stands twice gives two. */
export function entriesOf(place: Place): EntryPlace[] {
  switch (place.kind) {
    case 'mapping':
      return mappingEntries(place);
    case 'sequence':
      return sequenceEntries(place);
    default:
      return [];
  }
}

function mappingEntries({ children }: Place): EntryPlace[] {
  const entries: EntryPlace[] = [];
  for (let at = 0; at < children.length; at += 2) {
    const key = children[at];
    // What the reader tried in vain at the end of a mapping is no key.
    if (!isEmptyPlace(key) || at + 1 < children.length) {
      entries.push({ name: nameOf(key), key, value: children[at + 1] });
    }
  }
  return entries;
}

/** A mapping or a list as a key has no name that a path could hold. */
function nameOf({ result }: Place): string {
  return typeof result === 'object' &&
    result !== null &&
    !(result instanceof Numeral)
    ? ''
    : String(result);
}

function sequenceEntries({ children, result }: Place): EntryPlace[] {
  const items: unknown[] = Array.isArray(result) ? result : [];
  let at = 0;
  return items.map((item, name): EntryPlace => {
    const value: Place | undefined = children[at];
    if (value && Object.is(value.result, item)) {
      at += 1;
      return { name, value };
    }
    if (value && item !== null) {
      // `[a: b]`: a mapping of one pair, made of two nodes.
      at += 2;
      return { name, value };
    }
    // `-` with nothing behind it is no node.
    return { name };
  });
}
