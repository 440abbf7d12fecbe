import http from 'node:http';
import https from 'node:https';

/** Keeps one agent for as long as the TLS material stays what it is. */
export class KeptSockets {
  #agent: http.Agent | undefined;
  #material = '';

  constructor(
    private readonly encrypted: boolean,
    private readonly sockets: http.AgentOptions,
  ) {}

  agentFor(options: https.RequestOptions): http.Agent {
    const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } =
      options;
    const tls = {
      ca,
      cert,
      key,
      pfx,
      passphrase,
      servername,
      // Unset leaves the choice to Node; `undefined` would switch the check off.
      ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    };
    const material = Object.values(tls).map(String).join('\n');
    if (!this.#agent || this.#material !== material) {
      // Requests that still run on the old agent finish on it.
      this.#agent = this.encrypted
        ? new https.Agent({ ...this.sockets, ...tls })
        : new http.Agent(this.sockets);
      this.#material = material;
    }
    return this.#agent;
  }
}
