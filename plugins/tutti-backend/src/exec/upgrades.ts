import http from 'node:http';
import { Duplex } from 'node:stream';

type OnUpgrade = (
  request: http.IncomingMessage,
  socket: Duplex,
  head: Buffer,
) => void;

/** Node 22.21 and 24.9 ask it whether a request is upgraded, or answered as any other. */
interface ChoosyServer {
  shouldUpgradeCallback?: (request: http.IncomingMessage) => boolean;
}

/**
 * Takes the upgrades of one path from a server that other plugins have, too. A server on which anybody listens
 * for upgrades hands all of them over, and answers none as an ordinary request any more: others keep theirs.
 */
export function takeUpgrades(
  server: http.Server & ChoosyServer,
  isOurs: (request: http.IncomingMessage) => boolean,
  take: OnUpgrade,
): void {
  const others = () => server.listenerCount('upgrade') > 1;
  const before = server.shouldUpgradeCallback;
  if (before) {
    server.shouldUpgradeCallback = request =>
      isOurs(request) || (others() && before.call(server, request));
  }
  server.on('upgrade', (request, socket, head) => {
    if (isOurs(request)) take(request, socket, head);
    else if (!others()) refuseUpgrade(socket, 400, 'Nothing is upgraded here.');
  });
}

export function refuseUpgrade(
  socket: Duplex,
  status: number,
  message: string,
): void {
  socket.on('error', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(message)}`,
      'Connection: close',
      '',
      message,
    ].join('\r\n'),
  );
}
