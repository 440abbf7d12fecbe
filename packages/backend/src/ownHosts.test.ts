import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { ConfigReader } from '@backstage/config';
import { hostnameOf, ownHosts, refuseOtherHosts } from './ownHosts';

describe('the example portal', () => {
  it('goes by the names in its config, and by those of this machine', () => {
    const config = new ConfigReader({
      app: { baseUrl: 'https://portal.example.com' },
      backend: { baseUrl: 'https://api.example.com:7007' },
    });
    expect([...ownHosts(config)]).toEqual([
      'portal.example.com',
      'api.example.com',
      'localhost',
      '127.0.0.1',
      '[::1]',
    ]);
  });

  it.each([
    ['localhost:7007', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]:7007', '[::1]'],
    ['LOCALHOST', 'localhost'],
    ['evil.example:7007', 'evil.example'],
    ['localhost@evil.example', 'evil.example'],
    ['localhost.evil.example', 'localhost.evil.example'],
    ['', undefined],
    [undefined, undefined],
    ['a b', undefined],
  ])('reads %j as %j', (header, hostname) => {
    expect(hostnameOf(header)).toBe(hostname);
  });

  it('answers them only', async () => {
    const guard = refuseOtherHosts(new Set(['localhost']));
    const server = createServer((asked, answer) =>
      guard(asked, answer, () => answer.end('hello')),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const ask = (host: string) =>
      new Promise<number | undefined>((resolve, reject) =>
        request({ port, host: '127.0.0.1', headers: { host } }, answer => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end(),
      );
    try {
      expect(await ask(`localhost:${port}`)).toBe(200);
      expect(await ask('localhost')).toBe(200);
      expect(await ask(`evil.example:${port}`)).toBe(421);
      expect(await ask('localhost.evil.example')).toBe(421);
    } finally {
      server.close();
    }
  });
});
