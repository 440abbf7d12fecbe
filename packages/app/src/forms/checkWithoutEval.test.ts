import validator from '@rjsf/validator-ajv8';
import { checkWithoutEval } from './checkWithoutEval';

const SCHEMA = {
  type: 'object' as const,
  required: ['name'],
  properties: {
    name: { type: 'string' as const, title: 'Name', pattern: '^[a-z]+$' },
    port: { type: 'integer' as const, minimum: 1 },
    image: {
      type: 'string' as const,
      minLength: 3,
      errorMessage: { minLength: 'That is no image.' },
    },
  },
};

const NAME = { name: 'shop' };

describe('a form', () => {
  beforeAll(() => {
    checkWithoutEval();
    jest.spyOn(globalThis, 'Function').mockImplementation(() => {
      throw new EvalError('Refused by the Content-Security-Policy');
    });
  });

  afterAll(() => {
    jest.restoreAllMocks();
  });

  it.each([
    [NAME, []],
    [{ ...NAME, port: 8080, image: 'a:1' }, []],
    [{}, ["must have required property 'Name'"]],
    [{ name: 'A' }, [`'Name' must match pattern "^[a-z]+$"`]],
    [{ ...NAME, port: 0 }, ['.port must be >= 1']],
    [{ ...NAME, port: 'x' }, ['.port must be integer']],
    [{ ...NAME, image: 'a' }, ['.image That is no image.']],
  ])('is checked without evaluating code: %j', (data, said) => {
    const { errors } = validator.validateFormData(data, SCHEMA);
    expect(errors.map(({ stack }) => stack)).toEqual(said);
  });
});
