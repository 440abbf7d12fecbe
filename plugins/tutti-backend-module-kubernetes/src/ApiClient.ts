import http from 'node:http';
import https from 'node:https';
import { JsonObject, JsonValue, TargetCall, TargetError } from '@tutti/engine';
import { Connection, Passport } from './connection';
import {
  credentialsError,
  noAnswerError,
  stoppedError,
  Subject,
  timeoutError,
} from './errors';

export interface ApiRequest {
  method: 'GET' | 'PATCH' | 'DELETE';
  /** From the API server's root: `/api/v1/namespaces/shop`. */
  path: string;
  query?: Record<string, string>;
  body?: JsonObject;
  contentType?: string;
  /** For error messages: `apply Deployment shop-dev/web`. */
  deed: string;
}

/** Any answer, whatever its status. */
export interface ApiAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The text as JSON; undefined when it is none. */
  body: JsonValue | undefined;
}

/** When a call has to be over, and what it means that it was not. */
interface Limit {
  signal: AbortSignal;
  /** Monotonic, milliseconds: a process that was frozen finds it passed when it goes on. */
  deadline: number;
  /** `sent`: the API server may have carried the request out. */
  exceeded(sent: boolean): TargetError;
}

/**
 * Sends single requests to one API server; retries nothing. We send our own bytes instead
 * of using the library's generated clients: an apply must carry exactly the fields we own,
 * and a write must never begin after its deadline.
 */
export class ApiClient {
  constructor(
    readonly cluster: string,
    private readonly connection: Connection,
  ) {}

  get server(): string {
    return this.connection.server;
  }

  /** @throws TargetError when no answer came; an answer of any status is returned. */
  async send(request: ApiRequest, call: TargetCall): Promise<ApiAnswer> {
    const subject: Subject = { cluster: this.cluster, deed: request.deed };
    const writes = request.method !== 'GET';
    const limit: Limit = {
      signal: AbortSignal.any([
        call.signal,
        AbortSignal.timeout(call.timeoutMs),
      ]),
      deadline: performance.now() + call.timeoutMs,
      exceeded: sent =>
        call.signal.aborted
          ? stoppedError(subject, writes && sent)
          : timeoutError(subject, call.timeoutMs, writes && sent),
    };
    const passport = await this.passport(subject, limit);
    return exchange(this.connection.server, request, passport, limit, subject);
  }

  private async passport(subject: Subject, limit: Limit): Promise<Passport> {
    try {
      return await within(limit, this.connection.passport());
    } catch (error) {
      if (error instanceof TargetError) throw error;
      throw credentialsError(subject, error);
    }
  }
}

/** A sign-in program may hang. */
function within<T>(limit: Limit, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(limit.exceeded(false));
    if (limit.signal.aborted) onAbort();
    limit.signal.addEventListener('abort', onAbort);
    work
      .then(resolve, reject)
      .finally(() => limit.signal.removeEventListener('abort', onAbort));
  });
}

/**
 * JSON that is the same when it is read as YAML, as a server-side apply is: characters that YAML
 * refuses or takes for the end of a line are escaped.
 */
export function jsonForYaml(body: unknown): string {
  return JSON.stringify(body).replace(
    /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function exchange(
  server: string,
  request: ApiRequest,
  passport: Passport,
  limit: Limit,
  subject: Subject,
): Promise<ApiAnswer> {
  return new Promise<ApiAnswer>((resolve, reject) => {
    const url = urlOf(server, request, limit);
    const encrypted = url.protocol === 'https:';
    const body = request.body && Buffer.from(jsonForYaml(request.body));
    const outgoing = (encrypted ? https : http).request(url, {
      method: request.method,
      agent: passport.agent,
      headers: {
        accept: 'application/json',
        'user-agent': 'tutti',
        ...passport.headers,
        ...(body && {
          'content-type': request.contentType ?? 'application/json',
          'content-length': body.length,
        }),
      },
    });
    let sent = false;
    const over = new AbortController();
    const stop = (error: TargetError) => {
      over.abort();
      outgoing.destroy();
      reject(error);
    };
    const onError = (error: Error) =>
      stop(noAnswerError(subject, error, request.method !== 'GET' && sent));
    // Nothing is written before `end`, and `end` waits for an open socket: after a long
    // handshake, or a freeze during it, the deadline is looked at once more.
    const write = () => {
      if (limit.signal.aborted || performance.now() >= limit.deadline) {
        stop(limit.exceeded(false));
        return;
      }
      sent = true;
      outgoing.end(body);
    };
    limit.signal.addEventListener('abort', () => stop(limit.exceeded(sent)), {
      signal: over.signal,
    });
    outgoing.on('error', onError);
    outgoing.on('socket', socket => {
      if (socket.connecting) {
        socket.once(encrypted ? 'secureConnect' : 'connect', write);
      } else {
        write();
      }
    });
    outgoing.on('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', onError);
      response.on('end', () => {
        over.abort();
        const text = Buffer.concat(chunks).toString('utf8');
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, text, body: parse(text) });
      });
    });
  });
}

function urlOf(server: string, request: ApiRequest, limit: Limit): URL {
  const url = new URL(server + request.path);
  for (const [key, value] of Object.entries(request.query ?? {})) {
    url.searchParams.set(key, value);
  }
  if (request.method !== 'GET') {
    // The API server gives up by itself, so that nothing is done long after the deadline.
    const leftMs = limit.deadline - performance.now();
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    url.searchParams.set('timeout', `${seconds}s`);
  }
  return url;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
