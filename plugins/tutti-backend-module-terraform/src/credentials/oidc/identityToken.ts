import { createSign, randomUUID } from 'node:crypto';
import { JsonObject } from '@backstage/types';
import { CredentialSubject } from '../Credentials';
import { SigningKey } from './SigningKeys';

/**
 * A JSON Web Token (RS256) that says for which resource of which environment the tool works, so that a cloud can
 * decide what it may do there.
 */
export function identityToken(given: {
  key: SigningKey;
  issuer: string;
  audience: string;
  subject: CredentialSubject;
  /** Milliseconds. */
  now: number;
  lifetimeMs: number;
}): string {
  const { key, issuer, audience, subject, now, lifetimeMs } = given;
  const { application, environment, environmentType, resource } = subject;
  const seconds = Math.floor(now / 1000);
  const head = encode({ alg: 'RS256', typ: 'JWT', kid: key.kid });
  const body = encode({
    iss: issuer,
    aud: audience,
    // Names have no slash.
    sub: `${application}/${environment}/${resource}`,
    application,
    environment,
    environment_type: environmentType,
    resource,
    iat: seconds,
    nbf: seconds,
    exp: seconds + Math.floor(lifetimeMs / 1000),
    jti: randomUUID(),
  });
  const signature = createSign('RSA-SHA256')
    .update(`${head}.${body}`)
    .sign(key.privateKey, 'base64url');
  return `${head}.${body}.${signature}`;
}

function encode(part: JsonObject): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
