import fc from 'fast-check';
import { formatPath, parsePath } from './path';
import { withPositions } from './positions';

const TWO = `a: 1
---
kind: second
spec:
  patches:
    - { name: x }
    - name: y
      when: no
  "a.b/c": { d: 1 }
`;

const problem = { severity: 'error', code: 'X', message: '' } as const;

describe('problems found after reading', () => {
  it.each([
    ['spec.patches[1].when', '8:13'],
    ['spec["a.b/c"].d', '9:17'],
    ['spec.patches[y].when', '5:3'],
    ['spec.gone.deeper', '4:1'],
  ])('are placed by file, document and path %s', (path, place) => {
    const [{ line, column }] = withPositions(
      [{ ...problem, file: 'f.yaml', line: 3, path }],
      () => TWO,
    );
    expect(`${line}:${column}`).toBe(place);
  });

  it('are in the first document where nothing says which', () => {
    expect(
      withPositions([{ ...problem, file: 'f.yaml', path: 'a' }], () => TWO),
    ).toEqual([{ ...problem, file: 'f.yaml', path: 'a', line: 1, column: 4 }]);
  });

  it.each([
    ['no file', { path: 'a' }],
    ['no path', { file: 'f.yaml', line: 3 }],
    ['a place', { file: 'f.yaml', line: 3, column: 7, path: 'kind' }],
    ['another document', { file: 'f.yaml', line: 4, path: 'kind' }],
    ['a file that is not at hand', { file: 'g.yaml', path: 'kind' }],
  ])('stay as they are with %s', (_, where) => {
    const found = [{ ...problem, ...where }];
    expect(
      withPositions(found, file => (file === 'f.yaml' ? TWO : undefined)),
    ).toEqual(found);
  });
});

it('a path is read as it was written, whatever the keys', () => {
  const segment = fc.oneof(fc.nat(), fc.string(), fc.constant('a"b\\]'));
  fc.assert(
    fc.property(fc.array(segment), path => {
      // An empty key, as any that is no plain name, is quoted.
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
  );
});
