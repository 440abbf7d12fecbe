import http from 'node:http';

/** What one request needs beside its path: who we are, and over which sockets. */
export interface Passport {
  headers: http.OutgoingHttpHeaders;
  agent: http.Agent;
  /** For answers that go on for long: they keep no socket from the short ones. */
  streams: http.Agent;
}

/** A way to one API server. */
export interface Connection {
  /** `https://host:port`, perhaps with a path; no slash at the end. */
  readonly server: string;
  /**
   * Asked before each request, so that credentials that expire are renewed.
   *
   * @throws any error when they cannot be obtained; its message may hold a secret.
   */
  passport(): Promise<Passport>;
}

/**
 * Few enough that a big environment does not open one per object, and given up before an API
 * server would close them under a request.
 */
export const KEPT_SOCKETS: http.AgentOptions = {
  keepAlive: true,
  maxSockets: 16,
  timeout: 30_000,
};

/** One for each log that somebody follows. */
export const STREAM_SOCKETS: http.AgentOptions = { maxSockets: 200 };
