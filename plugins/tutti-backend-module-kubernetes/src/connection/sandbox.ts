import http from 'node:http';
import https from 'node:https';
import { Connection, KEPT_SOCKETS } from './Connection';

/** The sandbox asks for no credentials. */
export function connectSandbox(access: { url: string }): Connection {
  const agent = access.url.startsWith('https:')
    ? new https.Agent(KEPT_SOCKETS)
    : new http.Agent(KEPT_SOCKETS);
  return {
    server: access.url,
    passport: async () => ({ headers: {}, agent }),
  };
}
