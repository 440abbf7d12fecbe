import { TuttiClient } from '@tutti/plugin-tutti-common';
import { Environment } from '../streams';
import { Terminal, UsageError } from '../Terminal';
import { NoAnswer } from './errors';
import { githubToken } from './githubToken';
import { patient } from './patient';
import { request } from './request';
import { lastPortal, sessionAt } from './sessions';
import { freshToken } from './signIn';

/** Where a portal's backend is. */
export interface PortalOptions {
  /** Its address; else that of `TUTTI_PORTAL`; else of the last login. */
  portal?: string;
}

/** A portal that somebody may ask. */
export interface Portal {
  tutti: TuttiClient;
  /** A page of the portal: `page('deployments', id)`. */
  page(...path: string[]): string;
}

/**
 * The API of a portal, with the token of `TUTTI_TOKEN`, else of the login: an argument would be seen
 * by everybody who may list the processes of the machine.
 *
 * @throws UsageError when the address or the token is not given.
 */
export function portalAt(
  options: PortalOptions,
  terminal: Terminal,
  environment: Environment = process.env,
): TuttiClient {
  return portalOf(options, terminal, environment).tutti;
}

/** @throws UsageError as `portalAt` */
export function portalOf(
  options: PortalOptions,
  terminal: Terminal,
  environment: Environment = process.env,
): Portal {
  const address = addressOf(options, environment);
  const token = tokenOf(address, environment);
  const api = `${address}/api/tutti`;
  terminal.progress(`asking ${new URL(address).host}`);
  const ask: typeof fetch = async (input, init) =>
    answerOf(api, input, {
      ...init,
      headers: authorised(init, await token()),
    });
  return {
    tutti: new TuttiClient({
      discoveryApi: { getBaseUrl: async () => api },
      fetchApi: {
        fetch: patient(ask, () =>
          terminal.progress(`${api} does not answer, trying again`),
        ),
      },
    }),
    page: pagesOf(options, environment),
  };
}

/**
 * Where the portal's pages are: as its login said, else where its backend is.
 *
 * @throws UsageError when the address is not given
 */
export function pagesOf(
  options: PortalOptions,
  environment: Environment = process.env,
): Portal['page'] {
  const address = addressOf(options, environment);
  const app = sessionAt(address, environment)?.app ?? address;
  return (...path) => [app, 'tutti', ...path.map(encodeURIComponent)].join('/');
}

/**
 * Of the option, the environment or the last login; without a slash at its end.
 *
 * @throws UsageError for none, and for one that is no address
 */
export function addressOf(
  { portal }: PortalOptions,
  environment: Environment,
): string {
  const address =
    portal ??
    environment.TUTTI_PORTAL ??
    // A token that somebody gives is for a portal that somebody names.
    (environment.TUTTI_TOKEN ? undefined : lastPortal(environment));
  if (!address) {
    throw new UsageError(
      'which portal? Give the address of its backend: --portal https://…, or TUTTI_PORTAL in the environment',
    );
  }
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new UsageError(
      `--portal ${address}: it must be an address that begins with https:// or http://`,
    );
  }
  return address.replace(/\/+$/, '');
}

/**
 * That of the environment, of the CI job itself, or of the login.
 *
 * @throws UsageError where there is none
 */
function tokenOf(
  address: string,
  environment: Environment,
): () => Promise<string> {
  const { TUTTI_TOKEN } = environment;
  if (TUTTI_TOKEN) {
    return async () => TUTTI_TOKEN;
  }
  const ofJob = githubToken(address, environment);
  if (ofJob) {
    return ofJob;
  }
  if (!sessionAt(address, environment)) {
    throw new UsageError(
      `TUTTI_TOKEN is not set, and nobody has logged in to ${address}: tutti login --portal ${address}, or put a token of the portal into the environment`,
    );
  }
  return () => freshToken(address, environment);
}

function authorised(init: RequestInit | undefined, token: string): Headers {
  const headers = new Headers(init?.headers);
  headers.set('Authorization', `Bearer ${token}`);
  return headers;
}

/** @throws NoAnswer for what no portal says; what it refuses stays an answer. */
async function answerOf(
  api: string,
  input: Parameters<typeof fetch>[0],
  init: RequestInit,
): Promise<Response> {
  const response = await request(api, input, init);
  const type = response.headers.get('content-type') ?? '';
  const isOurs = /\bjson\b|^text\/event-stream\b/.test(type);
  if (response.status >= 500 || (response.status !== 204 && !isOurs)) {
    throw new NoAnswer(
      `${api} answers ${response.status}, not as Tutti does; is it the address of the portal's backend?`,
    );
  }
  return response;
}
