import { paramsProblems } from './paramsSchema';
import { english } from '../__testUtils__/texts';

it('says in sentences what a type says against params', () => {
  const schema = {
    type: 'object',
    required: ['version'],
    additionalProperties: false,
    properties: {
      version: { type: 'string' },
      size: { type: 'integer', minimum: 1, maximum: 5 },
      zone: { enum: ['a', 'b'] },
      name: { type: 'string', pattern: '^[a-z]+$' },
    },
  };
  const problems = paramsProblems(english, schema, {
    size: 9,
    zone: 'c',
    name: 'A',
    other: 1,
  });
  expect(problems.sort()).toEqual([
    'name must match ^[a-z]+$.',
    'other is not known here.',
    'size must be 5 or less.',
    'version is missing.',
    'zone must be one of: a, b.',
  ]);
});

it('says nothing of what a placeholder may become', () => {
  const schema = { properties: { size: { type: 'integer' } } };
  expect(
    paramsProblems(english, schema, { size: '${resources.env.SIZE}' }),
  ).toEqual([]);
});
