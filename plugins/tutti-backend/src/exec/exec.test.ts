import { once } from 'node:events';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { AuditorService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ExecListener } from '@tutti/engine';
import { WebSocket } from 'ws';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { ExecTickets } from '../services/exec';
import { AuditNote, ExecGrant } from '../store';
import { ExecGate } from './ExecGate';

const databases = testDatabases();
const PORTAL = 'https://portal.example.com';
const GRANT: ExecGrant = {
  applicationId: 'app',
  by: 'user:default/maria',
  application: 'shop',
  environment: 'development',
  environmentId: 'env-development',
  uid: 'pod-1',
  pod: 'shop/web-7f',
  container: 'main',
  command: ['sh'],
};

/** A container that says what is typed, until somebody types `exit`. */
function echo(listener: ExecListener, heard: string[]) {
  return {
    write(bytes: Uint8Array) {
      const text = Buffer.from(bytes).toString();
      if (text === 'exit') listener.ended({ exitCode: 3 });
      else listener.output(Buffer.from(`said ${text}`));
    },
    resize: (size: object) => heard.push(JSON.stringify(size)),
    pause: () => {},
    resume: () => {},
    close: () => heard.push('closed'),
  };
}

describe('the gate of terminals', () => {
  let server: http.Server;
  let gate: ExecGate;
  let heard: string[];
  let audited: unknown[];
  let rows: AuditNote[];
  const limits = { idleMs: 60_000, longestMs: 60_000 };

  const url = (scheme = 'http') => {
    const address: AddressInfo | string | null = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    return `${scheme}://127.0.0.1:${port}/api/tutti/v1/exec`;
  };

  async function start(
    more: Partial<typeof limits> & Partial<ExecTickets> = {},
  ): Promise<void> {
    const unused = new Set(['good', 'good-2']);
    gate = new ExecGate({
      config: {
        enabled: true,
        origins: [PORTAL],
        idleMs: more.idleMs ?? limits.idleMs,
        longestMs: more.longestMs ?? limits.longestMs,
      },
      tickets: {
        redeem: async ticket => (unused.delete(ticket) ? GRANT : undefined),
        connect:
          more.connect ?? (async (_grant, listener) => echo(listener, heard)),
      },
      auditor: mockServices.auditor.mock({
        createEvent: async ({
          eventId,
          severityLevel,
          meta,
        }: Parameters<AuditorService['createEvent']>[0]) => {
          audited.push([eventId, severityLevel, meta]);
          return {
            success: async options =>
              void audited.push(['success', options?.meta]),
            fail: async options =>
              void audited.push(['fail', options.error.message]),
          };
        },
      }),
      rows: {
        add: async note => rows.push(note),
        close: async (_id, note) => void rows.push(note),
      },
      logger: mockServices.logger.mock(),
    });
    server = http.createServer((request, response) => {
      gate.attach(request.socket);
      response.end(`answered as ${request.method}`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await fetch(url());
  }

  beforeEach(() => {
    heard = [];
    audited = [];
    rows = [];
  });

  afterEach(async () => {
    gate.stop();
    server.closeAllConnections();
    server.close();
  });

  const dial = (ticket: string, origin: string | undefined = PORTAL) =>
    new WebSocket(url('ws'), ['tutti.exec.v1', `ticket.${ticket}`], { origin });

  /** What a socket says, until it is closed. */
  function listen(socket: WebSocket) {
    const said: string[] = [];
    socket.on('message', data => said.push(String(data)));
    return { said, closed: once(socket, 'close') };
  }

  it('lets who has a ticket type and read, and keeps who did what for how long', async () => {
    await start();
    const socket = dial('good');
    const { said, closed } = listen(socket);
    await once(socket, 'open');
    expect(socket.protocol).toBe('tutti.exec.v1');
    socket.send(JSON.stringify({ columns: 80, rows: 24 }));
    socket.send(JSON.stringify({ columns: -1, rows: 'many' }));
    socket.send('no JSON');
    socket.send(Buffer.from('ls'));
    await once(socket, 'message');
    socket.send(Buffer.from('exit'));
    await closed;
    expect(said).toEqual(['said ls', '{"ended":{"exitCode":3}}']);
    expect(heard).toEqual(['{"columns":80,"rows":24}', 'closed']);
    expect(audited).toEqual([
      [
        'exec',
        'high',
        {
          by: GRANT.by,
          application: 'shop',
          environment: 'development',
          pod: 'shop/web-7f',
          container: 'main',
          command: 'sh',
        },
      ],
      ['success', { seconds: expect.any(Number), exitCode: 3 }],
    ]);
  });

  it.each<[string, () => WebSocket, number]>([
    ['a ticket that is none', () => dial('bad'), 401],
    [
      'no ticket',
      () => new WebSocket(url('ws'), ['tutti.exec.v1'], { origin: PORTAL }),
      401,
    ],
    [
      'a ticket in its address',
      () => new WebSocket(`${url('ws')}?ticket=good`, { origin: PORTAL }),
      401,
    ],
    [
      'a page of somebody else',
      () => dial('good', 'https://evil.example.com'),
      403,
    ],
    [
      'no page',
      () => new WebSocket(url('ws'), ['tutti.exec.v1', 'ticket.good']),
      403,
    ],
  ])('refuses %s', async (_, open, status) => {
    await start();
    const socket = open();
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(status);
    expect(audited).toEqual([]);
  });

  it('loses nothing that is typed while the cluster opens it', async () => {
    let open = () => {};
    const opened = new Promise<void>(resolve => {
      open = resolve;
    });
    await start({
      connect: async (_grant, listener) => {
        await opened;
        return echo(listener, heard);
      },
    });
    const socket = dial('good');
    const { said, closed } = listen(socket);
    await once(socket, 'open');
    socket.send(Buffer.from('early'));
    socket.send(Buffer.from('exit'), () => open());
    await closed;
    expect(said).toEqual(['said early', '{"ended":{"exitCode":3}}']);
  });

  it('outlives a browser that sends what no terminal takes', async () => {
    await start();
    const socket = dial('good');
    await once(socket, 'open');
    socket.send(Buffer.alloc(1024 * 1024));
    await once(socket, 'close');
    const other = dial('good-2');
    await once(other, 'open');
    expect(other.readyState).toBe(other.OPEN);
  });

  it('takes a ticket once', async () => {
    await start();
    const first = dial('good');
    await once(first, 'open');
    const second = dial('good');
    second.on('error', () => {});
    const [, response] = await once(second, 'unexpected-response');
    expect(response.statusCode).toBe(401);
  });

  it('leaves every other upgrade an ordinary request', async () => {
    await start();
    const answer = await new Promise<http.IncomingMessage>(
      (resolve, reject) => {
        http
          .get(url().replace('/exec', '/plans'), {
            headers: { connection: 'Upgrade', upgrade: 'h2c' },
          })
          .on('response', resolve)
          .on('error', reject);
      },
    );
    expect(answer.statusCode).toBe(200);
    answer.resume();
  });

  it.each([
    ['nothing is typed', { idleMs: 100 }, 'Nothing was typed for 0 seconds.'],
    ['its time is up', { longestMs: 100 }, 'Its time of 0 seconds is up.'],
  ])('ends one when %s', async (_, more, message) => {
    await start(more);
    const socket = dial('good');
    const { said, closed } = listen(socket);
    await closed;
    expect(said).toEqual([JSON.stringify({ ended: { message } })]);
    expect(heard).toEqual(['closed']);
    expect(audited[1]).toEqual(['success', { seconds: 0, message }]);
  });

  it('ends all of them with the backend, and the command with the browser', async () => {
    await start();
    const [one, other] = [dial('good'), dial('good-2')];
    await Promise.all([once(one, 'open'), once(other, 'open')]);
    one.send(Buffer.from('ls'));
    await once(one, 'message');
    one.terminate();
    const { said, closed } = listen(other);
    other.send(Buffer.from('ls'));
    await once(other, 'message');
    gate.stop();
    await closed;
    expect(said.at(-1)).toBe('{"ended":{"message":"The backend stops."}}');
    expect(heard).toEqual(['closed', 'closed']);
  });

  it('says why the cluster did not open it', async () => {
    await start({
      connect: async () => {
        throw new Error('cluster "dev": pods "web" is forbidden');
      },
    });
    const socket = dial('good');
    const { said, closed } = listen(socket);
    await closed;
    const message = 'cluster "dev": pods "web" is forbidden';
    expect(said).toEqual([JSON.stringify({ ended: { message } })]);
    expect(audited[1]).toEqual(['fail', message]);
  });
});

describe.each(databases.eachSupportedId())('tickets on %s', id => {
  it('are redeemed once, by one, in time', async () => {
    const { store, knex } = await openTestStore(databases, id);
    await knex('applications').insert({
      id: 'app',
      name: 'shop',
      title: 'Shop',
      declared: false,
      created_at: 1,
      created_by: 'user:default/maria',
      offers: '{}',
    });
    await store.environments.add({
      id: GRANT.environmentId,
      applicationId: 'app',
      name: 'development',
      type: 'development',
      createdAt: 1,
      createdBy: 'user:default/maria',
    });
    const times = { now: 1_000, expiresAt: 2_000 };
    await store.execTickets.add('one', GRANT, times);
    await store.execTickets.add('late', GRANT, times);
    const redeemed = await Promise.all(
      [1, 2, 3].map(() => store.execTickets.redeem('one', 1_500)),
    );
    expect(redeemed.filter(grant => grant)).toEqual([GRANT]);
    expect(await store.execTickets.redeem('late', 2_001)).toBeUndefined();
    expect(await store.execTickets.redeem('none', 1_500)).toBeUndefined();
    await store.execTickets.add('old', GRANT, times);
    await store.execTickets.add('new', GRANT, { now: 9_000, expiresAt: 9_500 });
    expect(await knex('exec_tickets').pluck('digest')).toEqual(['new']);
  });
});
