import { once } from 'node:events';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { post } from './post';

const never = new AbortController().signal;

describe('a request to a webhook', () => {
  let server: http.Server;
  let seen: string[];
  let answer: (
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ) => void;

  beforeEach(async () => {
    seen = [];
    server = http.createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const to = (host: string, allowPrivate: boolean, patienceMs?: number) => {
    const { port } = server.address() as AddressInfo;
    return post(
      {
        url: new URL(`http://${host}:${port}/in`),
        headers: {},
        body: '{}',
        allowPrivate,
      },
      never,
      patienceMs,
    );
  };

  it('comes where it may', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    expect(await to('127.0.0.1', true)).toBe(204);
    expect(seen).toEqual(['POST /in']);
  });

  it.each([
    '127.0.0.1',
    'localhost',
    '0x7f.1',
    '2130706433',
    '0.0.0.0',
    '[::ffff:127.0.0.1]',
    '[::1]',
  ])('never opens a connection to %s', async host => {
    answer = (_request, response) => response.end();
    await expect(to(host, false)).rejects.toThrow('of a private network');
    expect(seen).toEqual([]);
  });

  it('follows nothing', async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await to('127.0.0.1', true)).toBe(302);
    expect(seen).toEqual(['POST /in']);
  });

  it('reads nothing of an answer without an end', async () => {
    let closed = Promise.resolve<unknown>(undefined);
    answer = (_request, response) => {
      closed = once(response, 'close');
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    };
    expect(await to('127.0.0.1', true)).toBe(200);
    await closed;
  });

  it('gives up on a target that never answers', async () => {
    answer = () => {};
    await expect(to('127.0.0.1', true, 50)).rejects.toThrow(
      '127.0.0.1 gave no answer within 0.05 seconds.',
    );
  });

  it('says no more than the host where nobody listens', async () => {
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const sending = post(
      {
        url: new URL(`http://127.0.0.1:${port}/token-12`),
        headers: {},
        body: '{}',
        allowPrivate: true,
      },
      never,
    );
    await expect(sending).rejects.toThrow(
      '127.0.0.1 cannot be reached: ECONNREFUSED.',
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
});
