import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { isPrivate, lookupPublic, PrivateAddress } from './addresses';

/** Resolving, connecting and answering take so long at most. */
const PATIENCE_MS = 10_000;

export interface Outgoing {
  url: URL;
  headers: Record<string, string>;
  body: string;
  allowPrivate: boolean;
}

/**
 * Posts, follows nothing, and reads nothing of the answer but its status.
 *
 * @returns the HTTP status
 * @throws Error with a sentence that names the host at most
 */
export async function post(
  { url, headers, body, allowPrivate }: Outgoing,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<number> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address is connected to without being looked up.
  if (!allowPrivate && net.isIP(host) !== 0 && isPrivate(host)) {
    throw new PrivateAddress(host);
  }
  const late = AbortSignal.timeout(patienceMs);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      // One of its own: no connection that somebody else opened, none that stays.
      agent: false,
      signal: AbortSignal.any([signal, late]),
      ...(!allowPrivate && { lookup: lookupPublic }),
    });
    sending.once('response', response => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sending.once('error', error =>
      reject(
        late.aborted
          ? new Error(
              `${host} gave no answer within ${patienceMs / 1000} seconds.`,
            )
          : told(error, host),
      ),
    );
    sending.end(body);
  });
}

function told(error: Error, host: string): Error {
  if (error instanceof PrivateAddress || error.name === 'AbortError') {
    return error;
  }
  const code: unknown = Reflect.get(error, 'code');
  return new Error(
    `${host} cannot be reached: ${
      typeof code === 'string' ? code : 'the connection broke'
    }.`,
  );
}
