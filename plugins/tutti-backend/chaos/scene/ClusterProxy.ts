import http, { IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** A change of the cluster that somebody asked for. */
export interface Write {
  /** Who sent it: each process has a way of its own to the cluster. */
  lane: string;
  method: string;
  /** Without the query. */
  path: string;
  /** The field manager of an apply: that of a stamp is another one. */
  manager: string;
  /** Milliseconds since 1970: when it arrived here. */
  at: number;
  /** When it was handed to the cluster, which may be much later. */
  sentAt?: number;
  /** Of the answer; absent while there is none. */
  status?: number;
  /** Version of the object in the answer. */
  version?: number;
}

/** Which requests a rule is for. */
export interface Which {
  lane?: string;
  method?: string;
  /** A part of the path. */
  path?: string;
}

/** A request that was stopped on its way. */
export interface Held {
  write: Write;
  /** Hands it to the cluster now. @returns the cluster's status */
  release(): Promise<number>;
  /** It never arrives. */
  lose(): void;
}

type Rule =
  | { kind: 'hold'; which: Which; caught(held: Held): void }
  | { kind: 'lose'; which: Which; lost(write: Write): void };

/**
 * Stands before the cluster: keeps who asked for which change and when, and can hold a request,
 * lose it, or be silent altogether. Dry runs are no changes.
 */
export class ClusterProxy {
  readonly writes: Write[] = [];
  #rules: Rule[] = [];
  #silent = false;
  readonly #servers: http.Server[] = [];
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(private readonly cluster: string) {}

  /** @returns the address under which this one reaches the cluster. */
  async open(lane: string): Promise<string> {
    const server = http.createServer((request, response) => {
      this.#serve(lane, request, response).catch(() => response.destroy());
    });
    // As long as the cluster itself: one that closes earlier cuts requests that just begin.
    server.keepAliveTimeout = 60_000;
    this.#servers.push(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // It listens on an address and a port.
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Stops the next change that fits, before the cluster hears of it. */
  hold(which: Which): Promise<Held> {
    return new Promise(caught => {
      this.#rules.push({ kind: 'hold', which, caught });
    });
  }

  /** The next change that fits never arrives: its connection is cut. */
  lose(which: Which): Promise<Write> {
    return new Promise(lost => {
      this.#rules.push({ kind: 'lose', which, lost });
    });
  }

  /** Cuts every connection at once until it is switched off again. */
  set silent(silent: boolean) {
    this.#silent = silent;
    if (silent) {
      this.#servers.forEach(server => server.closeAllConnections());
    }
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await Promise.all(
      this.#servers.map(
        server =>
          new Promise(resolve => {
            server.close(resolve);
            server.closeAllConnections();
          }),
      ),
    );
  }

  async #serve(
    lane: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (this.#silent) {
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    const write = writeOf(lane, request);
    if (!write) {
      await this.#pass(request, body, response);
      return;
    }
    this.writes.push(write);
    const rule = this.#ruleFor(write);
    if (rule?.kind === 'lose') {
      rule.lost(write);
      request.socket.destroy();
    } else if (rule?.kind === 'hold') {
      rule.caught({
        write,
        release: () => this.#pass(request, body, response, write),
        lose: () => request.socket.destroy(),
      });
    } else {
      await this.#pass(request, body, response, write);
    }
  }

  /** Whoever asked may be gone: the cluster gets the request all the same. */
  #pass(
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    write?: Write,
  ): Promise<number> {
    if (write) {
      write.sentAt = Date.now();
    }
    return new Promise((resolve, reject) => {
      const { host: _host, ...headers } = request.headers;
      const passed = http.request(
        `${this.cluster}${request.url}`,
        { method: request.method, headers, agent: this.#agent },
        answer => {
          const status = answer.statusCode ?? 0;
          response.writeHead(status, answer.headers);
          if (!write) {
            answer.pipe(response);
            answer.on('end', () => resolve(status));
            return;
          }
          const chunks: Buffer[] = [];
          answer.on('data', chunk => chunks.push(chunk));
          answer.on('end', () => {
            const text = Buffer.concat(chunks);
            write.status = status;
            write.version = versionIn(text.toString('utf8'));
            response.end(text);
            resolve(status);
          });
        },
      );
      passed.on('error', reject);
      passed.end(body);
    });
  }

  #ruleFor(write: Write): Rule | undefined {
    const rule = this.#rules.find(({ which }) => fits(write, which));
    this.#rules = this.#rules.filter(other => other !== rule);
    return rule;
  }
}

function writeOf(lane: string, request: IncomingMessage): Write | undefined {
  const { method = 'GET' } = request;
  const url = new URL(request.url ?? '/', 'http://cluster');
  if (method === 'GET' || url.searchParams.get('dryRun')) {
    return undefined;
  }
  return {
    lane,
    method,
    path: url.pathname,
    manager: url.searchParams.get('fieldManager') ?? '',
    at: Date.now(),
  };
}

function fits(write: Write, { lane, method, path }: Which): boolean {
  return (
    (lane === undefined || write.lane === lane) &&
    (method === undefined || write.method === method) &&
    (path === undefined || write.path.includes(path))
  );
}

function versionIn(text: string): number | undefined {
  const { metadata } = JSON.parse(text || '{}');
  const version = Number(metadata?.resourceVersion);
  return Number.isInteger(version) && version > 0 ? version : undefined;
}
