import type { ObjectChange } from '@tutti/plugin-tutti-common';
import { english } from '../../__testUtils__/texts';
import { sidesOf } from './manifestDiff';

const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' };

function change(rest: Partial<ObjectChange>): ObjectChange {
  return { ref, action: 'update', changed: [], ...rest };
}

describe('sidesOf', () => {
  it('says of a secret that it changed without showing it', () => {
    const secret = { masked: 'secret' };
    const { before, after } = sidesOf(
      english,
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
      english,
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
      english,
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
      english,
      change({
        action,
        desired: action === 'create' ? { a: 1 } : undefined,
        lastApplied: action === 'delete' ? { a: 1 } : undefined,
      }),
    );
    expect(sides).toEqual({ before, after });
  });
});
