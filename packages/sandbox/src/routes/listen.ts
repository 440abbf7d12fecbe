import { createServer, IncomingMessage, Server } from 'http';
import { Store } from '../store/store';
import { matchRule } from './matchRule';
import {
  answerPage,
  noHostPage,
  noPathPage,
  Page,
  PAGE_POLICY,
  render,
} from './page';
import { rulesOf } from './rules';
import { whoAnswers } from './whoAnswers';

export interface RoutesServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Answers at the addresses of Ingresses and HTTPRoutes with a page that says who would. A port
 * that is in use is replaced by a free one: a link leads to the port that is taken in the end.
 */
export async function listenForRoutes(
  store: Store,
  where: { host: string; port: number },
): Promise<RoutesServer> {
  const server = createServer((request, response) => {
    response.setHeader('server', 'tutti-sandbox (simulation)');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const page = pageFor(store, request);
    const text = render(page);
    response.writeHead(page.status, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'content-security-policy': PAGE_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    response.end(text);
  });
  const port = await bind(server, where).catch((error: unknown) => {
    if (isInUse(error)) return bind(server, { ...where, port: 0 });
    throw error;
  });
  return {
    port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The host decides first: a name that no route has learns nothing about the others. */
function pageFor(store: Store, request: IncomingMessage): Page {
  const host = (request.headers.host ?? '')
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/\.$/, '');
  const [path] = (request.url ?? '/').split('?');
  const match = matchRule(rulesOf(store), host, path);
  switch (match.found) {
    case 'rule':
      return answerPage(match.rule, whoAnswers(store, match.rule));
    case 'host':
      return noPathPage(match.host, match.paths);
    case 'nothing':
      return noHostPage();
    default:
      throw new Error(`unknown match ${match satisfies never}`);
  }
}

function bind(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(
        typeof address === 'object' && address !== null ? address.port : port,
      );
    });
  });
}

function isInUse(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'EADDRINUSE'
  );
}
