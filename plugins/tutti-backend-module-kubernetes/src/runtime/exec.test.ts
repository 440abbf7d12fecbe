import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ExecEnd } from '@tutti/engine';
import { WebSocket, WebSocketServer } from 'ws';
import { KubernetesTargetDriver } from '../KubernetesTargetDriver';

const QUERY = {
  namespace: 'shop',
  pod: 'web-7f',
  container: 'main',
  command: ['sh', '-c', 'echo "a b"'],
};

/** What an API server and a kubelet say to one terminal: no control plane of tests runs containers. */
describe('a terminal in a container', () => {
  let server: http.Server;
  let folder: string;
  let refusal: { status: number; message: string } | undefined;
  let kubelet: (socket: WebSocket) => void;
  const asked: http.IncomingMessage[] = [];

  beforeEach(async () => {
    refusal = undefined;
    asked.length = 0;
    server = http.createServer((_request, response) => {
      response.end(JSON.stringify({ gitVersion: 'v1.36.3' }));
    });
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: offered => [...offered][0],
    });
    server.on('upgrade', (request, socket, head) => {
      asked.push(request);
      if (refusal) {
        const body = JSON.stringify({ message: refusal.message });
        socket.end(
          `HTTP/1.1 ${refusal.status} Refused\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
        );
        return;
      }
      sockets.handleUpgrade(request, socket, head, opened => kubelet(opened));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    folder = await mkdtemp(path.join(tmpdir(), 'tutti-exec-'));
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  async function open() {
    const address: AddressInfo | string | null = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const file = path.join(folder, 'kubeconfig');
    await writeFile(
      file,
      JSON.stringify({
        'current-context': 'here',
        contexts: [
          { name: 'here', context: { cluster: 'here', user: 'tutti' } },
        ],
        clusters: [
          {
            name: 'here',
            cluster: {
              server: `http://127.0.0.1:${port}`,
              'insecure-skip-tls-verify': true,
            },
          },
        ],
        users: [{ name: 'tutti', user: { token: 'of-tutti' } }],
      }),
    );
    const driver = new KubernetesTargetDriver([
      {
        name: 'here',
        access: { kind: 'kubeconfig', file },
        impersonate: 'requester',
      },
    ]);
    const target = await driver.open({
      cluster: 'here',
      namespace: 'shop',
      actor: { user: 'user:default/maria', groups: ['group:default/a'] },
    });
    if (!target.runtime) throw new Error('nobody can look there');
    const said: string[] = [];
    let end: (how: ExecEnd) => void = () => {};
    const ended = new Promise<ExecEnd>(resolve => {
      end = resolve;
    });
    const over = new AbortController();
    const session = await target.runtime.exec(
      QUERY,
      { output: bytes => said.push(Buffer.from(bytes).toString()), ended: end },
      { signal: over.signal, timeoutMs: 10_000 },
    );
    return { session, said, ended, over };
  }

  const frame = (channel: number, text: string) =>
    Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);

  it('carries what is typed, its size and what is said, in the name of who asked', async () => {
    const heard: string[] = [];
    kubelet = socket =>
      socket.on('message', data => {
        const bytes = Buffer.from(data as Buffer);
        heard.push(`${bytes[0]} ${bytes.subarray(1)}`);
        if (bytes[0] !== 0) return;
        socket.send(frame(1, 'out'));
        socket.send(frame(2, 'err'));
        socket.send(frame(3, JSON.stringify({ status: 'Success' })));
      });
    const { session, said, ended } = await open();
    session.resize({ columns: 80, rows: 24 });
    session.write(Buffer.from('ls\n'));
    expect(await ended).toEqual({ exitCode: 0 });
    expect(said).toEqual(['out', 'err']);
    expect(heard).toEqual(['4 {"Width":80,"Height":24}', '0 ls\n']);
    const [{ url = '', headers }] = asked;
    const { pathname, searchParams } = new URL(url, 'http://here');
    expect(pathname).toBe('/api/v1/namespaces/shop/pods/web-7f/exec');
    expect(searchParams.getAll('command')).toEqual(QUERY.command);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      container: 'main',
      tty: 'true',
      stdin: 'true',
    });
    expect(headers).toMatchObject({
      authorization: 'Bearer of-tutti',
      'impersonate-user': 'user:default/maria',
      'impersonate-group': 'group:default/a',
      'sec-websocket-protocol': 'v5.channel.k8s.io,v4.channel.k8s.io',
    });
  });

  it.each<[string, object, ExecEnd]>([
    [
      'a code',
      {
        status: 'Failure',
        details: { causes: [{ reason: 'ExitCode', message: '137' }] },
      },
      { exitCode: 137 },
    ],
    [
      'a reason',
      { status: 'Failure', message: 'no such file: sh' },
      { message: 'no such file: sh' },
    ],
  ])('ends with %s', async (_, status, end) => {
    kubelet = socket => socket.send(frame(3, JSON.stringify(status)));
    expect(await (await open()).ended).toEqual(end);
  });

  it('says that it was broken off', async () => {
    kubelet = socket => socket.terminate();
    expect(await (await open()).ended).toEqual({
      message: 'The cluster broke the connection off.',
    });
  });

  it('ends with the call', async () => {
    const closed = new Promise(resolve => {
      kubelet = socket => socket.once('close', resolve);
    });
    const { over } = await open();
    over.abort();
    await expect(closed).resolves.toBe(1005);
  });

  it.each([
    [403, 'pods "web-7f" is forbidden', 'forbidden'],
    [404, 'pods "web-7f" not found', 'notFound'],
    [500, 'error dialing backend', 'unavailable'],
  ])('that is refused with %i says why', async (status, message, code) => {
    refusal = { status, message };
    await expect(open()).rejects.toMatchObject({
      name: 'TargetError',
      code,
      message: expect.stringContaining(
        `open a terminal in shop/web-7f/main: ${message}`,
      ),
    });
  });
});
