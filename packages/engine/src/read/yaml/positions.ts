import type { Document, LineCounter, Node, Pair } from 'yaml';
import { Path } from '../path';
import { Piece } from './split';

/** 1-based. */
export interface Position {
  line: number;
  column: number;
}

export interface LocateOptions {
  /** The key itself instead of its value. */
  key?: boolean;
  /** Text to look for inside the value, for problems in the middle of a long one. */
  inside?: string;
}

export type Locate = (path: Path, options?: LocateOptions) => Position;

/** A document parsed with positions: three times the price, paid only when there is something to report. */
export interface PositionedDocument {
  document: Document.Parsed;
  lines: LineCounter;
}

/** @throws RangeError when the text nests too deeply for the parser */
export function parsePositions(text: string): PositionedDocument {
  // Loaded here: most files have nothing to report and never need it.
  const { LineCounter, parseDocument }: typeof import('yaml') = require('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'silent',
    merge: true,
    prettyErrors: false,
    // Its check compares every key with every other; see duplicateKeys.
    uniqueKeys: false,
  });
  return { document, lines };
}

/** Finds places in one document; where a path leads nowhere, the nearest place above it. */
export function createLocate(piece: Piece): Locate {
  let finder: Finder | undefined;
  return (path, options = {}) => {
    finder ??= new Finder(piece);
    return finder.find(path, options);
  };
}

class Finder {
  private readonly parsed?: PositionedDocument;
  private readonly pairs = new Map<Node, Map<string, Pair>>();

  constructor(private readonly piece: Piece) {
    try {
      this.parsed = parsePositions(piece.text);
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
    }
  }

  find(path: Path, options: LocateOptions): Position {
    const {
      isCollection,
      isMap,
      isNode,
      isSeq,
    }: typeof import('yaml') = require('yaml');
    let node: unknown = this.parsed?.document.contents;
    let offset = isNode(node) ? this.startOf(node) : 0;
    for (const [index, segment] of path.entries()) {
      let key: unknown;
      let value: unknown;
      if (isMap(node)) {
        const pair = this.pairsOf(node).get(String(segment));
        key = pair?.key;
        value = pair?.value;
      } else if (isSeq(node) && typeof segment === 'number') {
        value = node.items[segment];
      }
      if (!isNode(key) && !isNode(value)) {
        return this.at(offset);
      }
      const last = index === path.length - 1;
      const wantsKey = isNode(key) && ((last && options.key) || !isNode(value));
      if (isNode(key) && (wantsKey || isEmpty(value))) {
        offset = this.startOf(key);
      } else if (isNode(value)) {
        // A collection is known by its key: its own start is its first child.
        offset = this.startOf(isNode(key) && isCollection(value) ? key : value);
      }
      node = value;
    }
    if (options.inside !== undefined && isNode(node) && node.range) {
      const raw = this.piece.text.slice(node.range[0], node.range[1]);
      offset += Math.max(0, raw.indexOf(options.inside));
    }
    return this.at(offset);

    function isEmpty(value: unknown): boolean {
      return isNode(value) && value.range?.[0] === value.range?.[1];
    }
  }

  private pairsOf(map: Node): Map<string, Pair> {
    const { isMap, isScalar }: typeof import('yaml') = require('yaml');
    let pairs = this.pairs.get(map);
    if (!pairs) {
      pairs = new Map();
      for (const pair of isMap(map) ? map.items : []) {
        if (isScalar(pair.key)) {
          pairs.set(String(pair.key.source ?? pair.key.value), pair);
        }
      }
      this.pairs.set(map, pairs);
    }
    return pairs;
  }

  private startOf(node: Node): number {
    return node.range?.[0] ?? 0;
  }

  private at(offset: number): Position {
    if (!this.parsed) {
      return { line: this.piece.line, column: 1 };
    }
    const { line, col } = this.parsed.lines.linePos(offset);
    return { line: line + this.piece.line - 1, column: col };
  }
}
