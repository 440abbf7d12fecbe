import http from 'node:http';
import https from 'node:https';
import { toError } from '@backstage/errors';
import { JsonObject, JsonValue, TargetCall, TargetError } from '@tutti/engine';
import { Actor } from '@tutti/plugin-tutti-node';
import type { WebSocket } from 'ws';
import { Connection, impersonating, Passport } from './connection';
import {
  credentialsError,
  noAnswerError,
  stoppedError,
  Subject,
  timeoutError,
} from './errors';
import { openSocket, SocketQuestion } from './openSocket';

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the API server's root: `/api/v1/namespaces/shop`. */
  path: string;
  query?: Record<string, string>;
  body?: JsonObject;
  contentType?: string;
  /** Default: `application/json`. */
  accept?: string;
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

/** An answer that has begun. Its chunks fail with a TargetError. */
export interface ApiStream {
  chunks: AsyncIterable<Buffer>;
}

/** When a call has to be over, and what it means that it was not. */
interface Limit {
  isOver(): boolean;
  /** Calls once, as soon as it is over. @returns what forgets that */
  onceOver(stop: () => void): () => void;
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
  readonly #server: URL;

  constructor(
    readonly cluster: string,
    private readonly connection: Connection,
  ) {
    this.#server = new URL(connection.server);
  }

  /** The same, where every request is made in somebody's name. */
  actingAs(actor: Actor): ApiClient {
    return new ApiClient(this.cluster, impersonating(this.connection, actor));
  }

  get server(): string {
    return this.connection.server;
  }

  /** @throws TargetError when no answer came; an answer of any status is returned. */
  async send(request: ApiRequest, call: TargetCall): Promise<ApiAnswer> {
    return whole(await this.begin(request, call, 'agent'));
  }

  /**
   * For answers that go on for as long as the call lasts.
   *
   * @throws TargetError when no answer came; one that is no success comes whole
   */
  async open(
    request: ApiRequest,
    call: TargetCall,
  ): Promise<ApiStream | ApiAnswer> {
    const begun = await this.begin(request, call, 'streams');
    return (begun.response.statusCode ?? 0) < 300
      ? { chunks: chunksOf(begun) }
      : whole(begun);
  }

  /**
   * A WebSocket, in the same name and over the same TLS.
   *
   * @throws TargetError when it is refused, or no answer came
   */
  async socket(
    question: Omit<SocketQuestion, 'server' | 'headers' | 'agent'>,
    call: TargetCall,
  ): Promise<WebSocket> {
    const subject: Subject = { cluster: this.cluster, deed: question.deed };
    const limit = limitOf(call, subject, false);
    const { headers, streams } = await this.passport(subject, limit);
    const { server } = this.connection;
    return openSocket(
      { ...question, server, headers, agent: streams },
      subject,
      call,
    );
  }

