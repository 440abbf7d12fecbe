import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RuntimeNode } from '@tutti/plugin-tutti-common';
import { WebSocket } from 'ws';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const OBJECTS = '/applications/shop/environments/development/runtime/objects';
const PLATFORM = join(
  __dirname,
  '../__testUtils__/fixtures/platform/platform.yaml',
);
const PAGES = 'https://portal.example.com';

/** The sandbox runs nothing: what a container says is tested with a stand-in for a kubelet, beside the driver. */
describe('a terminal in a pod', () => {
  let portal: Portal;
  let items: RuntimeNode[];

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    const platform = await readFile(PLATFORM, 'utf8');
    portal = await startPortal({
      knex,
      config: { exec: { enabled: true } },
      settings: { app: { baseUrl: `${PAGES}/backstage` } },
      files: {
        'platform.yaml': platform.replace(
          'secrets: [owner] }',
          'secrets: [owner], exec: [owner] }',
        ),
      },
    });
    await portal.deploy('development');
    ({
      body: { items },
    } = await portal.as(MARIA).get(OBJECTS).expect(200));
  }, 60_000);

  afterAll(async () => {
    await portal?.stop();
  });

  const uidOf = (kind: string) =>
    items.find(node => node.kind === kind)?.uid ?? '';
  const ask = (uid: string, container = 'main', user = MARIA) =>
    portal.as(user).post(`${OBJECTS}/${uid}/exec`, { container });
  const dial = (ticket: string, origin = PAGES) =>
    new WebSocket(
      `${portal.address.replace('http', 'ws')}/api/tutti/v1/exec`,
      ['tutti.exec.v1', `ticket.${ticket}`],
      { origin },
    );

  it('is for whom the type names, and says so where it is shown', async () => {
    const pod = uidOf('Pod');
    const { body } = await ask(pod, 'main', EVE).expect(403);
    expect(body.error.message).toMatch(
      /^Opening a terminal in shop\/development is for .*access\.exec of Development; tutti\.environment\.exec/,
    );
    const { body: view } = await portal.as(MARIA).get(`${OBJECTS}/${pod}`);
    expect(view.terminal).toEqual({
      allowed: false,
      reason: 'Pods are simulated: nothing runs in them',
    });
    const other = await portal.as(MARIA).get(`${OBJECTS}/${uidOf('Service')}`);
    expect(other.body).not.toHaveProperty('terminal');
  });

  it.each<[string, () => [string, string?], number, string]>([
    [
      'no container of it',
      () => [uidOf('Pod'), 'nobody'],
      400,
      'there are: main',
    ],
    ['no pod', () => [uidOf('Deployment')], 400, 'no terminal of its own'],
    ['none of the environment', () => ['somebody-elses'], 404, 'none of this'],
  ])('is refused where there is %s', async (_, of, status, said) => {
    const { body } = await ask(...of()).expect(status);
    expect(body.error.message).toContain(said);
  });

  it('is opened by its ticket, past the sign-in, from pages of the portal', async () => {
    const { body } = await ask(uidOf('Pod')).expect(201);
    const evil = dial(body.ticket, 'https://evil.example.com');
    evil.on('error', () => {});
    const [, refused] = await once(evil, 'unexpected-response');
    expect(refused.statusCode).toBe(403);
    const socket = dial(body.ticket);
    const [data] = await once(socket, 'message');
    expect(JSON.parse(String(data)).ended.message).toContain(
      'is a simulation: its containers run nothing',
    );
    const again = dial(body.ticket);
    again.on('error', () => {});
    const [, used] = await once(again, 'unexpected-response');
    expect(used.statusCode).toBe(401);
  });
});
