import { kindOf, mint } from './mint';

it.each([
  ['password', /^[A-Za-z][A-Za-z0-9]{31}$/],
  ['suffix', /^[a-z][a-z0-9]{7}$/],
  ['uuid', /^[0-9a-f-]{36}$/],
] as const)('a %s has a form that tells its kind', (kind, form) => {
  for (let times = 0; times < 100; times++) {
    const value = mint(kind);
    expect(value).toMatch(form);
    expect(kindOf(value)).toBe(kind);
  }
});
