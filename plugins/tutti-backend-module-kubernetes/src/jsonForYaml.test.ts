import { jsonForYaml } from './ApiClient';

const all = Array.from({ length: 0x3000 }, (_, code) =>
  String.fromCharCode(code),
).join('');

it('says the same as JSON, in characters that YAML leaves alone', () => {
  const body = { data: { all: `${all}\ufffe\uffff` } };
  const text = jsonForYaml(body);
  expect(JSON.parse(text)).toEqual(body);
  expect(text).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufffe\uffff]/);
  expect(text).toContain('\\u0093');
});
