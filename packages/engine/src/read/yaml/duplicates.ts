import { Problem } from '../../model';
import { formatPath, Path } from '../path';
import { entriesOf, Place, readPlaces } from './places';
import { Lines } from './positions';
import { Piece } from './split';

/** Keys that stand twice in one mapping, of a document that is readable otherwise. */
export function* duplicateKeys(piece: Piece, file: string): Generator<Problem> {
  const root = readPlaces(piece.text);
  if (root) {
    yield* duplicatesBelow(root, [], file, new Lines(piece));
  }
}

function* duplicatesBelow(
  place: Place,
  path: Path,
  file: string,
  lines: Lines,
): Generator<Problem> {
  const firsts = new Map<string | number, Place>();
  for (const { name, key, value } of entriesOf(place)) {
    const at = [...path, name];
    const first = firsts.get(name);
    if (key && first) {
      const { line } = lines.position(first.start);
      yield {
        severity: 'error',
        code: 'DuplicateKey',
        message: `The key "${name}" stands here a second time; the first is in line ${line}.`,
        file,
        ...lines.position(key.start),
        path: formatPath(at),
      };
    } else if (key && name !== '<<') {
      firsts.set(name, key);
    }
    if (value) {
      yield* duplicatesBelow(value, at, file, lines);
    }
  }
}