  private async begin(
    request: ApiRequest,
    call: TargetCall,
    sockets: 'agent' | 'streams',
  ): Promise<Begun> {
    const subject: Subject = { cluster: this.cluster, deed: request.deed };
    const writes = request.method !== 'GET';
    const limit = limitOf(call, subject, writes);
    const { headers, [sockets]: agent } = await this.passport(subject, limit);
    const way = { server: this.#server, headers, agent };
    return exchange(way, request, limit, subject);
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

/** A timer that is set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A timer and a listener: signals made of signals cost a tenth of a request. */
function limitOf(call: TargetCall, subject: Subject, writes: boolean): Limit {
  const deadline = performance.now() + call.timeoutMs;
  return {
    isOver: () => call.signal.aborted || performance.now() >= deadline,
    onceOver(stop) {
      const leftMs = Math.max(0, deadline - performance.now());
      const timer = setTimeout(stop, Math.min(leftMs, LONGEST_TIMER_MS));
      timer.unref();
      call.signal.addEventListener('abort', stop);
      return () => {
        clearTimeout(timer);
        call.signal.removeEventListener('abort', stop);
      };
    },
    deadline,
    exceeded: sent =>
      call.signal.aborted
        ? stoppedError(subject, writes && sent)
        : timeoutError(subject, call.timeoutMs, writes && sent),
  };
}

/** A sign-in program may hang. */
function within<T>(limit: Limit, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const late = () => reject(limit.exceeded(false));
    if (limit.isOver()) late();
    const forget = limit.onceOver(late);
    work.then(resolve, reject).finally(forget);
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
  way: { server: URL } & Pick<Passport, 'headers' | 'agent'>,
  request: ApiRequest,
  limit: Limit,
  subject: Subject,
): Promise<Begun> {
  return new Promise<Begun>((resolve, reject) => {
    const { protocol, hostname, port } = way.server;
    const encrypted = protocol === 'https:';
    const body = request.body && Buffer.from(jsonForYaml(request.body));
    const outgoing = (encrypted ? https : http).request({
      // An IPv6 address stands in brackets in a URL, and nowhere else.
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: pathOf(way.server, request, limit),
      method: request.method,
      agent: way.agent,
      headers: {
        accept: request.accept ?? 'application/json',
        'user-agent': 'tutti',
        ...way.headers,
        ...(body && {
          'content-type': request.contentType ?? 'application/json',
          'content-length': body.length,
        }),
      },
    });
    let sent = false;
    const forget = limit.onceOver(() => stop(limit.exceeded(sent)));
    function stop(error: TargetError) {
      forget();
      outgoing.destroy();
      reject(error);
    }
    const onError = (error: Error) =>
      stop(noAnswerError(subject, error, request.method !== 'GET' && sent));
    // Nothing is written before `end`, and `end` waits for an open socket: after a long
    // handshake, or a freeze during it, the deadline is looked at once more.
    const write = () => {
      if (limit.isOver()) {
        stop(limit.exceeded(false));
        return;
      }
      sent = true;
      outgoing.end(body);
    };
    outgoing.on('error', onError);
    outgoing.on('socket', socket => {
      if (socket.connecting) {
        socket.once(encrypted ? 'secureConnect' : 'connect', write);
      } else {
        write();
      }
    });
    outgoing.on('response', response =>
      resolve({
        response,
        end: forget,
        failure: error =>
          limit.isOver()
            ? limit.exceeded(sent)
            : noAnswerError(subject, error, request.method !== 'GET' && sent),
      }),
    );
  });
}

/** An answer whose head has come. */
interface Begun {
  response: http.IncomingMessage;
  /** No limit holds any more. */
  end(): void;
  /** What it means that the rest of it did not come. */
  failure(error: Error): TargetError;
}

async function* chunksOf({ response, end, failure }: Begun) {
  try {
    for await (const chunk of response) yield Buffer.from(chunk);
  } catch (error) {
    throw failure(toError(error));
  } finally {
    end();
  }
}

function whole({ response, end, failure }: Begun): Promise<ApiAnswer> {
  return new Promise<ApiAnswer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', chunk => chunks.push(chunk));
    response.once('error', error => reject(failure(error)));
    // After its end that changes nothing.
    response.once('close', () => reject(failure(new Error('cut off'))));
    response.once('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const { statusCode: status = 0, headers } = response;
      resolve({ status, headers, text, body: parse(text) });
    });
  }).finally(end);
}

/** Below where the API server begins, which may be under a path. */
function pathOf(server: URL, request: ApiRequest, limit: Limit): string {
  const query = new URLSearchParams(request.query);
  if (request.method !== 'GET') {
    // The API server gives up by itself, so that nothing is done long after the deadline.
    const leftMs = limit.deadline - performance.now();
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    query.set('timeout', `${seconds}s`);
  }
  const path = server.pathname.replace(/\/$/, '') + request.path;
  return query.size > 0 ? `${path}?${query}` : path;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
