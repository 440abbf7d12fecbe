import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { JsonObject } from '../json';
import { kubernetesVersion } from '@tutti/kubernetes';
import { ApiError, noSuchPath, PageNotFound } from '../status';
import { gitVersion } from '../version';
import { serveDiscovery } from './discovery';
import { Exchange } from './exchange';
import { faultError, Faults } from './faults';
import { openapiDocument, openapiIndex } from './openapi';
import { ResourceServices } from './resourceRequest';
import { serveResource } from './resources';
import { answerReview, reviewKinds } from './reviews';
import { parseRoute, ResourceRoute } from './route';

export interface HttpServices extends ResourceServices {
  faults: Faults;
  /** Listening to this machine only. */
  isLocal: boolean;
  /** Where the addresses of routes answer. */
  routesPort?: number;
}

export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

export async function listen(
  services: HttpServices,
  where: { host: string; port: number },
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const exchange = new Exchange(request, response, services.objects.clock);
    response.setHeader('server', 'tutti-sandbox (simulation)');
    serve(exchange, services).catch((error: unknown) => fail(exchange, error));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where.port, where.host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return {
    url: addressOf(server, where.host),
    close: () =>
      new Promise(resolve => {
        for (const stream of services.streams) stream.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function addressOf(server: Server, host: string): string {
  const address: AddressInfo | string | null = server.address();
  const port =
    typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function fail(exchange: Exchange, error: unknown): void {
  if (error instanceof PageNotFound) {
    exchange.sendText(404, '404 page not found\n');
    return;
  }
  if (exchange.response.headersSent) {
    exchange.response.destroy();
    return;
  }
  exchange.sendError(
    error instanceof ApiError
      ? error
      : new ApiError(
          500,
          'InternalError',
          `sandbox: ${error instanceof Error ? error.message : String(error)}`,
        ),
  );
}

async function serve(
  exchange: Exchange,
  services: HttpServices,
): Promise<void> {
  if (services.isLocal && isFromBrowser(exchange))
    throw new ApiError(403, 'Forbidden', 'the sandbox answers no browsers');
  const { pathname } = exchange.url;
  if (pathname === '/sandbox' || pathname.startsWith('/sandbox/'))
    return serveControls(exchange, services);
  const fault = services.faults.take(
    exchange.method,
    `${pathname}${exchange.url.search}`,
    exchange.query.get('dryRun') === 'All',
  );
  if (!fault) return serveKubernetes(exchange, services);
  if (fault.delayMs > 0)
    await new Promise(resolve => setTimeout(resolve, fault.delayMs));
  const error = faultError(fault);
  if (!error && !fault.drop) return serveKubernetes(exchange, services);
  if (fault.afterwards) await carryOutUnseen(exchange, services);
  if (fault.drop) {
    exchange.request.socket.destroy();
    return undefined;
  }
  if (error) throw error;
  return undefined;
}

/**
 * A page in a browser has no business here, and a loopback address alone does not keep it out:
 * it sends an Origin, or (when its name was made to point here) a Host that is not ours.
 */
function isFromBrowser(exchange: Exchange): boolean {
  const host = exchange.header('host').replace(/:\d+$/, '');
  const isOurs = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
  return exchange.header('origin') !== '' || !isOurs;
}

/** Does what was asked, but keeps the answer back. */
async function carryOutUnseen(
  exchange: Exchange,
  services: HttpServices,
): Promise<void> {
  exchange.isMuted = true;
  try {
    await serveKubernetes(exchange, services);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  } finally {
    exchange.isMuted = false;
  }
}

async function serveControls(
  exchange: Exchange,
  { faults, calls, routesPort }: HttpServices,
): Promise<void> {
  const { pathname } = exchange.url;
  switch (`${exchange.method} ${pathname}`) {
    case 'GET /sandbox':
      return exchange.send(200, {
        simulation: true,
        version: gitVersion,
        ...(routesPort !== undefined && { routesPort }),
      });
    case 'GET /sandbox/calls':
      return exchange.send(200, calls.toJson());
    case 'DELETE /sandbox/calls':
      calls.reset();
      return exchange.send(200, calls.toJson());
    case 'GET /sandbox/faults':
      return exchange.send(200, faults.toJson());
    case 'POST /sandbox/faults':
      faults.add(await exchange.value());
      return exchange.send(201, faults.toJson());
    case 'DELETE /sandbox/faults':
      faults.clear();
      return exchange.send(200, faults.toJson());
    default:
      throw noSuchPath();
  }
}

async function serveKubernetes(
  exchange: Exchange,
  services: HttpServices,
): Promise<void> {
  const { pathname } = exchange.url;
  const route = parseRoute(pathname);
  if (route?.to === 'resource') {
    if (exchange.method === 'POST' && isReview(route)) {
      const answer = answerReview(route, await exchange.object());
      if (answer) return exchange.send(201, answer);
    }
    return serveResource(exchange, route, services);
  }
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD')
    throw noSuchPath();
  if (route)
    return serveDiscovery(exchange, route, services.kinds, reviewKinds);
  switch (pathname.replace(/\/$/, '')) {
    case '':
      return exchange.send(200, {
        paths: [
          '/api',
          '/api/v1',
          '/apis',
          '/healthz',
          '/readyz',
          '/sandbox',
          '/version',
        ],
      });
    case '/version':
      return exchange.send(200, versionInfo());
    case '/healthz':
    case '/livez':
    case '/readyz':
      return exchange.sendText(200, 'ok');
    case '/openapi/v3':
      return exchange.send(200, openapiIndex(services.kinds));
    default: {
      const document = openapiDocument(
        services.kinds,
        pathname.replace(/^\/openapi\/v3\//, ''),
      );
      if (!document) throw noSuchPath();
      return exchange.send(200, document);
    }
  }
}

function isReview(route: ResourceRoute): boolean {
  return reviewKinds.some(
    ({ group, plural }) => group === route.group && plural === route.plural,
  );
}

function versionInfo(): JsonObject {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(kubernetesVersion) ?? [];
  return {
    major: major ?? '',
    minor: minor ?? '',
    gitVersion,
    gitCommit: 'simulation',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: 'none: a simulation on Node.js',
    compiler: 'none',
    platform: `${process.platform}/${process.arch}`,
  };
}
