export { readCredentials, readOidc } from './config';
export {
  Credentials,
  type CredentialSubject,
  type Handed,
  type TokenSigner,
} from './Credentials';
export { openCredentials } from './openCredentials';
export { OIDC_PATH, oidcRouter } from './oidc/oidcRouter';
