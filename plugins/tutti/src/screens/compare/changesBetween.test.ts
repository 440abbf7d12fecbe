import type { ReleaseSummary } from '@tutti/plugin-tutti-common';
import { changesBetween } from './changesBetween';

const release = (
  id: string,
  digests: Record<string, string>,
  images: ReleaseSummary['images'] = {},
): ReleaseSummary => ({
  id,
  number: 1,
  hash: id,
  digests,
  images,
  createdAt: '2026-11-29T12:00:00Z',
});

it.each<
  [string, ReleaseSummary | undefined, ReleaseSummary | undefined, number]
>([
  ['nothing on the left', undefined, release('a', { web: '1' }), 0],
  ['the same release', release('a', { web: '1' }), release('a', {}), 0],
  ['nothing on the right', release('a', { web: '1', api: '1' }), undefined, 2],
  [
    'one changed, one added, one gone, one the same',
    release('a', { web: '2', api: '1', mail: '1' }),
    release('b', { web: '1', api: '1', old: '1' }),
    3,
  ],
  [
    'another image',
    release('a', { web: '1' }, { web: { main: 'web:2' } }),
    release('b', { web: '1' }, { web: { main: 'web:1' } }),
    1,
  ],
])('%s', (_, left, right, expected) => {
  expect(changesBetween(left, right)).toBe(expected);
});
