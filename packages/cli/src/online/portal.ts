import { ResponseError } from '@backstage/errors';
import { TuttiClient } from '@tutti/plugin-tutti-common';
import { Environment } from '../streams';
import { Terminal, UsageError } from '../Terminal';

/** Where a portal's backend is. */
export interface PortalOptions {
  /** Its address; else that of `TUTTI_PORTAL`. */
  portal?: string;
}

/** The portal did not answer as one: exit code 3. */
export class NoAnswer extends Error {
  readonly name = 'NoAnswer';
}

/** The portal does not do it; its sentence says why: exit code 1. */
export class RefusedByPortal extends Error {
  readonly name = 'RefusedByPortal';
}

const DEADLINE_MS = 60_000;

/**
 * The API of a portal, with the token of `TUTTI_TOKEN`: an argument would be seen by everybody who
 * may list the processes of the machine.
 *
 * @throws UsageError when the address or the token is not given.
 */
export function portalAt(
  { portal }: PortalOptions,
  terminal: Terminal,
  environment: Environment = process.env,
): TuttiClient {
  const address = portal ?? environment.TUTTI_PORTAL;
  const token = environment.TUTTI_TOKEN;
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
  if (!token) {
    throw new UsageError(
      'TUTTI_TOKEN is not set: put a token of the portal into the environment',
    );
  }
  const api = `${address.replace(/\/+$/, '')}/api/tutti`;
  terminal.progress(`asking ${new URL(address).host}`);
  return new TuttiClient({
    discoveryApi: { getBaseUrl: async () => api },
    fetchApi: {
      fetch: (input, init) => answerOf(api, input, init, token),
    },
  });
}

/** @throws NoAnswer for what no portal says; what it refuses stays an answer. */
async function answerOf(
  api: string,
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  token: string,
): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set('Authorization', `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(input, {
      ...init,
      headers,
      // A token goes to nobody but the one it was meant for.
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
  } catch (error) {
    throw new NoAnswer(`${api} does not answer: ${reasonOf(error)}`);
  }
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  if (response.status >= 500 || (response.status !== 204 && !isJson)) {
    throw new NoAnswer(
      `${api} answers ${response.status}, not as Tutti does; is it the address of the portal's backend?`,
    );
  }
  return response;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause ?? error : error;
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause
      ? cause.code
      : undefined;
  if (code !== undefined) {
    return String(code);
  }
  return error instanceof Error ? error.message : String(error);
}

/** What somebody who was refused reads; errors of another kind stay what they are. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof ResponseError)) {
    return error;
  }
  return new RefusedByPortal(
    error.statusCode === 401
      ? 'The portal does not know the token of TUTTI_TOKEN, or it has expired.'
      : error.body.error.message,
  );
}
