import { JsonObject } from '@tutti/engine';
import {
  EnvironmentValue,
  PlanStep,
  PlanView,
  ValueVersion,
} from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(120_000);

const databases = testDatabases();

/** Applications of the lab may refer to what is in the vault of their own name. */
const PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: lab }
spec:
  rank: 1
  access: { create: [anyone], deploy: [anyone], secrets: ['${EVE}'] }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: lab }
spec:
  driver: kubernetes
  cluster: sandbox
  criteria: { environmentType: lab }
  secrets:
    read:
      - namespace: vault-\${context.application}
        names: [db]
`;

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: a:1
    variables: { PASSWORD: '\${resources.env.PASSWORD}' }
resources:
  env: { type: environment }
`;

const CANARY = 'canary-of-the-store';
const VALUES = '/applications/alpha/environments/one/values';
const PASSWORD = `${VALUES}/PASSWORD`;
const db = { store: 'cluster', namespace: 'vault-alpha', name: 'db' };
const reference = { ...db, key: 'password' };

describe.each(databases.eachSupportedId())(
  'a secret that lives in the cluster, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    const eve = () => portal.as(EVE);

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({ knex, files: { 'lab.yaml': PLATFORM } });
      await eve().post('/applications', { name: 'alpha' }).expect(201);
      await eve()
        .put('/applications/alpha/workloads/web', { score: SCORE })
        .expect(200);
      await eve()
        .post('/applications/alpha/environments', { name: 'one', type: 'lab' })
        .expect(201);
      for (const namespace of ['vault-alpha', 'vault-beta']) {
        await ask('POST', '/api/v1/namespaces', {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
        });
      }
    });

    afterAll(async () => {
      await portal?.stop();
    });

    async function ask(method: string, path: string, body?: JsonObject) {
      const response = await fetch(portal.sandbox.url + path, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      return response.json();
    }

    const SECRETS = '/api/v1/namespaces/vault-alpha/secrets';

    /** In the cluster, past Tutti. */
    async function keep(contents: Record<string, string>) {
      await ask('DELETE', `${SECRETS}/db`);
      await ask('POST', SECRETS, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'db' },
        stringData: contents,
      });
    }

    const setReference = (more: object = {}) =>
      eve().put(PASSWORD, { from: { ...reference, ...more } });

    async function plan(input: object = {}): Promise<PlanView> {
      const { status, body } = await eve().post(
        '/applications/alpha/environments/one/plans',
        input,
      );
      expect({ status, problems: body.problems }).toEqual({ status: 201 });
      return body;
    }

    async function run(input: object = {}) {
      const { id } = await plan(input);
      const { body } = await eve()
        .post('/deployments', { planId: id })
        .expect(201);
      return portal.ended(body.id);
    }

    const list = async (): Promise<EnvironmentValue[]> =>
      (await eve().get(VALUES).expect(200)).body.items;

    const versions = async (): Promise<ValueVersion[]> =>
      (await eve().get(`${PASSWORD}/versions`).expect(200)).body.items;

    /** What pods are given. */
    async function given(): Promise<string[]> {
      const { items } = await ask(
        'GET',
        '/api/v1/namespaces/alpha-one/secrets',
      );
      return items.flatMap(({ data }: { data: Record<string, string> }) =>
        Object.values(data).map(each => Buffer.from(each, 'base64').toString()),
      );
    }

    const generation = async (): Promise<number> =>
      (await ask('GET', '/apis/apps/v1/namespaces/alpha-one/deployments/web'))
        .metadata.generation;

    it('is set as a reference by whoever may write secrets, and told as one', async () => {
      await portal.as(JON).put(PASSWORD, { from: reference }).expect(403);
      await setReference().expect(204);
      expect(await list()).toMatchObject([
        { name: 'PASSWORD', secret: true, from: reference, version: 1 },
      ]);
      expect(await versions()).toMatchObject([
        { secret: true, from: reference, inUse: true },
      ]);
    });

    it.each<[string, object, string]>([
      [
        'nothing',
        {},
        'value: is missing; give it, or `from` for a secret that lives elsewhere',
      ],
      [
        'both',
        { value: 'x', from: reference },
        'value and from exclude each other',
      ],
      [
        'another store',
        { from: { ...reference, store: 'vault' } },
        "there is no store of secrets 'vault'; there is cluster",
      ],
      ['no key', { from: db }, 'from.key'],
    ])('is refused with %s', async (_, body, message) => {
      const { body: answer } = await eve().put(PASSWORD, body).expect(400);
      expect(answer.error.message).toContain(message);
    });

    it('that is missing fails the deployment, naming store, place and way out', async () => {
      expect(await run()).toMatchObject({
        status: 'failed',
        failures: [
          {
            code: 'SecretMissing',
            message:
              'The secret PASSWORD refers to cluster secret vault-alpha/db, key password: there is no Secret db in namespace vault-alpha of cluster sandbox. Make it there, or set PASSWORD to a value, then deploy again.',
          },
        ],
      });
      expect(await given()).toEqual([]);
    });

    it('is read in the run, and is in no plan, event or row in clear', async () => {
      await keep({ password: CANARY });
      const view = await plan();
      expect(
        view.steps.find(({ address }: PlanStep) =>
          address.startsWith('environment.'),
        ),
      ).toMatchObject({
        exactness: 'exact',
        outputs: { PASSWORD: { masked: 'unknown', secret: true } },
      });
      const ended = await run();
      expect(ended).toMatchObject({ status: 'succeeded' });
      expect(await given()).toContain(CANARY);
      const { body: events } = await eve().get(
        `/events?deployment=${ended.id}`,
      );
      const told = [view, ended, events, await list(), await versions()];
      for (const table of [
        'environment_secrets',
        'resources',
        'objects',
        'plans',
        'plan_steps',
        'events',
        'steps',
        'deployments',
      ]) {
        told.push(await knex(table));
      }
      expect(JSON.stringify(told)).not.toContain(CANARY);
      expect(JSON.stringify(told)).not.toContain(
        Buffer.from(CANARY).toString('base64'),
      );
    });

    it('leaves pods alone while it is the same, and rolls them when it is not', async () => {
      const before = await generation();
      await run();
      expect(await generation()).toBe(before);
      await keep({ password: 'changed', user: 'shop' });
      await run();
      expect(await generation()).toBe(before + 1);
      expect(await given()).toContain('changed');
    });

    it('says who uses it', async () => {
      expect((await versions())[0].usedBy).toEqual([
        { environment: 'one', workloads: ['web'], resources: [] },
      ]);
    });

    it('is that of today in a rollback', async () => {
      const { body } = await eve()
        .get('/deployments?application=alpha&environment=one')
        .expect(200);
      const [, earlier] = body.items.filter(
        ({ status }: { status: string }) => status === 'succeeded',
      );
      await setReference({ key: 'user' }).expect(204);
      expect(await run({ rollbackTo: earlier.id })).toMatchObject({
        status: 'succeeded',
      });
      expect(await given()).toContain('shop');
    });

    it('gives way to a value, and comes back by its version', async () => {
      await eve()
        .put(PASSWORD, { value: 'kept here', secret: true })
        .expect(204);
      expect((await list())[0]).not.toHaveProperty('from');
      await run();
      expect(await given()).toContain('kept here');
      await eve()
        .post(`${PASSWORD}/restore`, {
          scope: 'environment',
          version: 1,
          secret: true,
        })
        .expect(204);
      expect(await list()).toMatchObject([{ from: reference, version: 4 }]);
      await run();
      expect(await given()).toContain('changed');
    });

    it.each([
      ['another team’s namespace', { namespace: 'vault-beta' }],
      ['a name that is not named', { name: 'root' }],
      ['the cluster’s own namespace', { namespace: 'kube-system' }],
      ['what its own environment holds', { namespace: 'alpha-one' }],
    ])('is not read from %s', async (_, other) => {
      await setReference(other).expect(204);
      const { body } = await eve()
        .post('/applications/alpha/environments/one/plans', {})
        .expect(422);
      expect(body.problems).toMatchObject([{ code: 'ReferenceNotAllowed' }]);
    });
  },
);
