import http from 'node:http';
import { AddressInfo } from 'node:net';
import { JsonValue } from '@tutti/engine';

export interface SeenRequest {
  method: string;
  /** Path with query, `/api/v1?limit=500`. */
  url: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** Text goes as it is, everything else as JSON. */
  body: JsonValue;
}

/** Undefined: the basics below, else no answer ever. `reset`: the connection is cut. */
export type Handler = (request: SeenRequest) => Reply | 'reset' | undefined;

/** An HTTP server that misbehaves at will; it knows `/version` and the kinds ConfigMap and Secret. */
export interface MisbehavingServer {
  url: string;
  seen: SeenRequest[];
  close(): Promise<void>;
}

const BASICS: Record<string, JsonValue> = {
  '/version': { gitVersion: 'v1.36.3+tutti-sandbox' },
  '/api/v1': {
    resources: [
      { name: 'configmaps', kind: 'ConfigMap', namespaced: true },
      { name: 'secrets', kind: 'Secret', namespaced: true },
    ],
  },
};

export async function startApiServer(
  handler: Handler,
): Promise<MisbehavingServer> {
  const seen: SeenRequest[] = [];
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', chunk => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const body = Buffer.concat(chunks).toString();
      const request = { method, url, headers, body };
      seen.push(request);
      const basic = BASICS[url];
      const reply =
        handler(request) ??
        (basic === undefined ? undefined : { status: 200, body: basic });
      if (reply === 'reset') incoming.socket.destroy();
      else if (reply) {
        outgoing.writeHead(reply.status, reply.headers);
        outgoing.end(
          typeof reply.body === 'string'
            ? reply.body
            : JSON.stringify(reply.body),
        );
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
