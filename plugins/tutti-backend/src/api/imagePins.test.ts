import { DeploymentDetail, PlanRecord } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(120_000);

const databases = testDatabases();
const IMAGE = 'registry.example.com/till/orders:1.4';
const SIDE = 'registry.example.com/till/proxy:3';
const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: orders }
containers:
  main: { image: . }
  proxy: { image: '${SIDE}' }
`;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

describe.each(databases.eachSupportedId())('digests on %s', databaseId => {
  let knex: Knex;
  let portal: Portal;
  let maria: Person;

  beforeAll(async () => {
    ({ knex } = await openTestStore(databases, databaseId));
    portal = await startPortal({ knex });
    maria = portal.as(MARIA);
    await maria
      .post('/applications', {
        name: 'till',
        owner: 'group:default/storefront',
      })
      .expect(201);
    await maria
      .put('/applications/till/workloads/orders', { score: SCORE })
      .expect(200);
    for (const name of ['one', 'two']) {
      await maria
        .post('/applications/till/environments', { name, type: 'development' })
        .expect(201);
    }
  });

  afterAll(async () => {
    await portal?.stop();
  });

  async function deploy(
    environment: string,
    input: object,
  ): Promise<DeploymentDetail> {
    const { body } = await maria
      .post('/deployments', { application: 'till', environment, input })
      .expect(201);
    const ended = await portal.ended(body.id);
    expect(ended.failures).toEqual([]);
    expect(ended.status).toBe('succeeded');
    return ended;
  }

  async function planned(
    environment: string,
    input: object,
  ): Promise<PlanRecord> {
    const { body } = await maria
      .post(`/applications/till/environments/${environment}/plans`, input)
      .expect(201);
    return body;
  }

  const imagesIn = (plan: PlanRecord) =>
    plan.steps.flatMap(step => (step.kind === 'workload' ? [step.images] : []));

  /** Image of each container of a pod in the cluster. */
  async function running(environment: string): Promise<string[]> {
    const { body } = await maria
      .get(`/applications/till/environments/${environment}`)
      .expect(200);
    const answer = await fetch(
      `${portal.sandbox.url}/apis/apps/v1/namespaces/${body.namespace}/deployments/orders`,
    );
    const { spec } = await answer.json();
    return spec.template.spec.containers.map(
      ({ image }: { image: string }) => image,
    );
  }

  it('are kept of a success, and pinned where its release goes', async () => {
    const first = await deploy('one', { images: { orders: { main: IMAGE } } });
    expect(first.images).toEqual({
      items: [
        {
          workload: 'orders',
          container: 'main',
          image: IMAGE,
          digest: expect.stringMatching(DIGEST),
        },
        {
          workload: 'orders',
          container: 'proxy',
          image: SIDE,
          digest: expect.stringMatching(DIGEST),
        },
      ],
    });
    const [main, proxy] = (first.images?.items ?? []).map(
      ({ image, digest }) => `${image}@${digest}`,
    );
    const plan = await planned('two', { promoteFrom: 'one' });
    expect(plan.images).toMatchObject({
      pins: [
        { image: IMAGE, ranIn: { environment: 'one', number: first.number } },
        { image: SIDE, ranIn: { environment: 'one', number: first.number } },
      ],
      unpinned: [],
    });
    expect(imagesIn(plan)).toEqual([{ main, proxy }]);

    const promoted = await deploy('two', { promoteFrom: 'one' });
    expect(await running('two')).toEqual([main, proxy]);
    // It is the same release, and nothing tells the two apart.
    expect(promoted.release).toEqual(first.release);
    const { body: comparison } = await maria
      .get('/compare?left=environment:till/one&right=environment:till/two')
      .expect(200);
    expect(comparison.sections[0].changed).toEqual([]);
    const { body: application } = await maria
      .get('/applications/till')
      .expect(200);
    expect(
      application.environments.map(
        ({
          name,
          pendingChanges,
        }: {
          name: string;
          pendingChanges?: number;
        }) => [name, pendingChanges ?? 0],
      ),
    ).toEqual([
      ['one', 0],
      ['two', 0],
    ]);

    // What is done next keeps to it.
    await deploy('two', { restart: ['orders'] });
    expect(await running('two')).toEqual([main, proxy]);
    const nothing = await planned('two', {});
    expect(nothing.plan.summary).toMatchObject({ update: 0, keep: 2 });

    // Another image of one container ends its pin alone.
    const other = IMAGE.replace('1.4', '1.5');
    await deploy('two', { images: { orders: { main: other } } });
    expect(await running('two')).toEqual([other, proxy]);

    const back = await planned('two', { rollbackTo: promoted.id });
    expect(imagesIn(back)).toEqual([{ main, proxy }]);
    expect(back.images?.pins).toMatchObject([
      { ranIn: { environment: 'two', number: promoted.number } },
      {},
    ]);
  });

  it('that moved since are told apart', async () => {
    await deploy('one', { images: { orders: { main: IMAGE } } });
    const { body: place } = await maria
      .get('/applications/till/environments/one')
      .expect(200);
    const pods = `${portal.sandbox.url}/api/v1/namespaces/${place.namespace}/pods`;
    const { items } = await (await fetch(pods)).json();
    for (const { metadata, status } of items) {
      const [main, ...others] = status.containerStatuses;
      await fetch(`${pods}/${metadata.name}/status`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify({
          status: {
            containerStatuses: [
              {
                ...main,
                imageID: `registry.example.com/till/orders@sha256:${'c'.repeat(
                  64,
                )}`,
              },
              ...others,
            ],
          },
        }),
      });
    }
    // Nothing of it changes, and yet it is another content that succeeded now.
    const again = await deploy('one', {});
    expect(again.images?.items[0].digest).toBe(`sha256:${'c'.repeat(64)}`);
    await deploy('two', { images: { orders: { main: IMAGE } } });
    const { body } = await maria
      .get('/compare?left=environment:till/one&right=environment:till/two')
      .expect(200);
    expect(body.sections[0].changed).toMatchObject([
      {
        name: 'orders',
        leaves: [
          {
            path: 'containers.main.image',
            left: `${IMAGE}@sha256:${'c'.repeat(64)}`,
            right: expect.stringMatching(/orders:1\.4@sha256:[0-9a-f]{64}$/),
          },
        ],
      },
    ]);
  });

  it('that nobody wrote down leave a tag, and the plan says so', async () => {
    const { body } = await maria
      .get('/deployments?application=till&environment=one')
      .expect(200);
    const [{ id, number }] = body.items;
    await knex('deployments').where({ id }).update({ images: null });
    const plan = await planned('two', { promoteFrom: 'one' });
    expect(plan.images).toMatchObject({
      pins: [],
      unpinned: [
        {
          image: IMAGE,
          ranIn: { environment: 'one', number },
          reason:
            'Which contents ran was not written down when it succeeded there.',
        },
        { image: SIDE },
      ],
    });
    expect(plan.plan.deployable).toBe(true);
  });
});
