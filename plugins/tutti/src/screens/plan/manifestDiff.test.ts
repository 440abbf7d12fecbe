import type { ObjectChange } from '@tutti/plugin-tutti-common';
import { diffParts, sidesOf } from './manifestDiff';

const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' };

function change(rest: Partial<ObjectChange>): ObjectChange {
  return { ref, action: 'update', changed: [], ...rest };
}

describe('sidesOf', () => {
  it('says of a secret that it changed without showing it', () => {
    const secret = { masked: 'secret' };
    const { before, after } = sidesOf(
      change({
        lastApplied: { data: { PASSWORD: secret, USER: secret } },
        desired: { data: { NEW: secret, PASSWORD: secret, USER: secret } },
        changed: ['data.NEW', 'data.PASSWORD'],
      }),
    );
    expect(before).toBe('data:\n  PASSWORD: (secret)\n  USER: (secret)\n');
    expect(after).toBe(
      'data:\n  NEW: (secret)\n  PASSWORD: (secret, changed)\n  USER: (secret)\n',
    );
  });

  it('says what is known after apply, and shows data that looks like a mask', () => {
    const { after } = sidesOf(
      change({
        desired: {
          host: { masked: 'unknown', type: 'string', from: 'db' },
          data: { masked: 'nothing', value: { masked: 'secret' } },
        },
      }),
    );
    expect(after).toBe('data:\n  masked: secret\nhost: (known after apply)\n');
  });

  it('compares with what is live, so that drift is seen', () => {
    const { before } = sidesOf(
      change({
        live: { data: { a: 'by hand' } },
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
