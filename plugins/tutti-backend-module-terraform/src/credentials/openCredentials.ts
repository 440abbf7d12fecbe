import { Config } from '@backstage/config';
import { openSecretStore } from '@tutti/plugin-tutti-backend-module-kubernetes';
import { TuttiSealing } from '@tutti/plugin-tutti-node';
import { Router } from 'express';
import { Knex } from 'knex';
import { readCredentials, readOidc } from './config';
import { Credentials, TokenSigner } from './Credentials';
import { identityToken } from './oidc/identityToken';
import { OIDC_PATH, oidcRouter } from './oidc/oidcRouter';
import { SigningKeys } from './oidc/SigningKeys';

/** Longer than verifiers keep the list of keys. */
const LEAD_MS = 3_600_000;

/**
 * The credentials of `tutti.terraform.credentials`, and where the keys of identity tokens are published.
 *
 * @param given.pluginUrl - where the plugin answers, as clouds would reach it
 * @throws InputError naming the config path of what is wrong.
 */
export function openCredentials(given: {
  config: Config;
  db: Knex;
  sealing: () => Promise<TuttiSealing>;
  pluginUrl: string;
}): { credentials: Credentials; router: Router } {
  const { config, db, sealing, pluginUrl } = given;
  const {
    issuer = pluginUrl + OIDC_PATH,
    tokenMs,
    rotateMs,
  } = readOidc(config);
  const keys = new SigningKeys(db, sealing, {
    rotateMs,
    tokenMs,
    leadMs: LEAD_MS,
  });
  const signer: TokenSigner = {
    async sign(audience, subject) {
      const { key, now } = await keys.current();
      return identityToken({
        key,
        issuer,
        audience,
        subject,
        now,
        lifetimeMs: tokenMs,
      });
    },
  };
  return {
    credentials: new Credentials(readCredentials(config), {
      secrets: openSecretStore(config),
      signer,
    }),
    router: oidcRouter(keys, issuer),
  };
}
