import { createSchemaAjv } from './ajv';

it('each pattern of a schema is judged by itself', () => {
  const validate = createSchemaAjv('compile').compile({
    properties: { host: { pattern: '^[a-z]+$' }, path: { pattern: '^/' } },
  });
  validate({ host: 'a+', path: '/' });
  expect(validate.errors?.map(({ instancePath }) => instancePath)).toEqual([
    '/host',
  ]);
});
