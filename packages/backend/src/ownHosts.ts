import { IncomingMessage, ServerResponse } from 'node:http';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { Config } from '@backstage/config';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The names under which this portal is reached: what its own addresses say. */
export function ownHosts(config: Config): Set<string> {
  const addresses = ['app.baseUrl', 'backend.baseUrl'].flatMap(
    key => config.getOptionalString(key) ?? [],
  );
  return new Set([
    ...addresses.map(address => new URL(address).hostname),
    ...LOOPBACK,
  ]);
}

/** `evil.example:7007` -> `evil.example`; undefined where it is no host at all. */
export function hostnameOf(header: string | undefined): string | undefined {
  const url = `http://${header}`;
  return header && URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** Passes on what was meant for one of these hosts, and answers the rest itself. */
export function refuseOtherHosts(hosts: Set<string>) {
  return (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): void => {
    const hostname = hostnameOf(request.headers.host);
    if (hostname !== undefined && hosts.has(hostname)) {
      next();
      return;
    }
    const error = {
      name: 'MisdirectedRequest',
      message:
        'This portal does not go by that name; its own are in app.baseUrl and backend.baseUrl.',
    };
    response
      .writeHead(421, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ error }));
  };
}

/**
 * Answers only requests that were meant for this portal. A page from elsewhere whose name was made
 * to point here (DNS rebinding) would otherwise get a guest's token: to the browser it is one origin.
 */
export const answerOwnHosts = rootHttpRouterServiceFactory({
  configure({ app, config, applyDefaults }) {
    app.use(refuseOtherHosts(ownHosts(config)));
    applyDefaults();
  },
});
