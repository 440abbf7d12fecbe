/** Answers at once and does nothing else: what it takes is what the machine takes. */
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { measureLoop, say } from './processes';

const server = createServer((_request, response) => response.end('{}'));
measureLoop();
server.listen(0, '127.0.0.1', () => {
  // It listens on an address and a port.
  const { port } = server.address() as AddressInfo;
  say(`http://127.0.0.1:${port}`);
});
