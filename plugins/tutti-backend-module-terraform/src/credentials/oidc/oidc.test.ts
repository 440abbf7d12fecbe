import { createPublicKey, createVerify } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import express from 'express';
import { Knex } from 'knex';
import { testSealing } from '../../__testUtils__/sealing';
import { openDatabase } from '../../state';
import { identityToken } from './identityToken';
import { OIDC_PATH, oidcRouter } from './oidcRouter';
import { SigningKeys } from './SigningKeys';

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

const MINUTE = 60_000;
const ISSUER = 'https://backstage.example.com/api/tutti/terraform/oidc';
const options = {
  rotateMs: 100 * MINUTE,
  leadMs: 10 * MINUTE,
  tokenMs: MINUTE,
};
const part = (token: string, index: number) =>
  JSON.parse(Buffer.from(token.split('.')[index], 'base64url').toString());

describe.each(databases.eachSupportedId())('identity tokens, %s', id => {
  let db: Knex;
  let sealing: TuttiSealing;
  let keys: SigningKeys;

  beforeEach(async () => {
    const knex = await databases.init(id);
    db = await openDatabase({ getClient: async () => knex });
    sealing = testSealing();
    keys = new SigningKeys(db, async () => sealing, options);
  });

  const kids = async () =>
    (await keys.published()).keys.map(({ kid }) => String(kid));
  const pass = (minutes: number) =>
    db('terraform_oidc_keys').decrement('created_at', minutes * MINUTE);
  const token = async () => {
    const { key, now } = await keys.current();
    return identityToken({
      key,
      issuer: ISSUER,
      audience: 'sts.amazonaws.com',
      subject: {
        application: 'shop',
        environment: 'live',
        environmentType: 'production',
        resource: 'database-1',
      },
      now,
      lifetimeMs: MINUTE,
    });
  };

  it('are what the published keys say they are', async () => {
    const signed = await token();
    const server: Server = createServer(
      express().use(oidcRouter(keys, ISSUER)),
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // Sockets of the test, an address by construction.
    const { port } = server.address() as AddressInfo;
    const get = async (path: string) =>
      (await fetch(`http://127.0.0.1:${port}${OIDC_PATH}${path}`)).json();
    const discovery = await get('/.well-known/openid-configuration');
    const { keys: published } = await get('/keys');
    server.close();
    expect(discovery).toMatchObject({
      issuer: ISSUER,
      jwks_uri: `${ISSUER}/keys`,
    });
    expect(published).toEqual([
      {
        kty: 'RSA',
        n: expect.any(String),
        e: 'AQAB',
        kid: part(signed, 0).kid,
        use: 'sig',
        alg: 'RS256',
      },
    ]);
    const [head, body, signature] = signed.split('.');
    const verify = (text: string) =>
      createVerify('RSA-SHA256')
        .update(text)
        .verify(
          createPublicKey({ key: published[0], format: 'jwk' }),
          signature,
          'base64url',
        );
    expect(verify(`${head}.${body}`)).toBe(true);
    expect(verify(`${head}.${body}x`)).toBe(false);
    const { iat, exp, ...claims } = part(signed, 1);
    expect(exp - iat).toBe(60);
    expect(claims).toMatchObject({
      iss: ISSUER,
      aud: 'sts.amazonaws.com',
      sub: 'shop/live/database-1',
      application: 'shop',
      environment: 'live',
      environment_type: 'production',
      resource: 'database-1',
    });
  });

  it('are signed by a new key once verifiers can know it', async () => {
    const first = part(await token(), 0).kid;
    await pass(101);
    // Made, published, but it does not sign yet.
    expect(part(await token(), 0).kid).toBe(first);
    const [, second] = await kids();
    expect(second).toBeDefined();
    await pass(11);
    expect(part(await token(), 0).kid).toBe(second);
    // A token of the first may still be valid.
    expect(await kids()).toEqual([first, second]);
    await pass(3);
    expect(await kids()).toEqual([second]);
  });

  it('come from one key, however many replicas begin at once', async () => {
    const replicas = Array.from(
      { length: 4 },
      () => new SigningKeys(db, async () => sealing, options),
    );
    const found = await Promise.all(
      replicas.map(async replica => (await replica.current()).key.kid),
    );
    expect(new Set(found).size).toBe(1);
    expect(await kids()).toEqual([found[0]]);
  });

  it('leave no private key in the database in clear', async () => {
    await keys.current();
    const rows = JSON.stringify(await db('terraform_oidc_keys').select('*'));
    expect(rows).not.toContain('PRIVATE KEY');
    expect(JSON.stringify(await keys.published())).not.toContain('"d":');
  });
});
