import { claimsOf } from './claims';

const encode = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (payload: unknown) => `Bearer e30.${encode(payload)}.c2ln`;

describe('what a verified token says', () => {
  it('is read where the token is of the verified subject', () => {
    const said = token({ sub: 'repo:a/b', run: 7, public: true, aud: ['x'] });
    const claims = { sub: 'repo:a/b', run: '7', public: 'true' };
    expect(claimsOf(said, 'external:repo:a/b')).toEqual(claims);
    expect(claimsOf(said, 'external:github:repo:a/b')).toEqual(claims);
  });

  it.each([
    ['a plugin', token({ sub: 'a' }), 'plugin:a'],
    ['another subject', token({ sub: 'a' }), 'external:b'],
    ['the end of a subject', token({ sub: 'b' }), 'external:ab'],
    ['no subject', token({}), 'external:a'],
    ['a secret that is no token', 'Bearer abc', 'external:a'],
    ['what is no JSON', 'Bearer a.b.c', 'external:a'],
    ['what is no object', token('a'), 'external:a'],
    ['nothing', undefined, 'external:a'],
  ])('is nothing of %s', (_what, authorization, subject) => {
    expect(claimsOf(authorization, subject)).toBeUndefined();
  });
});
