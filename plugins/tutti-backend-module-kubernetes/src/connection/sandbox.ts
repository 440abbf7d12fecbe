import http from 'node:http';
import https from 'node:https';
import { Connection, KEPT_SOCKETS, STREAM_SOCKETS } from './Connection';

/** The sandbox asks for no credentials. */
export function connectSandbox(access: { url: string }): Connection {
  const { Agent } = access.url.startsWith('https:') ? https : http;
  const agent = new Agent(KEPT_SOCKETS);
  const streams = new Agent(STREAM_SOCKETS);
  return {
    server: access.url,
    passport: async () => ({ headers: {}, agent, streams }),
  };
}
