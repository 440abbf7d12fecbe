import { createServer, request } from 'node:http';
import { AddressInfo } from 'node:net';

/** One address before several backends, as a load balancer gives it: the first that answers is asked. */
export async function startBalancer(ports: number[]) {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const ask = (left: number[]): void => {
      const [port, ...others] = left;
      if (port === undefined) {
        outgoing.writeHead(502).end();
        return;
      }
      const { method, url, headers } = incoming;
      const call = request(
        { host: '127.0.0.1', port, method, path: url, headers },
        answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      // Also one that dies in the middle: what it did, the next one may be asked again.
      call.on('error', () => ask(others));
      call.end(Buffer.concat(chunks));
    };
    ask(ports);
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  // A TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
