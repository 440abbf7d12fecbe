import { once } from 'node:events';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices, TestDatabaseId } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { DeploymentStatus, WebhookMessage } from '@tutti/plugin-tutti-common';
import { Secret } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { seed } from '../__testUtils__/records';
import { Feed, FeedReader } from '../feed';
import { Metrics } from '../metrics';
import { Wakeups } from '../services';
import { moveClock } from '../store';
import { Webhook } from './config';
import { Courier, readerFor } from './Courier';
import { signatureOf } from './signature';

jest.setTimeout(60_000);

const databases = testDatabases();
const SECRET = 'a-secret-of-the-hook';
const DAY_MS = 24 * 60 * 60 * 1000;
const logger = mockServices.logger.mock();

interface Got {
  headers: http.IncomingHttpHeaders;
  body: string;
  message: WebhookMessage;
}

/** A target: what it got, and how it answers. */
class Target {
  readonly got: Got[] = [];
  answer: (response: http.ServerResponse, got: Got) => void = response =>
    response.writeHead(200).end();
  readonly #server = http.createServer((request, response) => {
    let body = '';
    request.on('data', part => {
      body += part;
    });
    request.on('end', () => {
      const got = {
        headers: request.headers,
        body,
        message: JSON.parse(body),
      };
      this.got.push(got);
      this.answer(response, got);
    });
  });

  async open(): Promise<URL> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return new URL(`http://127.0.0.1:${port}/in`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Resolves once so many have come. */
  async has(count: number): Promise<Got[]> {
    return until(() => (this.got.length >= count ? this.got : undefined));
  }
}

