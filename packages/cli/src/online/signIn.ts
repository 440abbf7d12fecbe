import { createHash, randomBytes } from 'crypto';
import { Environment } from '../streams';
import { NoAnswer, RefusedByPortal } from './errors';
import { Loopback } from './loopback';
import { request } from './request';
import { forgetSession, keepSession, Session, sessionAt } from './sessions';

/** So long before its end a token is not used any more: a request takes its time. */
const EARLY_MS = 60_000;

/** What Backstage says of the client that command lines are to it. */
interface Client {
  client_id: string;
  scope?: string;
}

/** RFC 6749, 5.1. */
interface Tokens {
  access_token: string;
  /** Seconds. */
  expires_in: number;
  refresh_token?: string;
}

const authOf = (portal: string) => `${portal}/api/auth`;

/**
 * Authorization code with PKCE and a redirect to this machine (RFC 8252, RFC 7636), by Backstage's own
 * server: a person agrees in the browser in which they are signed in, and no token is ever in an
 * address.
 *
 * @param visit - has the person open a page of the portal
 * @throws RefusedByPortal where the portal offers no such login, or the person said no; NoAnswer
 */
export async function signIn(
  portal: string,
  loopback: Loopback,
  visit: (url: string) => void,
): Promise<Session> {
  const { client_id: clientId, scope } = await clientOf(portal);
  const verifier = randomBytes(48).toString('base64url');
  const state = randomBytes(32).toString('base64url');
  const consent = await consentPage(portal, {
    client_id: clientId,
    redirect_uri: loopback.url,
    response_type: 'code',
    scope: scope ?? 'openid',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  visit(consent.href);
  const code = await loopback.code(state);
  const tokens = await tokensOf(portal, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: loopback.url,
    code_verifier: verifier,
  });
  return sessionOf(tokens, clientId, consent.href.split('/oauth2/')[0]);
}

/**
 * A token of the last login that is still good: the kept one, or the next.
 *
 * @throws RefusedByPortal where there is none any more
 */
export async function freshToken(
  portal: string,
  environment: Environment,
): Promise<string> {
  const session = sessionAt(portal, environment);
  if (session && Date.now() < session.expiresAt - EARLY_MS) {
    return session.token;
  }
  const next = session?.refresh && (await renewed(portal, session));
  if (!next) {
    // Another command may have been faster: a refresh token is good for one time.
    const other = sessionAt(portal, environment);
    if (other && Date.now() < other.expiresAt - EARLY_MS) {
      return other.token;
    }
    throw new RefusedByPortal(
      `The login to ${portal} has expired: tutti login --portal ${portal}`,
    );
  }
  keepSession(portal, next, environment);
  return next.token;
}

/** Forgets it here, and has the portal give nothing more for it. @returns whether there was one */
export async function signOut(
  portal: string,
  environment: Environment,
): Promise<boolean> {
  const session = forgetSession(portal, environment);
  if (session?.refresh) {
    const { token, clientId } = session.refresh;
    await post(`${authOf(portal)}/v1/revoke`, { token, client_id: clientId });
  }
  return session !== undefined;
}

async function renewed(
  portal: string,
  session: Session,
): Promise<Session | undefined> {
  const { token, clientId } = session.refresh ?? {};
  if (token === undefined || clientId === undefined) return undefined;
  const response = await post(`${authOf(portal)}/v1/token`, {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: token,
  });
  return response.ok
    ? sessionOf(readTokens(await response.json()), clientId, session.app)
    : undefined;
}

async function clientOf(portal: string): Promise<Client> {
  const auth = authOf(portal);
  const url = `${auth}/.well-known/oauth-client/cli.json`;
  const response = await request(auth, url);
  if (response.status >= 500) {
    throw new NoAnswer(`${auth} answers ${response.status}`);
  }
  const client: unknown = response.ok
    ? await response.json().catch(() => undefined)
    : undefined;
  if (!isClient(client)) {
    throw new RefusedByPortal(
      `${portal} offers no login for command lines: whoever runs it sets auth.clientIdMetadataDocuments.enabled. Until then: tutti login --token-stdin`,
    );
  }
  return client;
}

/** Asked for here, so that what is wrong with it is read here and not in a browser. */
async function consentPage(
  portal: string,
  parameters: Record<string, string>,
): Promise<URL> {
  const auth = authOf(portal);
  const url = `${auth}/v1/authorize?${new URLSearchParams(parameters)}`;
  const response = await request(auth, url, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (!location || !URL.canParse(location)) {
    throw new RefusedByPortal(
      `${auth} does not let command lines log in: it answers ${response.status}`,
    );
  }
  const page = new URL(location);
  const wrong = page.searchParams.get('error_description');
  if (wrong !== null) {
    throw new RefusedByPortal(`${auth} refuses the login: ${wrong}`);
  }
  if (!/^https?:$/.test(page.protocol)) {
    throw new RefusedByPortal(`${auth} leads to no page of a portal: ${page}`);
  }
  return page;
}

async function tokensOf(
  portal: string,
  body: Record<string, string>,
): Promise<Tokens> {
  const response = await post(`${authOf(portal)}/v1/token`, body);
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    throw new RefusedByPortal(
      `The portal gives no token: ${
        textAt(answer, 'error_description') ?? response.status
      }`,
    );
  }
  return readTokens(answer);
}

function post(url: string, body: Record<string, string>): Promise<Response> {
  return request(url, url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function sessionOf(
  { access_token: token, expires_in: seconds, refresh_token: next }: Tokens,
  clientId: string,
  app: string | undefined,
): Session {
  return {
    token,
    expiresAt: Date.now() + seconds * 1000,
    ...(next !== undefined && { refresh: { token: next, clientId } }),
    ...(app !== undefined && { app }),
  };
}

function readTokens(answer: unknown): Tokens {
  if (!isTokens(answer)) {
    throw new NoAnswer('the portal answers with something that is no token');
  }
  return answer;
}

function isTokens(answer: unknown): answer is Tokens {
  return (
    textAt(answer, 'access_token') !== undefined &&
    typeof Reflect.get(Object(answer), 'expires_in') === 'number'
  );
}

function isClient(answer: unknown): answer is Client {
  return textAt(answer, 'client_id') !== undefined;
}

function textAt(answer: unknown, key: string): string | undefined {
  const value: unknown = Reflect.get(Object(answer), key);
  return typeof value === 'string' ? value : undefined;
}
