import { Router } from 'express';
import { SigningKeys } from './SigningKeys';

/** Below the plugin's own address; with it, the issuer unless another one is configured. */
export const OIDC_PATH = '/terraform/oidc';
const KEYS_PATH = `${OIDC_PATH}/keys`;
/** Verifiers may keep what they read for so long; a key is published for longer before it signs. */
const KEPT = 'public, max-age=300';

/** Public by their nature: how to check the identity tokens that the backend signs (OpenID Connect Discovery). */
export function oidcRouter(keys: SigningKeys, issuer: string): Router {
  const router = Router();
  router.get(
    `${OIDC_PATH}/.well-known/openid-configuration`,
    (_request, response) => {
      response.set('Cache-Control', KEPT).json({
        issuer,
        jwks_uri: `${issuer.replace(/\/+$/, '')}/keys`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        claims_supported: [
          ...['iss', 'aud', 'sub', 'iat', 'nbf', 'exp', 'jti'],
          ...['application', 'environment', 'environment_type', 'resource'],
        ],
      });
    },
  );
  router.get(KEYS_PATH, (_request, response, next) => {
    keys
      .published()
      .then(set => response.set('Cache-Control', KEPT).json(set))
      .catch(next);
  });
  return router;
}