/** Looks again and again; what never comes fails with the test. */
async function until<T>(look: () => T | undefined | Promise<T | undefined>) {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

async function start(databaseId: TestDatabaseId) {
  const { knex, store } = await openTestStore(databases, databaseId);
  await seed(store, {
    environments: ['development', 'production'],
    deploymentsEach: 1,
  });
  const idIn = (environment: string) => `deployment-env-${environment}-1`;
  const happens = (environment: string, status: DeploymentStatus) =>
    store.transaction(async tx =>
      tx.events.append(idIn(environment), [
        { type: 'status', at: await tx.now(), status, message: 'secret words' },
      ]),
    );
  const running: Courier[] = [];
  const courier = async (webhooks: Webhook[], readers: FeedReader[] = []) => {
    const addresses = {
      portal: 'https://portal.example.com',
      backend: 'https://api.example.com',
    };
    const one = new Courier(
      {
        store,
        webhooks,
        wakeups: new Wakeups(),
        metrics: new Metrics(metricsServiceMock.mock()),
        logger,
        pollMs: 20,
        chance: () => 0.5,
      },
      new Feed({
        store,
        readers: [
          ...readers,
          ...webhooks.map(each => readerFor(each, addresses)),
        ],
        logger,
      }),
    );
    await one.start();
    running.push(one);
    return one;
  };
  return {
    knex,
    store,
    idIn,
    happens,
    courier,
    async close() {
      await Promise.all(running.map(one => one.stop()));
      await knex.destroy();
    },
  };
}

describe.each(databases.eachSupportedId())('webhooks on %s', databaseId => {
  let target: Target;
  let hook: Webhook;
  let here: Awaited<ReturnType<typeof start>>;

  beforeEach(async () => {
    target = new Target();
    hook = {
      name: 'chat',
      url: await target.open(),
      secret: new Secret(SECRET),
      allowPrivate: true,
    };
    here = await start(databaseId);
  });
  afterEach(async () => {
    await here.close();
    await target.close();
  });

  const settled = async (count: number) =>
    until(async () => {
      const page = await here.store.webhookDeliveries.page({
        webhook: 'chat',
        limit: 100,
      });
      const ended = page.filter(({ status }) => status !== 'pending');
      return ended.length >= count ? ended : undefined;
    });

  it('are told ids and links, signed, from when they are configured on', async () => {
    await here.happens('production', 'queued');
    await here.courier([hook]);
    await here.happens('production', 'succeeded');
    const [{ headers, body, message }] = await target.has(1);
    const id = here.idIn('production');
    expect(message).toMatchObject({
      version: 1,
      id: headers['tutti-event-id'],
      type: 'deployment.succeeded',
      environment: { name: 'production' },
      deployment: { id, status: 'succeeded' },
      links: {
        portal: `https://portal.example.com/tutti/deployments/${id}`,
        api: `https://api.example.com/api/tutti/v1/deployments/${id}`,
      },
    });
    expect(headers['tutti-event']).toBe('deployment.succeeded');
    expect(headers['tutti-signature']).toBe(
      signatureOf(SECRET, String(headers['tutti-timestamp']), body),
    );
    expect(body).not.toContain('secret words');
    await settled(1);
    expect(target.got).toHaveLength(1);
  });

  it('hear only of what they ask for', async () => {
    await here.courier([
      { ...hook, events: ['deployment.failed'], environmentTypes: ['never'] },
      { ...hook, name: 'failures', events: ['deployment.failed'] },
    ]);
    await here.happens('production', 'verifying');
    await here.happens('development', 'failed');
    await target.has(1);
    await until(async () =>
      (await here.store.feeds.position('webhook:chat')) ===
      (await here.store.events.newest())
        ? true
        : undefined,
    );
    expect(target.got.map(({ message }) => message.type)).toEqual([
      'deployment.failed',
    ]);
  });

  it('are told each once, in order, by any number of replicas', async () => {
    await Promise.all([1, 2, 3].map(() => here.courier([hook])));
    const statuses = ['queued', 'verifying', 'failed', 'queued', 'succeeded'];
    for (const status of statuses as DeploymentStatus[]) {
      await here.happens('production', status);
      await here.happens('development', status);
    }
    await settled(statuses.length * 2);
    const ids = target.got.map(({ message }) => message.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const environment of ['production', 'development']) {
      expect(
        target.got
          .filter(({ message }) => message.environment.name === environment)
          .map(({ message }) => message.deployment.status),
      ).toEqual(statuses);
    }
  });

  it('that fail are tried again with the same id, and what follows waits for it', async () => {
    let times = 0;
    target.answer = response => {
      times += 1;
      response.writeHead(times === 1 ? 500 : 200).end();
    };
    await here.courier([hook]);
    await here.happens('production', 'verifying');
    await here.happens('production', 'succeeded');
    await target.has(1);
    const [failed] = await until(async () => {
      const { store } = here;
      const page = await store.webhookDeliveries.page({
        webhook: 'chat',
        limit: 10,
      });
      const tried = page.filter(({ attempts }) => attempts > 0);
      return tried.length > 0 ? tried : undefined;
    });
    expect(failed).toMatchObject({
      status: 'pending',
      answer: 500,
      problem: 'It answered 500.',
    });
    expect(Math.round((failed.dueAt - (failed.triedAt ?? 0)) / 1000)).toBe(5);
    moveClock(here.knex, 6_000);
    await settled(2);
    expect(target.got.map(({ message }) => message.type)).toEqual([
      'deployment.verifying',
      'deployment.verifying',
      'deployment.succeeded',
    ]);
    expect(target.got[0].body).toBe(target.got[1].body);
  });

  it('are given up after a day, and sent once more when somebody says so', async () => {
    target.answer = response => response.writeHead(500).end();
    const { store } = here;
    await here.courier([hook]);
    await here.happens('production', 'succeeded');
    await target.has(1);
    moveClock(here.knex, DAY_MS);
    const [dead] = await settled(1);
    expect(dead).toMatchObject({ status: 'dead', attempts: 2, answer: 500 });
    expect(await store.webhookDeliveries.counts()).toEqual([
      { webhook: 'chat', status: 'dead', count: 1 },
    ]);
    target.answer = response => response.writeHead(200).end();
    expect(await store.webhookDeliveries.sendAgain(dead.id)).toBe(true);
    expect(await store.webhookDeliveries.sendAgain(dead.id)).toBe(false);
    await until(async () => {
      const again = await store.webhookDeliveries.find('chat', dead.id);
      return again?.status === 'delivered' ? true : undefined;
    });
    expect(target.got.at(-1)?.message.id).toBe(target.got[0].message.id);
  });

  it('that hang keep nobody else waiting, and a stopped replica leaves them to the next', async () => {
    const slow = new Target();
    slow.answer = () => {};
    const hanging = { ...hook, name: 'slow', url: await slow.open() };
    const first = await here.courier([hanging, hook]);
    await here.happens('production', 'succeeded');
    await slow.has(1);
    await here.happens('development', 'succeeded');
    await target.has(2);
    await first.stop();
    slow.answer = response => response.writeHead(200).end();
    await here.courier([hanging]);
    await until(async () => {
      const page = await here.store.webhookDeliveries.page({
        webhook: 'slow',
        status: 'delivered',
        limit: 10,
      });
      return page.length === 2 ? true : undefined;
    });
    expect(slow.got.length).toBeGreaterThan(2);
    await slow.close();
  });

  it('are sent what a replica that was killed had claimed, once the claim is over', async () => {
    await here.happens('production', 'queued');
    const { store, knex } = here;
    await store.feeds.begin('webhook:chat', 0);
    await store.webhookDeliveries.add(
      [
        {
          webhook: 'chat',
          eventId: 1,
          type: 'deployment.queued',
          deploymentId: here.idIn('production'),
          body: '{}',
        },
      ],
      await store.now(),
    );
    const [due] = await store.webhookDeliveries.due('chat', 10);
    expect(await store.webhookDeliveries.claim(due, 30_000)).toBe(true);
    expect(await store.webhookDeliveries.claim(due, 30_000)).toBe(false);
    expect(await store.webhookDeliveries.due('chat', 10)).toEqual([]);
    moveClock(knex, 31_000);
    await here.courier([hook]);
    await target.has(1);
  });

  it('and other plugins hear of each once', async () => {
    const heard: string[] = [];
    const reader: FeedReader = {
      name: 'others',
      tell: happened => heard.push(...happened.map(({ status }) => status)),
    };
    await here.courier([], [reader]);
    await here.courier([], [reader]);
    await here.happens('production', 'queued');
    await here.happens('production', 'succeeded');
    await until(() => (heard.length >= 2 ? true : undefined));
    expect(heard.sort()).toEqual(['queued', 'succeeded']);
  });
});
