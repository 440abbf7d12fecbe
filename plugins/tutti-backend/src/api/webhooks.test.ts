import { once } from 'node:events';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { WebhookDelivery, WebhookView } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
const DAY_MS = 24 * 60 * 60 * 1000;
const SECRET = 'a-secret-of-the-hook';

describe.each(databases.eachSupportedId())(
  'webhooks of a portal on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    let status = 500;
    const target = http.createServer((request, response) => {
      request.resume();
      response.writeHead(status).end('not for anybody');
    });

    beforeAll(async () => {
      target.listen(0, '127.0.0.1');
      await once(target, 'listening');
      const { port } = target.address() as AddressInfo;
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({
        knex,
        settings: { app: { baseUrl: 'https://portal.example.com' } },
        config: {
          webhooks: [
            {
              name: 'chat',
              url: `http://127.0.0.1:${port}/t0ken?key=s3cret`,
              secret: SECRET,
              events: ['deployment.succeeded'],
              allowPrivate: true,
            },
            {
              name: 'inside',
              url: `https://127.0.0.1:${port}/`,
              secret: SECRET,
              events: ['deployment.succeeded'],
            },
          ],
        },
      });
    });
    afterAll(async () => {
      await portal?.stop();
      target.closeAllConnections();
      target.close();
    });

    async function deliveries(webhook: string): Promise<WebhookDelivery[]> {
      const { body } = await portal
        .as(MARIA)
        .get(`/webhooks/${webhook}/deliveries`)
        .expect(200);
      return body.items;
    }

    async function until(
      webhook: string,
      holds: (delivery: WebhookDelivery) => boolean,
    ): Promise<WebhookDelivery> {
      for (;;) {
        const found = (await deliveries(webhook)).find(holds);
        if (found) return found;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }

    it('show what failed and why, and nothing of the address but its origin', async () => {
      const { id } = await portal.deploy('development');
      const failed = await until('chat', ({ attempts }) => attempts > 0);
      expect(failed).toMatchObject({
        type: 'deployment.succeeded',
        status: 'pending',
        answer: 500,
        problem: 'It answered 500.',
        message: {
          deployment: { id },
          links: {
            portal: `https://portal.example.com/tutti/deployments/${id}`,
          },
        },
      });
      const refused = await until('inside', ({ attempts }) => attempts > 0);
      expect(refused.problem).toContain('of a private network');
      const { body, text } = await portal
        .as(MARIA)
        .get('/webhooks')
        .expect(200);
      expect(body.items.map(({ name }: WebhookView) => name)).toEqual([
        'chat',
        'inside',
      ]);
      expect(body.items[0]).toMatchObject({
        target: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        pending: 1,
        dead: 0,
        last: { delivered: false, answer: 500 },
      });
      expect(text).not.toMatch(/t0ken|s3cret|secret/);
    });

    it('send again what was given up, when somebody says so who may', async () => {
      const pending = await until('chat', () => true);
      const path = `/webhooks/chat/deliveries/${pending.id}/resend`;
      await portal.as(MARIA).post(path).expect(409);
      moveClock(knex, DAY_MS);
      await until('chat', each => each.status === 'dead');
      status = 200;
      await portal.as(JON).post(path).expect(403);
      const { body } = await portal.as(MARIA).post(path).expect(200);
      expect(body.message).toEqual(pending.message);
      expect(
        await until('chat', each => each.status === 'delivered'),
      ).toMatchObject({ id: pending.id, answer: 200 });
      const { body: audit } = await portal.as(MARIA).get('/audit');
      expect(JSON.stringify(audit)).not.toContain('resend');
      expect(
        await knex('audit').where({ object: `chat/${pending.id}` }),
      ).toHaveLength(3);
      await portal
        .as(MARIA)
        .post('/webhooks/chat/deliveries/none/resend')
        .expect(404);
      await portal.as(MARIA).get('/webhooks/none/deliveries').expect(404);
    });

    it('send all again at once: what was given up, and what waits for its next try', async () => {
      status = 503;
      for (const force of [true, true]) {
        await portal.deploy('development', { force });
      }
      await until('chat', ({ message, attempts }) => {
        return message.deployment.number === 3 && attempts > 0;
      });
      moveClock(knex, DAY_MS);
      await until(
        'chat',
        ({ message, status: now }) =>
          message.deployment.number === 2 && now === 'dead',
      );
      status = 200;
      const path = '/webhooks/chat/resend';
      await portal.as(JON).post(path).expect(403);
      await portal.as(MARIA).post('/webhooks/none/resend').expect(404);
      const { body } = await portal.as(MARIA).post(path).expect(200);
      expect(body).toEqual({ count: expect.any(Number) });
      await until('chat', ({ message }) => message.deployment.number === 3);
      for (;;) {
        const all = await deliveries('chat');
        if (all.every(each => each.status === 'delivered')) break;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      expect((await portal.as(MARIA).post(path).expect(200)).body).toEqual({
        count: 0,
      });
    });

    it('come in pages', async () => {
      await portal.deploy('development', { force: true });
      await until('chat', ({ message }) => message.deployment.number === 4);
      const maria = portal.as(MARIA);
      const { body: first } = await maria.get(
        '/webhooks/chat/deliveries?limit=1',
      );
      expect(first.items).toHaveLength(1);
      const { body: second } = await maria.get(
        `/webhooks/chat/deliveries?limit=1&cursor=${first.next}`,
      );
      expect(
        [...first.items, ...second.items].map(
          ({ message }) => message.deployment.number,
        ),
      ).toEqual([4, 3]);
      expect(second.next).toBe(String(second.items[0].message.id));
      await maria.get('/webhooks/chat/deliveries?cursor=x').expect(400);
    });
  },
);
