import {
  definition,
  platformOf,
  resourceType,
} from '../../match/__fixtures__/platform';
import { offersOf, Place } from '.';

const place = (environment: string, values?: Place['values']): Place => ({
  context: {
    application: 'shop',
    environment,
    environmentType: environment,
    labels: {},
  },
  ...(values && { values }),
});

it('offers each type with its classes, where each is made, and what it gives', () => {
  const platform = platformOf({
    types: [
      resourceType({
        name: 'postgres',
        title: 'PostgreSQL database',
        params: { type: 'object', properties: { size: { type: 'integer' } } },
        outputs: {
          type: 'object',
          properties: {
            host: { type: 'string', description: 'Where it answers.' },
            password: { type: 'string', 'x-secret': true },
          },
        },
      }),
      resourceType({ name: 'base-workload' }),
      resourceType({ name: 'environment' }),
      resourceType({ name: 'lonely' }),
    ],
    definitions: [
      definition({ name: 'pg', class: '*' }),
      definition({
        name: 'pg-large',
        class: 'large',
        criteria: { environmentType: ['production'] },
      }),
      definition({ name: 'env', type: 'environment', driver: 'environment' }),
    ],
  });
  const offers = offersOf(platform, [
    place('development', [{ name: 'A', secret: false }]),
    place('production', [{ name: 'A', secret: true }]),
  ]);
  expect(offers.map(({ type }) => type)).toEqual([
    'environment',
    'lonely',
    'postgres',
  ]);
  const [environment, lonely, postgres] = offers;
  expect(environment.outputs).toEqual([
    { name: 'A', type: 'any', secret: true },
  ]);
  expect(lonely.classes[0].environments[0]).toEqual({
    environment: 'development',
    environmentType: 'development',
    whyNot:
      'No definition of the platform makes resources of type lonely, so there is none for a resource of type lonely.',
  });
  expect(postgres).toMatchObject({
    title: 'PostgreSQL database',
    anyClass: true,
    params: { properties: { size: { type: 'integer' } } },
    outputs: [
      {
        name: 'host',
        type: 'string',
        secret: false,
        description: 'Where it answers.',
      },
      { name: 'password', type: 'string', secret: true },
    ],
  });
  expect(
    postgres.classes.map(({ name, environments }) => [
      name,
      ...environments.map(({ definition: made }) => made),
    ]),
  ).toEqual([
    ['default', 'pg', 'pg'],
    ['large', 'pg', 'pg-large'],
  ]);
});
