import http from 'node:http';

/** What one request needs beside its path: who we are, and over which sockets. */
export interface Passport {
  headers: http.OutgoingHttpHeaders;
  agent: http.Agent;
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

/** So that a big environment does not open a socket per object. */
export const MAX_SOCKETS = 16;
