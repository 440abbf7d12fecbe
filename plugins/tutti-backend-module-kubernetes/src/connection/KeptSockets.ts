import https from 'node:https';
import { KEPT_SOCKETS } from './Connection';

/** Keeps one agent for as long as the TLS material stays what it is. */
export class KeptSockets {
  #agent: https.Agent | undefined;
  #material = '';

  agentFor(options: https.RequestOptions): https.Agent {
    const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } =
      options;
    const material = [
      ca,
      cert,
      key,
      pfx,
      passphrase,
      servername,
      rejectUnauthorized,
    ]
      .map(part => String(part))
      .join('\n');
    if (!this.#agent || this.#material !== material) {
      // Requests that still run on the old agent finish on it.
      this.#agent = new https.Agent({
        ...KEPT_SOCKETS,
        ca,
        cert,
        key,
        pfx,
        passphrase,
        servername,
        // Unset leaves the choice to Node; `undefined` would switch the check off.
        ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
      });
      this.#material = material;
    }
    return this.#agent;
  }
}
