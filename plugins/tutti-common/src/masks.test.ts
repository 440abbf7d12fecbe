import type { JsonValue } from '@tutti/engine';
import { shownAt, withMasksSaid } from './masks';

const unknown = { masked: 'unknown', type: 'string', from: 'db.host' };

it.each<[string, JsonValue, ReturnType<typeof shownAt>]>([
  ['a text', '(secret)', { value: '(secret)' }],
  ['a secret', { masked: 'secret' }, { mask: { masked: 'secret' } }],
  [
    'what is known after apply',
    unknown,
    { mask: { masked: 'unknown', type: 'string', from: 'db.host' } },
  ],
  [
    'data that looks like a mask',
    { masked: 'nothing', value: { masked: 'secret' } },
    { value: { masked: 'secret' } },
  ],
  ['data of an older version', { masked: 'yes' }, { value: { masked: 'yes' } }],
])('%s', (_, value, shown) => {
  expect(shownAt(value)).toEqual(shown);
});

it('says every mask in a whole, at any depth', () => {
  expect(
    withMasksSaid(
      {
        list: [{ masked: 'secret' }, unknown, 1, null],
        data: { masked: 'nothing', value: { masked: { masked: 'secret' } } },
      },
      ({ masked }) => `(${masked})`,
    ),
  ).toEqual({
    list: ['(secret)', '(unknown)', 1, null],
    data: { masked: '(secret)' },
  });
});
