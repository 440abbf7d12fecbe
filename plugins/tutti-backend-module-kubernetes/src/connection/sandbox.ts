import http from 'node:http';
import https from 'node:https';
import { Connection, MAX_SOCKETS } from './Connection';

/** The sandbox asks for no credentials. */
export function connectSandbox(access: { url: string }): Connection {
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const agent = access.url.startsWith('https:')
    ? new https.Agent(options)
    : new http.Agent(options);
  return {
    server: access.url,
    passport: async () => ({ headers: {}, agent }),
  };
}
