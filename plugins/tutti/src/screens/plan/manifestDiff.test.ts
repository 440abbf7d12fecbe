import type { ObjectChange } from '@tutti/plugin-tutti-common';
import { diffParts, partOf, pathKeys, sidesOf } from './manifestDiff';

const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' };

function change(rest: Partial<ObjectChange>): ObjectChange {
  return { ref, action: 'update', changed: [], ...rest };
}

describe('partOf', () => {
  it('keeps only what somebody planned', () => {
    expect(
      partOf(
        {
          metadata: { name: 'a', uid: '1', labels: { mine: 'x', theirs: 'y' } },
          status: { ready: true },
        },
        [{ metadata: { name: 'a', labels: { mine: 'z' } } }, undefined],
      ),
    ).toEqual({ metadata: { name: 'a', labels: { mine: 'x' } } });
  });

  it('keeps what was applied before, also where it is wanted no more', () => {
    expect(
      partOf({ data: { old: '1', kept: '2', theirs: '3' } }, [
        { data: { kept: '2' } },
        { data: { old: '1', kept: '2' } },
      ]),
    ).toEqual({ data: { old: '1', kept: '2' } });
  });

  it('goes into lists by place', () => {
    expect(
      partOf(
        [{ name: 'a', extra: 1 }, { name: 'injected' }],
        [[{ name: 'a' }]],
      ),
    ).toEqual([{ name: 'a' }]);
  });
});

it.each([
  ['spec.containers[0].image', ['spec', 'containers', '0', 'image']],
  ['metadata.annotations["a.b/c"]', ['metadata', 'annotations', 'a.b/c']],
  ['stringData.PASSWORD', ['stringData', 'PASSWORD']],
])('the keys of %s', (path, keys) => {
  expect(pathKeys(path)).toEqual(keys);
});

describe('sidesOf', () => {
  it('says that a secret changed without showing it', () => {
    const data = { stringData: { PASSWORD: '(secret)', USER: '(secret)' } };
    const { before, after } = sidesOf(
      change({
        lastApplied: data,
        desired: data,
        changed: ['stringData.PASSWORD'],
      }),
    );
    expect(before).toBe(
      'stringData:\n  PASSWORD: (secret)\n  USER: (secret)\n',
    );
    expect(after).toBe(
      'stringData:\n  PASSWORD: (secret, changed)\n  USER: (secret)\n',
    );
  });

  it('compares with what is live, so that drift is seen', () => {
    const { before } = sidesOf(
      change({
        live: { data: { a: 'by hand' }, status: 'x' },
        lastApplied: { data: { a: 'ours' } },
        desired: { data: { a: 'ours' } },
      }),
    );
    expect(before).toBe('data:\n  a: by hand\n');
  });

  it.each<[ObjectChange['action'], string, string]>([
    ['create', '', 'a: 1\n'],
    ['delete', 'a: 1\n', ''],
  ])('%s has one side only', (action, before, after) => {
    const sides = sidesOf(
      change({
        action,
        desired: action === 'create' ? { a: 1 } : undefined,
        lastApplied: action === 'delete' ? { a: 1 } : undefined,
      }),
    );
    expect(sides).toEqual({ before, after });
  });
});

describe('diffParts', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => `line ${index}`);

  it('folds what is far from any change', () => {
    const before = lines(30).join('\n');
    const after = before.replace('line 15', 'line fifteen');
    const parts = diffParts(before, after);
    expect(
      parts.map(part =>
        'folded' in part
          ? part.folded.length
          : part.lines.map(line => line.sign).join(''),
      ),
    ).toEqual([12, '   -+   ', 11]);
  });

  it('does not fold two lines: that would hide nothing', () => {
    const before = lines(6).join('\n');
    const parts = diffParts(before, before.replace('line 5', 'x'));
    expect(parts.every(part => 'lines' in part)).toBe(true);
  });

  it('has no line for nothing', () => {
    expect(diffParts('', 'a: 1\n')).toEqual([
      { lines: [{ sign: '+', text: 'a: 1' }] },
    ]);
  });
});
