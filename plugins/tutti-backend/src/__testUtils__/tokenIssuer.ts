import {
  generateKeyPairSync,
  JsonWebKey,
  KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';

/** One that signs tokens as a CI does, and serves its keys on loopback. */
export interface TokenIssuer {
  /** Of its key set. */
  url: string;
  /** ES256, valid for five minutes unless `claims` says otherwise. */
  token(claims: Record<string, unknown>): string;
  /** The same by a key that is not in its set. */
  forged(claims: Record<string, unknown>): string;
  stop(): Promise<void>;
}

const VALID_S = 300;

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const real = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key: JsonWebKey = real.publicKey.export({ format: 'jwk' });
  const server = createServer((_request, response) => {
    response
      .setHeader('Content-Type', 'application/json')
      .end(JSON.stringify({ keys: [{ ...key, kid: 'ci', alg: 'ES256' }] }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks`,
    token: claims => signed(claims, real.privateKey),
    forged: claims => signed(claims, other.privateKey),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function signed(claims: Record<string, unknown>, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1000);
  const content = [
    { alg: 'ES256', typ: 'JWT', kid: 'ci' },
    { iat: now, exp: now + VALID_S, jti: randomUUID(), ...claims },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(content), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${content}.${signature.toString('base64url')}`;
}
