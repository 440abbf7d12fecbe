import { placeAt, placeholderAt } from './place';

/** `|` marks the offset. */
function at(marked: string): [string, number] {
  const offset = marked.indexOf('|');
  return [marked.replace('|', ''), offset];
}

describe('the place in a Score text', () => {
  it.each<[string, string, string]>([
    ['an empty text', '|', 'key '],
    ['a key of the top', 'apiVersion: x\nmeta|', 'key '],
    ['a key below', 'containers:\n  main:\n    im|', 'key containers main'],
    [
      'a value',
      'containers:\n  main:\n    image: ngi|',
      'value containers main image',
    ],
    [
      'a value not begun',
      'resources:\n  db:\n    type: |',
      'value resources db type',
    ],
    [
      'behind a sibling',
      'resources:\n  db:\n    type: pg\n    |',
      'key resources db',
    ],
    [
      'a comment between',
      'resources:\n# note\n  db:\n\n    |',
      'key resources db',
    ],
    [
      'a quoted key',
      'containers:\n  main:\n    files:\n      "/a b":\n        |',
      'key containers main files /a b',
    ],
    [
      'back out again',
      'containers:\n  main:\n    image: x\nresources:\n  |',
      'key resources',
    ],
    ['a key in an item', 'probes:\n  - name: a\n    val|', 'key probes -'],
    ['an item', 'command:\n  - |', 'key command -'],
  ])('%s', (_, marked, expected) => {
    const { kind, path } = placeAt(...at(marked));
    expect(`${kind} ${path.join(' ')}`).toBe(expected);
  });

  it.each<[string, string[] | undefined]>([
    ['A: ${res|', ['res']],
    ['A: "x-${resources.db.|', ['resources', 'db', '']],
    ['A: ${resources.db.host}|', undefined],
    ['A: $${res|', undefined],
    ['A: $$${res|', ['res']],
  ])('the placeholder in %s', (marked, parts) => {
    expect(placeholderAt(...at(marked))?.parts).toEqual(parts);
  });
});
