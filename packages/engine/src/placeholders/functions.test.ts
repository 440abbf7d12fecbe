import { Secret, Unknown, Value } from '../model';
import { applyFunction } from './functions';

function applied(name: string, value: Value): Value {
  const found = applyFunction(name, value);
  return found.ok ? found.value : found.message;
}

describe('text', () => {
  it.each<[Value, string]>([
    ['25', '25'],
    ['', ''],
    [25, '25'],
    [-0.5, '-0.5'],
    [true, 'true'],
    [false, 'false'],
  ])('of %j is %j', (value, text) => {
    expect(applied('text', value)).toBe(text);
  });

  it.each<[Value, string]>([
    [null, 'null'],
    [[], 'a list'],
    [{ a: 1 }, 'a map'],
    [new Secret({ a: 1 }), 'a map'],
    [new Secret(['a']), 'a list'],
    [new Unknown('object', false, 'x'), 'a map'],
    [new Unknown('array', true, 'x'), 'a list'],
  ])('is not to be had of %j', (value, kind) => {
    expect(applied('text', value)).toBe(
      `text(…) takes a text, a number, true or false, not ${kind}`,
    );
  });

  it('of a secret is secret', () => {
    const value = applied('text', new Secret(4711));
    expect(value instanceof Secret && value.reveal()).toBe('4711');
  });

  it.each(['string', 'integer', 'boolean', 'any'] as const)(
    'of a %s that is not known yet is not known yet',
    type => {
      expect(applied('text', new Unknown(type, true, 'db.port'))).toEqual(
        new Unknown('string', true, 'text(db.port)'),
      );
    },
  );
});

describe('urlencode', () => {
  it.each<[Value, string]>([
    ['/', '%2F'],
    [
      "p@ss:w/rd?#[]!$&'()*+,;= %",
      'p%40ss%3Aw%2Frd%3F%23%5B%5D%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%25',
    ],
    ['AZaz09-._~', 'AZaz09-._~'],
    ['\n\u0001', '%0A%01'],
    ['é€', '%C3%A9%E2%82%AC'],
    ['\ud800', '%EF%BF%BD'],
    [5432, '5432'],
  ])('of %j is %s', (value, text) => {
    expect(applied('urlencode', value)).toBe(text);
  });

  it('gives what a URL reads back', () => {
    const password = "p@:/?#%2F é'";
    const url = new URL(
      `amqp://u:${applied('urlencode', password)}@mq:5672/%2F`,
    );
    expect(decodeURIComponent(url.password)).toBe(password);
  });

  it('of a secret is secret', () => {
    const value = applied('urlencode', new Secret('p/w'));
    expect(value instanceof Secret && value.reveal()).toBe('p%2Fw');
  });
});

it('a function that does not exist', () => {
  expect(applyFunction('url', 'x')).toEqual({
    ok: false,
    code: 'UnknownPlaceholder',
    message: 'there is no function "url"',
    hint: 'There are: text, urlencode.',
  });
  expect(applyFunction('constructor', 'x').ok).toBe(false);
});
