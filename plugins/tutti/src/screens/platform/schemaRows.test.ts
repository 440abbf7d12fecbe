import { schemaRows } from './schemaRows';

it('lists what is described, below objects and lists, secrets marked', () => {
  expect(
    schemaRows({
      type: 'object',
      required: ['limits'],
      properties: {
        limits: {
          type: 'object',
          properties: { memory: { type: ['string', 'integer'] } },
        },
        topics: {
          type: 'array',
          items: { type: 'object', properties: { name: { type: 'string' } } },
        },
        password: { type: 'string', 'x-secret': true },
      },
    }).map(
      ({ path, type, required, secret }) =>
        `${path} ${type}${required ? ' required' : ''}${
          secret ? ' secret' : ''
        }`,
    ),
  ).toEqual([
    'limits object required',
    'limits.memory string | integer',
    'topics array',
    'topics[].name string',
    'password string secret',
  ]);
});
