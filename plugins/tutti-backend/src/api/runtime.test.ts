import { setTimeout as pause } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  RuntimeLook,
  RuntimeNode,
  RuntimePage,
} from '@tutti/plugin-tutti-common';
import { runTutti } from '../__testUtils__/commandLine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { followShop } from '../__testUtils__/looks';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const RUNTIME = '/applications/shop/environments/development/runtime';

describe('what runs in an environment', () => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex });
    await portal.deploy('development');
  }, 60_000);

  afterAll(async () => {
    await portal?.stop();
  });

  const page = async (query = ''): Promise<RuntimePage> =>
    (await portal.as(MARIA).get(`${RUNTIME}/objects${query}`).expect(200)).body;
  const outline = (items: RuntimeNode[]) =>
    items.map(
      ({ depth, kind, name }) => `${'  '.repeat(depth)}${kind} ${name}`,
    );
  const podOfWeb = async (): Promise<RuntimeNode> => {
    const { items } = await page('?workload=web');
    const pod = items.find(({ kind }) => kind === 'Pod');
    if (!pod) throw new Error(`No pod among ${outline(items)}`);
    return pod;
  };

  it('is a tree by workload and resource, down to pods', async () => {
    const { items, counts, simulated, found, next } = await page();
    expect(simulated).toBe(true);
    expect(next).toBeUndefined();
    expect(found).toBe(items.length);
    expect(counts).toEqual({
      healthy: items.length,
      progressing: 0,
      failed: 0,
    });
    const web = items.filter(({ workload }) => workload === 'web');
    expect(outline(web)).toEqual([
      expect.stringMatching(/^Deployment web$/),
      expect.stringMatching(/^ {2}ReplicaSet web-/),
      expect.stringMatching(/^ {4}Pod web-/),
      'Service web',
      expect.stringMatching(/^ {2}EndpointSlice web-/),
    ]);
    expect(web[2]).toMatchObject({
      parent: web[1].uid,
      containers: [
        {
          name: 'main',
          image: 'registry.example.com/shop/web:1.0.0',
          state: 'running',
          restarts: 0,
        },
      ],
    });
    expect(items.at(-1)).toMatchObject({ kind: 'Namespace', depth: 0 });
    expect(items.find(({ resource }) => resource)).toMatchObject({
      resource: expect.stringContaining('#'),
    });
  });

  it('leads from a pod back to who deployed it, and to its files', async () => {
    const { uid } = await podOfWeb();
    const { body } = await portal
      .as(MARIA)
      .get(`${RUNTIME}/objects/${uid}/lineage`)
      .expect(200);
    expect(body).toMatchObject({
      object: { kind: 'Deployment', name: 'web' },
      deployment: {
        number: 1,
        requestedBy: MARIA,
        planHash: expect.any(String),
        platformRevision: expect.any(String),
        approvals: [],
      },
      workload: { name: 'web', release: 1, version: 1 },
      profile: { name: 'standard', patches: [] },
      command: expect.stringContaining('tutti generate'),
    });
    const { items } = await page('?search=service');
    const service = items.find(({ resource }) => resource !== undefined);
    const ofResource = await portal
      .as(MARIA)
      .get(`${RUNTIME}/objects/${service?.uid}/lineage`)
      .expect(200);
    expect(ofResource.body.resource).toMatchObject({
      address: service?.resource,
      definition: 'postgres-in-cluster',
      driver: 'manifests',
      line: expect.any(Number),
    });
    // A deployment that changes nothing of it leaves its name there.
    await portal.deploy('development');
    const after = await portal
      .as(MARIA)
      .get(`${RUNTIME}/objects/${uid}/lineage`)
      .expect(200);
    expect(after.body.deployment.number).toBe(1);
  });

  describe('asked by tutti whence', () => {
    const environment = { ...process.env };
    afterEach(() => {
      process.env = environment;
    });

    const whence = (user: string, ...args: string[]) => {
      process.env.TUTTI_TOKEN = mockCredentials.user.token(user);
      return runTutti([
        'whence',
        ...args,
        ...['--portal', portal.address],
        ...['--environment', 'development'],
      ]);
    };

    it('leads back from a pod and from an object of a resource', async () => {
      const { name } = await podOfWeb();
      const shop = ['--application', 'shop'];
      const ofPod = await whence(EVE, `pod/${name}`, ...shop);
      expect(ofPod).toMatchObject({ code: 0, err: '' });
      expect(ofPod.out).toMatch(/^object +Deployment\/shop-development\/web$/m);
      expect(ofPod.out).toMatch(
        /^made by +workload web, version 1, release 1$/m,
      );
      expect(ofPod.out).toMatch(/^deployment +#1 \(/m);
      expect(ofPod.out).toMatch(/^asked by +user:default\/maria, \d{4}-/m);
      expect(ofPod.out).toMatch(/^plan +\w+$/m);
      expect(ofPod.out).toMatch(/^offline +tutti generate /m);
      const { items } = await page('?search=service');
      const service = items.find(({ resource }) => resource !== undefined);
      const ofResource = await whence(
        MARIA,
        `Service/${service?.name}`,
        ...shop,
        ...['--output', 'json'],
      );
      expect(JSON.parse(ofResource.out)).toMatchObject({
        resource: { definition: 'postgres-in-cluster' },
        deployment: { number: 1, requestedBy: MARIA },
      });
    });

    it.each([
      [
        'no object of it',
        ['Deployment/none', '--application', 'shop'],
        1,
        'Of shop/development there is no Deployment/none',
      ],
      [
        'no application',
        ['Deployment/web', '--application', 'none'],
        1,
        "There is no application 'none'",
      ],
      [
        'no name of one',
        ['Deployment/web'],
        2,
        '--application and --environment',
      ],
      [
        'files and a portal',
        ['Deployment/web', 'score.yaml', '--application', 'shop'],
        2,
        'not both',
      ],
    ])('says what is wrong with %s', async (_, args, code, said) => {
      const answer = await whence(MARIA, ...args);
      expect(answer.err).toContain(said);
      expect(answer).toMatchObject({ code, out: '' });
    });
  });

  it('comes in pages that lack nothing and have nothing twice', async () => {
    const { items: all } = await page();
    const paged: RuntimeNode[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const one: RuntimePage = await page(
        `?limit=2${next && `&cursor=${next}`}`,
      );
      paged.push(...one.items);
      expect(one.found).toBe(all.length);
      next = one.next;
    }
    expect(paged.map(({ uid }) => uid)).toEqual(all.map(({ uid }) => uid));
    await portal
      .as(MARIA)
      .get(`${RUNTIME}/objects?cursor=nonsense`)
      .expect(400);
  });

  it('is found by kind, name, image and status, with what is above it', async () => {
    expect(outline((await page('?search=web:1.0.0')).items)).toEqual([
      'Deployment web',
      expect.stringMatching(/^ {2}ReplicaSet/),
      expect.stringMatching(/^ {4}Pod/),
    ]);
    const { items, found, counts } = await page('?status=failed,progressing');
    expect([items, found, counts.failed]).toEqual([[], 0, 0]);
  });

  it('shows an object with who set its fields, and of a Secret only that it is set', async () => {
    const { items } = await page();
    const of = async (kind: string) => {
      const uid = items.find(node => node.kind === kind)?.uid;
      return (
        await portal.as(MARIA).get(`${RUNTIME}/objects/${uid}`).expect(200)
      ).body;
    };
    const deployment = await of('Deployment');
    expect(deployment.content).toMatchObject({
      kind: 'Deployment',
      status: { readyReplicas: 1 },
    });
    expect(deployment.content.metadata).not.toHaveProperty('managedFields');
    expect(deployment.managers).toContainEqual(
      expect.objectContaining({
        name: 'tutti',
        operation: 'Apply',
        fields: expect.arrayContaining([
          'spec.template.spec.containers[name=main].image',
        ]),
      }),
    );
    const { content } = await of('Secret');
    expect(Object.values(content.data)).toEqual(
      Object.keys(content.data).map(() => ({ masked: 'secret' })),
    );
  });

  it('is told to everybody who looks, again when something changed', async () => {
    const readers = [MARIA, EVE].map(user => {
      const over = new AbortController();
      const heard: RuntimeLook[] = [];
      const reading = (async () => {
        const looks = followShop(portal, user, over.signal);
        for await (const look of looks) heard.push(look);
      })();
      return { over, heard, reading };
    });
    const all = (holds: (look: RuntimeLook | undefined) => boolean) =>
      eventually(() => readers.every(({ heard }) => holds(heard.at(-1))));
    await all(look => look !== undefined);
    const [{ page: first, workloads }] = readers[0].heard;
    expect(first.items).toEqual((await page()).items);
    expect(workloads).toContainEqual(
      expect.objectContaining({ name: 'web', status: 'healthy' }),
    );
    const pod = await podOfWeb();
    await fetch(
      `${portal.sandbox.url}/api/v1/namespaces/shop-development/pods/${pod.name}`,
      { method: 'DELETE' },
    );
    // Another one came in its place.
    await all(
      look =>
        look !== undefined &&
        look.page.counts.healthy === first.counts.healthy &&
        look.page.items.every(({ uid }) => uid !== pod.uid),
    );
    for (const { over, reading } of readers) {
      over.abort();
      await expect(reading).rejects.toThrow('abort');
    }
  }, 40_000);

  it('keeps what containers say in a status from those who may not read logs', async () => {
    const { uid } = await podOfWeb();
    portal.setPolicy(permission =>
      permission === 'tutti.logs.read'
        ? { result: 'DENY' as const }
        : undefined,
    );
    const { body } = await portal
      .as(MARIA)
      .get(`${RUNTIME}/objects/${uid}`)
      .expect(200);
    portal.setPolicy(() => undefined);
    expect(body.content).not.toHaveProperty('status');
    expect(body.withheld).toContain('tutti.logs.read');
  });

  it('has the log of a container, its end, and what came after a line', async () => {
    const { uid } = await podOfWeb();
    const log = async (query: string) =>
      (
        await portal
          .as(MARIA)
          .get(`${RUNTIME}/objects/${uid}/log?container=main${query}`)
          .expect(200)
      ).body.lines;
    const lines = await log('');
    expect(lines[0].text).toContain('simulation');
    expect(await log('&tail=1')).toHaveLength(1);
    expect((await log(`&since=${lines[0].at}`))[0]).toEqual(lines[1]);
  });

  it('follows a log as server-sent events until the reader leaves', async () => {
    const { uid } = await podOfWeb();
    const leave = new AbortController();
    const response = await fetch(
      `${portal.address}/api/tutti/v1${RUNTIME}/objects/${uid}/log/follow?container=main&tail=2`,
      {
        headers: { Authorization: portal.authorization(MARIA) },
        signal: leave.signal,
      },
    );
    expect(response.headers.get('content-type')).toMatch('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk);
      if (text.endsWith('\n\n')) break;
    }
    leave.abort();
    expect(JSON.parse(text.replace(/^data: /, ''))).toHaveLength(2);
  });

  it.each([
    ['log?container=nobody', 400, 'there are: main'],
    ['log', 400, 'container'],
    ['log?container=main&previous=true', 404, 'previous'],
    ['log/follow?container=main&previous=true', 404, 'previous'],
  ])('refuses %s with %i', async (what, status, said) => {
    const { uid } = await podOfWeb();
    const { body } = await portal
      .as(MARIA)
      .get(`${RUNTIME}/objects/${uid}/${what}`)
      .expect(status);
    expect(body.error.message).toContain(said);
  });

  it('has a log of pods only', async () => {
    const { items } = await page('?search=deployment');
    const { body } = await portal
      .as(MARIA)
      .get(`${RUNTIME}/objects/${items[0].uid}/log?container=main`)
      .expect(400);
    expect(body.error.message).toContain('one of its pods');
  });

  it('has the events of its objects, newest first, or of one and all below it', async () => {
    const { items } = await page('?workload=web');
    const events = async (query = '') =>
      (await portal.as(MARIA).get(`${RUNTIME}/events${query}`).expect(200)).body
        .items;
    const all = await events();
    const times = all.map(({ at }: { at: string }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const ofWeb = await events(`?uid=${items[0].uid}`);
    expect(ofWeb).toContainEqual(
      expect.objectContaining({
        reason: 'ScalingReplicaSet',
        kind: 'Deployment',
        name: 'web',
        uid: items[0].uid,
      }),
    );
    expect(ofWeb.length).toBeLessThan(all.length);
    expect(await events('?uid=nobody')).toEqual([]);
  });

  it('shows nothing that others run in the same namespace', async () => {
    const { ok } = await fetch(
      `${portal.sandbox.url}/api/v1/namespaces/shop-development/pods`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          metadata: { name: 'foreign' },
          spec: { containers: [{ name: 'main', image: 'other:1' }] },
        }),
      },
    );
    expect(ok).toBe(true);
    const pods = await (
      await fetch(
        `${portal.sandbox.url}/api/v1/namespaces/shop-development/pods/foreign`,
      )
    ).json();
    const { items } = await page('?search=foreign');
    expect(items).toEqual([]);
    for (const what of ['', '/log?container=main']) {
      await portal
        .as(MARIA)
        .get(`${RUNTIME}/objects/${pods.metadata.uid}${what}`)
        .expect(404);
    }
  });

  it('is not for those who may not see the environment, and logs are for its owners', async () => {
    const { uid } = await podOfWeb();
    await portal.as(EVE).get(`${RUNTIME}/objects/${uid}`).expect(200);
    for (const what of [
      `objects/${uid}/log?container=main`,
      `objects/${uid}/log/follow?container=main`,
      'events',
    ]) {
      const { body } = await portal
        .as(EVE)
        .get(`${RUNTIME}/${what}`)
        .expect(403);
      expect(body.error.message).toContain('tutti.logs.read');
    }
  });

  it('says that the cluster does not answer, and stands all the same', async () => {
    await portal.sandbox.close();
    let answer = await page();
    // What was seen a moment ago serves until it is old.
    while (!answer.error) answer = await page();
    expect(answer).toMatchObject({ items: [], found: 0 });
    expect(answer.error).toContain('sandbox');
    await portal.as(MARIA).get(`${RUNTIME}/events`).expect(503);
  });
});

async function eventually(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('not within 30 s');
    await pause(20);
  }
}
