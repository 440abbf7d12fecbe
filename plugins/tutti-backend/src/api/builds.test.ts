import { Build, Deployment, NewBuild } from '@tutti/plugin-tutti-common';
import {
  buildOf,
  commitOf,
  CONTINUOUS,
  imageOf,
  MAIN,
  makeTill,
  REPOSITORY,
  scoreOf,
} from '../__testUtils__/continuous';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';
import { Store } from '../store';

jest.setTimeout(240_000);

const databases = testDatabases();

const CI = 'external:ci-till';
const AT_ONCE = 20;

describe.each(databases.eachSupportedId())('builds on %s', databaseId => {
  let portal: Portal;
  let store: Store;
  let number = 0;

  beforeAll(async () => {
    const opened = await openTestStore(databases, databaseId);
    store = opened.store;
    portal = await startPortal({
      knex: opened.knex,
      files: CONTINUOUS,
      config: {
        automation: [
          {
            subject: CI,
            applications: ['till'],
            environmentTypes: ['continuous', 'tagged'],
            verbs: ['build'],
          },
          {
            subject: 'external:ci-shop',
            applications: ['shop'],
            environmentTypes: ['*'],
            verbs: ['build'],
          },
          {
            subject: 'external:deployer',
            applications: ['till'],
            environmentTypes: ['*'],
            verbs: ['deploy'],
          },
        ],
      },
    });
    await makeTill(portal);
  });

  afterAll(async () => {
    await portal?.stop();
  });

  const ci = () => portal.asService(CI);
  const maria = () => portal.as(MARIA);
  const next = () => (number += 1);

  async function tell(
    build: NewBuild,
    who: Person = ci(),
  ): Promise<Build & { repeated?: true }> {
    const { body } = await who.post('/builds', build).expect(201);
    return body;
  }

  async function look(id: string): Promise<Build> {
    return (await maria().get(`/builds/${id}`).expect(200)).body;
  }

  function deploymentOf({ outcomes }: Build, environment = 'main') {
    const outcome = outcomes.find(each => each.environment === environment);
    if (!outcome || !('deployment' in outcome)) {
      throw new Error(`Nothing deployed: ${JSON.stringify(outcomes)}`);
    }
    return outcome.deployment;
  }

  async function deployments(environment: string): Promise<Deployment[]> {
    const { body } = await maria()
      .get(`/deployments?application=till&environment=${environment}&limit=100`)
      .expect(200);
    return body.items;
  }

  async function environmentId(name: string): Promise<string> {
    const application = await store.applications.findByName('till');
    const found = await store.environments.find(application?.id ?? '', name);
    return found?.id ?? '';
  }

  it('wait where another workload has no image yet, and come with its first', async () => {
    const web = await tell(buildOf('web', next()));
    expect(web.outcomes[0]).toEqual({
      environment: 'main',
      reason:
        'There is no image of api there yet. It is deployed with the first build of that which goes there, or by hand.',
    });
    const api = await tell(buildOf('api', next()));
    const ended = await portal.ended(deploymentOf(api).id);
    expect(ended).toMatchObject({
      number: 1,
      status: 'succeeded',
      release: {
        images: { web: { main: web.image }, api: { main: api.image } },
      },
    });
  });

  it('are deployed where a type says so, and say why elsewhere', async () => {
    const told = await tell(buildOf('web', next()));
    expect(told).toMatchObject({
      application: 'till',
      workload: 'web',
      container: 'main',
      by: CI,
      outcomes: [
        { environment: 'main', deployment: { number: 2 } },
        {
          environment: 'tags',
          reason: `Tagged deploys builds of refs/tags/*, not of ${MAIN}.`,
        },
      ],
    });
    const ended = await portal.ended(deploymentOf(told).id);
    expect(ended).toMatchObject({
      status: 'succeeded',
      requestedBy: CI,
      release: { images: { web: { main: told.image } } },
    });
    expect(await look(told.id)).toMatchObject({
      outcomes: [
        {
          environment: 'main',
          deployment: { number: 2, status: 'succeeded' },
        },
        { environment: 'tags' },
      ],
    });
  });

  it('go by the ref and the workload', async () => {
    const tag = { ref: 'refs/tags/v1' };
    const api = await tell(buildOf('api', next(), tag));
    const web = await tell(buildOf('web', next(), tag));
    expect(api.outcomes).toMatchObject([
      {
        reason:
          'Continuous deploys builds of refs/heads/main, not of refs/tags/v1.',
      },
      {
        environment: 'tags',
        reason: expect.stringContaining('no image of web'),
      },
    ]);
    expect(web.outcomes[1]).toMatchObject({
      reason: 'Tagged deploys builds of api, not of web.',
    });
  });

  it('are one, however often and by how many they are told', async () => {
    const build = buildOf('web', next());
    const before = (await deployments('main')).length;
    const told = await Promise.all(
      Array.from({ length: AT_ONCE }, () => tell(build)),
    );
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    expect(told.filter(({ repeated }) => !repeated)).toHaveLength(1);
    await portal.ended(deploymentOf(told[0]).id);
    const again = await tell(build);
    expect(again).toMatchObject({ id: told[0].id, repeated: true });
    expect(await deployments('main')).toHaveLength(before + 1);
  });

  it('told at once by a crowd end on the newest, and none is lost', async () => {
    const builds = Array.from({ length: AT_ONCE }, (_, index) =>
      buildOf(index % 2 === 0 ? 'web' : 'api', next()),
    );
    const told = await Promise.all(builds.map(build => tell(build)));
    for (const { id } of told) {
      await portal.ended(deploymentOf(await look(id)).id);
    }
    const { body } = await maria()
      .get(`/builds?application=till&limit=${AT_ONCE}`)
      .expect(200);
    const listed: Build[] = body.items;
    expect(new Set(listed.map(({ id }) => id))).toEqual(
      new Set(told.map(({ id }) => id)),
    );
    const newestOf = (workload: string) =>
      listed.find(each => each.workload === workload)?.image;
    const [last] = await deployments('main');
    expect(last).toMatchObject({
      status: 'succeeded',
      release: {
        images: {
          web: { main: newestOf('web') },
          api: { main: newestOf('api') },
        },
      },
    });
    // An older one is nowhere after a newer one.
    const run = (await deployments('main'))
      .filter(({ status }) => status === 'succeeded')
      .flatMap(({ release }) => release?.images.web?.main ?? []);
    const order = listed.map(({ image }) => image);
    const seen = run.map(image => order.indexOf(image)).filter(at => at >= 0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('that wait are taken along by newer ones, which replace them', async () => {
    const id = await environmentId('main');
    await store.environments.block(id, 'A test holds the line.');
    const older = await tell(buildOf('web', next()));
    const other = await tell(buildOf('api', next()));
    const newer = await tell(buildOf('web', next()));
    const carrier = deploymentOf(newer);
    expect((await look(older.id)).outcomes[0]).toEqual({
      environment: 'main',
      deployment: carrier,
      replaced: true,
    });
    expect((await look(other.id)).outcomes[0]).toEqual({
      environment: 'main',
      deployment: carrier,
    });
    expect(carrier.waits).toMatchObject({ for: 'lock' });
    await store.environments.unblock(id);
    const ended = await portal.ended(carrier.id);
    expect(ended.release?.images).toEqual({
      web: { main: newer.image },
      api: { main: other.image },
    });
  });

  it('wait while automation is held, whoever tells them', async () => {
    const hold = '/applications/till/environments/main/hold';
    await maria().put(hold, { reason: 'A test.' }).expect(204);
    const told = await tell(buildOf('web', next()), maria());
    expect(deploymentOf(told)).toMatchObject({
      status: 'queued',
      waits: { for: 'hold' },
    });
    await maria().delete(hold).expect(204);
    await portal.ended(deploymentOf(told).id);
  });

  it('bring the Score text of their commit along, and are deployed with it', async () => {
    const text = scoreOf('web', '    variables: { COLOUR: green }\n');
    const told = await tell(buildOf('web', next(), { score: { text } }));
    const { body: workload } = await maria()
      .get('/applications/till/workloads/web')
      .expect(200);
    expect(workload).toMatchObject({
      score: text,
      version: told.workloadVersion,
      updatedBy: CI,
    });
    const ended = await portal.ended(deploymentOf(told).id);
    expect(ended).toMatchObject({
      status: 'succeeded',
      release: { images: { web: { main: told.image } } },
    });
  });

  it.each([
    ['with errors', buildOf('web', 901, { score: { text: 'wrong: 1' } }), 422],
    [
      'of another name',
      buildOf('web', 902, { score: { text: scoreOf('api') } }),
      422,
    ],
    [
      'from a repository that nobody follows',
      buildOf('web', 903, { score: { fromRepository: true } }),
      409,
    ],
  ])('with a text %s change nothing', async (_what, build, status) => {
    const before = await maria().get('/applications/till/workloads/web');
    await ci().post('/builds', build).expect(status);
    const after = await maria().get('/applications/till/workloads/web');
    expect(after.body).toEqual(before.body);
    const { body } = await maria().get(`/builds?commit=${build.commit}`);
    expect(body.items).toEqual([]);
  });

  it('that go nowhere leave the text as it is', async () => {
    const told = await tell(
      buildOf('web', next(), {
        ref: 'refs/heads/feature',
        score: { text: scoreOf('web', '    command: [other]\n') },
      }),
    );
    expect(told.workloadVersion).toBeUndefined();
    const { body } = await maria().get('/applications/till/workloads/web');
    expect(body.score).not.toContain('other');
  });

  it.each<[string, Partial<NewBuild>, number, string]>([
    [
      'of another repository',
      { repository: 'https://github.com/evil/till' },
      403,
      `builds of web come from ${REPOSITORY}, not from https://github.com/evil/till`,
    ],
    [
      'of the same path on another host',
      { repository: 'https://github.example/acme/till' },
      403,
      'come from',
    ],
    [
      'of an image without a digest',
      { image: 'registry.example.com/till/web:1' },
      400,
      'has no digest',
    ],
    ['of a short commit', { commit: 'abc1234' }, 400, 'whole hash'],
    ['of a short ref', { ref: 'main' }, 400, 'whole ref'],
    ['of an unknown workload', { workload: 'none' }, 404, "workload 'none'"],
    ['of an unknown container', { container: 'no' }, 400, 'say which: main'],
    ['of an unknown application', { application: 'no' }, 404, "'no'"],
    [
      'of a repository with a password',
      { repository: 'https://me:secret@github.com/acme/till' },
      400,
      'repository',
    ],
  ])('%s are refused', async (_what, more, status, words) => {
    const { body } = await ci()
      .post('/builds', buildOf('web', 900, more))
      .expect(status);
    expect(body.error.message).toContain(words);
  });

  it('of a workload without a repository say where to register it', async () => {
    const settings = '/applications/till/settings';
    await maria().put(settings, { repositories: [] }).expect(200);
    const { body } = await ci().post('/builds', buildOf('web', 900));
    await maria()
      .put(settings, { repositories: [{ url: `${REPOSITORY}.git` }] })
      .expect(200);
    expect(body.error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('in the settings of till'),
    });
  });

  it.each([
    ['of another application', () => portal.asService('external:ci-shop'), 404],
    ['that may only deploy', () => portal.asService('external:deployer'), 403],
    ['that nobody knows', () => portal.asService('external:nobody'), 404],
    ['who owns nothing', () => portal.as(EVE), 403],
    ['without a token', () => portal.asNobody(), 401],
  ])('are not told by one %s', async (_who, person, status) => {
    await person().post('/builds', buildOf('web', 900)).expect(status);
    const { body } = await maria().get(`/builds?commit=${commitOf(900)}`);
    expect(body.items).toEqual([]);
  });

  it('of a person go where that person may deploy, and say why not elsewhere', async () => {
    const told = await tell(
      buildOf('api', next(), { ref: 'refs/tags/v2' }),
      maria(),
    );
    expect(told.outcomes.at(-1)).toEqual({
      environment: 'tags',
      reason: expect.stringContaining('group:default/release-managers'),
    });
  });

  it('bring nothing back that was destroyed', async () => {
    await portal
      .as(MARIA)
      .post('/applications/till/environments', {
        name: 'gone',
        type: 'continuous',
      })
      .expect(201);
    const first = await tell(buildOf('web', next()));
    await portal.ended(deploymentOf(first, 'gone').id);
    let destroyed = '';
    for (let consent: object[] = []; destroyed === ''; ) {
      const { body: planned } = await maria()
        .post('/applications/till/environments/gone/plans', {
          destroy: true,
          consent,
        })
        .expect(201);
      const { consents } = planned.plan;
      if (consents.every(({ given }: { given: boolean }) => given)) {
        const { body: asked } = await maria()
          .post('/deployments', { planId: planned.id })
          .expect(201);
        destroyed = (await portal.ended(asked.id)).status;
      }
      consent = consents.map(({ subject, action }: Record<string, string>) => ({
        subject,
        action,
      }));
    }
    expect(destroyed).toBe('succeeded');
    const second = await tell(buildOf('web', next()));
    expect(second.outcomes[0]).toEqual({
      environment: 'gone',
      reason: expect.stringContaining('was destroyed'),
    });
    await portal.ended(deploymentOf(second).id);
  });

  it('are listed newest first, in pages, by workload and commit', async () => {
    const all: Build[] = (
      await portal.as(JON).get('/builds?application=till&limit=100').expect(200)
    ).body.items;
    const pages: Build[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await maria()
        .get(`/builds?application=till&limit=7${cursor}`)
        .expect(200);
      pages.push(...body.items);
      if (!body.next) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(pages.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(pages[0].image).toBe(imageOf('web', number));
    const [one] = all;
    const { body } = await maria().get(
      `/builds?workload=web&commit=${one.commit}`,
    );
    expect(body.items).toEqual([await look(one.id)]);
    await maria().get('/builds/none').expect(404);
    await maria().get('/builds?application=none').expect(404);
  });
});
