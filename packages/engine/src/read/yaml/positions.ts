import { Path } from '../path';
import {
  EntryPlace,
  entriesOf,
  isEmptyPlace,
  Place,
  readPlaces,
} from './places';
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

/** From offsets in a piece to lines of its file. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly piece: Piece) {
    for (const match of piece.text.matchAll(/\r\n|\n|\r/g)) {
      this.starts.push(match.index + match[0].length);
    }
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return {
      line: low + this.piece.line,
      column: offset - this.starts[low] + 1,
    };
  }
}

class Finder {
  private readonly root: Place | undefined;
  private readonly lines: Lines;
  private readonly entries = new Map<Place, Map<string, EntryPlace>>();

  constructor(private readonly piece: Piece) {
    this.root = readPlaces(piece.text);
    this.lines = new Lines(piece);
  }

  find(path: Path, { key: wantsKey, inside }: LocateOptions): Position {
    let place = this.root;
    let offset = place?.start ?? 0;
    for (const [index, segment] of path.entries()) {
      const entry = place && this.entriesOf(place).get(String(segment));
      if (!entry) {
        return this.lines.position(offset);
      }
      const { key, value } = entry;
      const isLast = index === path.length - 1;
      // A mapping or list is known by its key: its own start is its first child.
      const byKey =
        (isLast && wantsKey) ||
        !value ||
        isEmptyPlace(value) ||
        value.kind === 'mapping' ||
        value.kind === 'sequence';
      offset = ((byKey && key) || value)?.start ?? offset;
      place = value;
    }
    if (inside !== undefined && place) {
      const raw = this.piece.text.slice(place.start, place.end);
      offset += Math.max(0, raw.indexOf(inside));
    }
    return this.lines.position(offset);
  }

  private entriesOf(place: Place): Map<string, EntryPlace> {
    let entries = this.entries.get(place);
    if (!entries) {
      entries = new Map(
        entriesOf(place).map(entry => [String(entry.name), entry]),
      );
      this.entries.set(place, entries);
    }
    return entries;
  }
}

/**
 * Finds places in one document; where a path leads nowhere, the nearest place above it. The
 * document is read a second time for it, when there is something to report.
 */
export function createLocate(piece: Piece): Locate {
  let finder: Finder | undefined;
  return (path, options = {}) => {
    finder ??= new Finder(piece);
    return finder.find(path, options);
  };
}
