import { createServer, request as forward, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { isObject, JsonObject } from '@tutti/engine';
import { PlanStep, PlanView } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { callsOfSandbox, ElsewhereCalls } from '../__testUtils__/clusters';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(120_000);

const databases = testDatabases();

/** Everybody deploys; release managers manage resources. */
const PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: lab }
spec:
  rank: 1
  access:
    create: [anyone]
    deploy: [anyone]
    destroy: [anyone]
    manage: ['group:default/release-managers']
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: lab }
spec:
  driver: kubernetes
  cluster: sandbox
  criteria: { environmentType: lab }
  namespace: \${context.application}-\${context.environment}
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: store }
spec: {}
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: store }
spec:
  type: store
  driver: manifests
  protection: stateful
  onRemoval: retain
  inputs:
    objects:
      - apiVersion: v1
        kind: ConfigMap
        metadata: { name: store, labels: { team: a } }
        data: { mode: fast }
      - apiVersion: v1
        kind: Secret
        metadata: { name: store }
        stringData: { password: '\${generate.password.app}' }
      - apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: { name: store-reader }
        rules: []
`;

const STORE = 'store.default#main';
const ROLE = '/apis/rbac.authorization.k8s.io/v1/clusterroles/store-reader';
const DETACH = { remove: [{ address: STORE, how: 'detach' }] };

const score = (resources: string) => `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: 'a:1' } }
resources: ${resources}
`;

/** Before the sandbox: what `isCut` says never gets an answer, although it may have arrived. */
class Line {
  isCut: (method: string, path: string) => 'before' | 'after' | undefined =
    () => undefined;
  /** What it leads to. */
  sandbox = '';
  #server?: Server;

  async open(): Promise<string> {
    this.#server = createServer((incoming, outgoing) => {
      const { method = '', url = '', headers } = incoming;
      const cut = this.isCut(method, url);
      if (cut === 'before') {
        outgoing.destroy();
        return;
      }
      // A connection that is kept may be closed by the other side at any time.
      const ask = { method, headers, agent: false };
      const sent = forward(this.sandbox + url, ask, answer => {
        if (cut) {
          answer.resume().once('end', () => outgoing.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      sent.once('error', () => outgoing.destroy());
      incoming.pipe(sent);
    });
    this.#server.keepAliveTimeout = 0;
    await new Promise<void>(resolve => {
      this.#server?.listen(0, '127.0.0.1', resolve);
    });
    // A server that listens on a port has such an address.
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

function metadataOf(object: JsonObject | undefined): JsonObject {
  return isObject(object?.metadata) ? object.metadata : {};
}

function marksOf(object: JsonObject | undefined): string[] {
  const { labels, annotations, managedFields } = metadataOf(object);
  return [
    ...[labels, annotations].flatMap(each =>
      Object.keys(isObject(each) ? each : {}),
    ),
    ...(Array.isArray(managedFields) ? managedFields : []).flatMap(entry =>
      isObject(entry) ? [`fields of ${entry.manager}`] : [],
    ),
  ].filter(mark => /tutti|managed-by/.test(mark));
}

describe.each(databases.eachSupportedId())('a detach, on %s', databaseId => {
  const line = new Line();
  let portal: Portal;
  let cluster: ElsewhereCalls;
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await openTestStore(databases, databaseId));
    const address = await line.open();
    portal = await startPortal({
      knex,
      files: { 'lab.yaml': PLATFORM },
      clusters: sandbox => {
        line.sandbox = sandbox;
        return [{ name: 'sandbox', kind: 'sandbox', url: address }];
      },
    });
    cluster = callsOfSandbox(portal.sandbox);
  });

  afterAll(async () => {
    await portal?.stop();
    line.close();
  });

  const at = (application: string, environment: string) =>
    `/applications/${application}/environments/${environment}`;

  const setScore = (application: string, resources: string) =>
    portal
      .as(EVE)
      .put(`/applications/${application}/workloads/web`, {
        score: score(resources),
      })
      .expect(200);

  async function make(application: string, environment: string) {
    const eve = portal.as(EVE);
    if ((await eve.get(`/applications/${application}`)).status === 404) {
      await eve.post('/applications', { name: application }).expect(201);
    }
    await setScore(application, '{ main: { type: store, id: main } }');
    await eve
      .post(`/applications/${application}/environments`, {
        name: environment,
        type: 'lab',
      })
      .expect(201);
  }

  async function plan(
    path: string,
    input: object = {},
    user = JON,
  ): Promise<PlanView> {
    const { status, body } = await portal.as(user).post(`${path}/plans`, input);
    expect({ status, problems: body.problems }).toEqual({ status: 201 });
    return body;
  }

  async function run({ id }: PlanView, user = JON) {
    const { body } = await portal
      .as(user)
      .post('/deployments', { planId: id })
      .expect(201);
    return portal.ended(body.id);
  }

  /** With whatever consent is asked for. */
  async function deploy(path: string, input: object = {}) {
    const { plan: first } = await plan(path, input);
    const consent = first.consents.map(({ subject, action }) => ({
      subject,
      action,
    }));
    const ended = await run(await plan(path, { ...input, consent }));
    expect(ended).toMatchObject({ status: 'succeeded', failures: [] });
  }

  const stepOf = (view: PlanView): PlanStep | undefined =>
    view.steps.find(({ address }) => address === STORE);

  const objectsOf = async (namespace: string) =>
    Promise.all(
      [
        `/api/v1/namespaces/${namespace}/configmaps/store`,
        `/api/v1/namespaces/${namespace}/secrets/store`,
        ROLE,
      ].map(path => cluster.read(path)),
    );

  it('leaves the objects as they are with none of our marks, forgets its rows, and another environment adopts', async () => {
    await make('alpha', 'one');
    const one = at('alpha', 'one');
    await deploy(one);

    const { body: needed } = await portal
      .as(JON)
      .post(`${one}/plans`, DETACH)
      .expect(422);
    expect(needed.problems).toMatchObject([
      {
        code: 'RemoveRefused',
        message: `${STORE} cannot be detached: web needs it.`,
      },
    ]);

    await setScore('alpha', '{}');
    await deploy(one);
    await portal.as(EVE).post(`${one}/plans`, DETACH).expect(403);
    const view = await plan(one, DETACH);
    expect(view.plan).toMatchObject({
      deployable: true,
      consents: [],
      summary: { detach: 1, destroy: 0 },
    });
    expect(view.plan.contents.staying).toContain(STORE);
    expect(stepOf(view)).toMatchObject({
      action: 'detach',
      objects: [
        { ref: { kind: 'ConfigMap' }, action: 'release' },
        { ref: { kind: 'Secret' }, action: 'release' },
        { ref: { kind: 'ClusterRole' }, action: 'release' },
      ],
    });
    const [{ resource_id: id }] = await knex('resources').where({
      address: STORE,
    });
    const before = await objectsOf('alpha-one');
    expect(before.every(object => marksOf(object).length > 2)).toBe(true);
    expect(await run(view)).toMatchObject({ status: 'succeeded' });

    const after = await objectsOf('alpha-one');
    expect(after.map(marksOf)).toEqual([[], [], []]);
    expect(after.map(each => metadataOf(each).uid)).toEqual(
      before.map(each => metadataOf(each).uid),
    );
    expect(metadataOf(after[0]).labels).toEqual({ team: 'a' });
    expect(after.map(each => each?.data)).toEqual(
      before.map(each => each?.data),
    );
    for (const [table, where] of [
      ['resources', { address: STORE }],
      ['objects', { owner: id }],
      ['generated_values', { resource_id: id }],
    ] as const) {
      expect([table, await knex(table).where(where)]).toEqual([table, []]);
    }
    expect(await knex('intents')).toEqual([]);

    await make('beta', 'two');
    const { plan: adopting } = await plan(at('beta', 'two'));
    expect(adopting.consents).toMatchObject([
      {
        subject: 'rbac.authorization.k8s.io/ClusterRole//store-reader',
        covers: 'foreign',
        action: 'adopt',
      },
    ]);
    await deploy(at('beta', 'two'));
    expect(marksOf(await cluster.read(ROLE))).toContain(
      'tutti.dev/environment-id',
    );

    // In the plan that needs it no more: with `images` it is of the workloads of now.
    await setScore('beta', '{}');
    await deploy(at('beta', 'two'), { ...DETACH, images: {} });

    // What stays in it keeps the namespace, which is nobody's then.
    const destroying = await plan(one, { destroy: true });
    expect(destroying.steps.at(-1)).toMatchObject({
      kind: 'target',
      action: 'detach',
    });
    await deployDestroying(one);
    expect(marksOf(await cluster.read('/api/v1/namespaces/alpha-one'))).toEqual(
      [],
    );
    await portal.as(EVE).delete(one).expect(204);
  });

  async function deployDestroying(path: string, input: object = {}) {
    const ended = await run(await plan(path, { destroy: true, ...input }));
    expect(ended).toMatchObject({ status: 'succeeded' });
  }

  it('spares a resource from the destruction of its environment', async () => {
    await make('gamma', 'one');
    const path = at('gamma', 'one');
    await portal
      .as(JON)
      .post(`${path}/plans`, {
        destroy: true,
        remove: [{ address: STORE, how: 'destroy' }],
      })
      .expect(400);
    await deploy(path);
    await deployDestroying(path, DETACH);
    expect((await objectsOf('gamma-one')).map(marksOf)).toEqual([[], [], []]);
    await portal.as(EVE).delete(path).expect(204);
  });

  it.each(['before', 'after'] as const)(
    'that is cut off %s the cluster took a request is finished by the next plan',
    async when => {
      await make(`delta-${when}`, 'one');
      const path = at(`delta-${when}`, 'one');
      await deploy(path);
      await setScore(`delta-${when}`, '{}');
      await deploy(path);
      line.isCut = (method, url) =>
        method === 'PATCH' &&
        url.includes('/secrets/store') &&
        !url.includes('force=')
          ? when
          : undefined;
      expect(await run(await plan(path, DETACH))).toMatchObject({
        status: 'failed',
      });
      line.isCut = () => undefined;
      const [settings, secret] = await objectsOf(`delta-${when}-one`);
      expect(marksOf(settings)).toEqual([]);
      expect(marksOf(secret).length > 0).toBe(when === 'before');

      const rest = await plan(path);
      expect(stepOf(rest)).toMatchObject({ action: 'detach' });
      expect(await run(rest)).toMatchObject({ status: 'succeeded' });
      expect((await objectsOf(`delta-${when}-one`)).map(marksOf)).toEqual([
        [],
        [],
        [],
      ]);
      expect(await knex('resources').where({ address: STORE })).toEqual([]);
      expect(await knex('intents')).toEqual([]);
    },
  );
});
