import {
  coreServices,
  createBackendModule,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { WorkloadVersion } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Repositories, startRepositories } from '../__testUtils__/repositories';

const databases = testDatabases();

const score = (name: string, more = '') => `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers:
  main:
    image: registry.example.com/${name}:1
${more}`;
const WITH_FILE = score(
  'worker',
  '    files: { /etc/worker.conf: { source: conf/worker.conf } }\n',
);

describe.each(databases.eachSupportedId())(
  'a workload that follows a repository, on %s',
  databaseId => {
    let repositories: Repositories;
    let portal: Portal;

    const maria = () => portal.as(MARIA);

    beforeAll(async () => {
      repositories = await startRepositories();
      await repositories.commit({
        'worker/score.yaml': WITH_FILE,
        'worker/conf/worker.conf': 'level: info',
        'worker/notes.yaml': 'password: canary-of-a-file',
        '.env': 'canary-of-the-environment',
        'plain.yaml': score('plain'),
        'large.yaml': Buffer.alloc(3 * 1024 * 1024, '#'),
      });
      const { knex } = await openTestStore(databases, databaseId);
      portal = await startPortal({
        knex,
        settings: repositories.settings,
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'System',
            metadata: {
              name: 'mine',
              annotations: {
                'backstage.io/source-location': `url:${repositories.repository}/src/branch/main/worker/`,
              },
            },
            spec: { owner: 'group:default/storefront' },
          },
        ],
      });
      await maria()
        .post('/applications', { name: 'mine', entityRef: 'system:mine' })
        .expect(201);
    });

    afterAll(async () => {
      await portal?.stop();
      await repositories?.stop();
    });

    const worker = '/applications/mine/workloads/worker';
    const source = () => ({
      url: repositories.repository,
      path: 'worker/score.yaml',
      ref: 'main',
    });
    const refreshed = async (path = worker) =>
      (await maria().post(`${path}/refresh`).expect(200)).body;
    const versions = async (path = worker): Promise<WorkloadVersion[]> =>
      (await maria().get(`${path}/versions`).expect(200)).body.items;

    it('has its text, the files beside it, and says where it is edited', async () => {
      const { body } = await maria()
        .put(worker, { source: source() })
        .expect(200);
      expect(body).toMatchObject({
        score: WITH_FILE,
        version: 1,
        updatedBy: MARIA,
        checkedAt: expect.any(String),
        problems: [],
        source: {
          kind: 'repository',
          url: `${repositories.repository}/src/branch/main/worker/score.yaml`,
          from: source(),
        },
        edit: {
          kind: 'external',
          url: `${repositories.repository}/_edit/main/worker/score.yaml`,
        },
      });
    });

    it('becomes what its repository becomes, files beside it included', async () => {
      expect(await refreshed()).toMatchObject({ version: 1 });
      await repositories.commit({ 'worker/conf/worker.conf': 'level: debug' });
      expect(await refreshed()).toMatchObject({
        version: 2,
        updatedBy: 'its repository',
      });
      expect(await refreshed()).toMatchObject({ version: 2 });
    });

    it('keeps the last good text in use while the new one is broken', async () => {
      for (const [broken, code] of [
        [score('worker', '    wrong: 1\n'), 'SchemaViolation'],
        [score('renamed'), 'NameMismatch'],
        [
          score('worker', '    files: { /x: { source: ../.env } }\n'),
          'SourceOutsideFolder',
        ],
        [
          score('worker', '    files: { /x: { source: gone.conf } }\n'),
          'SourceUnreadable',
        ],
      ]) {
        await repositories.commit({ 'worker/score.yaml': broken });
        const body = await refreshed();
        expect(body.problems).toMatchObject([{ severity: 'error', code }]);
        expect(body.images).toEqual({ main: 'registry.example.com/worker:1' });
        expect(JSON.stringify(body)).not.toContain('canary');
      }
      expect(
        (await versions()).map(({ version, inUse }) => inUse && version),
      ).toContain(2);
      await repositories.commit({ 'worker/score.yaml': WITH_FILE });
      expect(await refreshed()).toMatchObject({ version: 7, problems: [] });
    });

    it('says when its repository does not answer, and goes on with what it has', async () => {
      repositories.down = true;
      const silent = await refreshed();
      repositories.down = false;
      expect(silent).toMatchObject({
        version: 7,
        score: WITH_FILE,
        problems: [{ severity: 'error', code: 'SourceUnreadable' }],
      });
      expect(await refreshed()).toMatchObject({ version: 7, problems: [] });
    });

    it('asks a host only for news', async () => {
      const path = '/applications/mine/workloads/plain';
      await maria()
        .put(path, { source: { url: `${repositories.plain}/plain.yaml` } })
        .expect(200);
      repositories.answers();
      await refreshed(path);
      expect(repositories.answers()).toEqual([304]);
      await repositories.commit({
        'plain.yaml': score('plain', '    command: [x]\n'),
      });
      expect(await refreshed(path)).toMatchObject({ version: 2 });
    });

    it.each<[string, () => object, string]>([
      [
        'what is no Score file',
        () => ({ path: 'worker/notes.yaml' }),
        'NotAScoreFile',
      ],
      [
        'what is not there',
        () => ({ path: 'nope/score.yaml' }),
        'SourceUnreadable',
      ],
      [
        'a branch that is not there',
        () => ({ ref: 'nope' }),
        'SourceUnreadable',
      ],
      [
        'one of another name',
        () => ({
          url: `${repositories.plain}/plain.yaml`,
          path: undefined,
          ref: undefined,
        }),
        'NameMismatch',
      ],
      [
        'too much',
        () => ({
          url: `${repositories.plain}/large.yaml`,
          path: undefined,
          ref: undefined,
        }),
        'SourceUnreadable',
      ],
      [
        'a host that the portal may not read',
        () => ({
          url: 'http://169.254.169.254/latest/score.yaml',
          path: undefined,
          ref: undefined,
        }),
        'SourceUnreadable',
      ],
    ])('does not follow %s', async (_, change, code) => {
      const { body } = await maria()
        .put(worker, { source: { ...source(), ...change() } })
        .expect(422);
      expect(body.problems).toMatchObject([{ severity: 'error', code }]);
      expect(JSON.stringify(body)).not.toContain('canary');
      expect(await refreshed()).toMatchObject({ version: 7 });
    });

    it.each([
      [{ path: '../score.yaml' }, 'source.path'],
      [{ url: 'file:///etc/passwd' }, 'source.url'],
      [{ ref: '..' }, 'source.ref'],
    ])('names the field of %j', async (change, field) => {
      const { body } = await maria()
        .put(worker, { source: { ...source(), ...change } })
        .expect(400);
      expect(body.error.message).toContain(field);
    });

    it('is not edited here by accident, and is kept here when told so', async () => {
      const { body } = await maria().put(worker, { score: score('worker') });
      expect(body.error.message).toMatch(
        /follows http.*score\.yaml: edit it there/,
      );
      await maria().post(`${worker}/versions/1/restore`).expect(409);
      const kept = await maria()
        .put(worker, { score: score('worker'), source: { kind: 'managed' } })
        .expect(200);
      expect(kept.body).toMatchObject({
        source: { kind: 'managed' },
        edit: { kind: 'managed' },
        version: 8,
      });
      await maria().post(`${worker}/refresh`).expect(409);
    });

    it('follows the source location of the entity where nothing else is said', async () => {
      await maria().put(worker, { source: {} }).expect(200);
      const [newest, before] = await versions();
      expect(newest).toMatchObject({
        version: 9,
        by: MARIA,
        inUse: true,
        source: {
          url: `${repositories.repository}/src/branch/main/worker/score.yaml`,
          from: {},
        },
      });
      expect(before).toMatchObject({ version: 8, source: { kind: 'managed' } });
    });
  },
);

describe('versions of a managed workload', () => {
  let portal: Portal;
  const web = '/applications/mine/workloads/web';
  const maria = () => portal.as(MARIA);

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex });
    await maria().post('/applications', { name: 'mine' }).expect(201);
    for (const each of ['a', 'b', 'c']) {
      await maria()
        .put(web, { score: score('web', `    command: [${each}]\n`) })
        .expect(200);
    }
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('say who and when, in pages', async () => {
    const { body } = await maria().get(`${web}/versions?limit=2`).expect(200);
    expect(body).toMatchObject({
      items: [
        { version: 3, by: MARIA, inUse: true, problems: [] },
        { version: 2, by: MARIA, inUse: false },
      ],
      next: 2,
    });
    const rest = await maria().get(`${web}/versions?before=2`).expect(200);
    expect(rest.body.items).toMatchObject([{ version: 1 }]);
    expect(rest.body.next).toBeUndefined();
  });

  it('are restored as a new version that says so', async () => {
    const first = await maria().get(`${web}/versions/1`).expect(200);
    expect(first.body.score).toContain('command: [a]');
    const { body } = await maria()
      .post(`${web}/versions/1/restore`)
      .expect(200);
    expect(body).toMatchObject({ version: 4, score: first.body.score });
    const newest = await maria().get(`${web}/versions/4`).expect(200);
    expect(newest.body).toMatchObject({ restores: 1, by: MARIA });
    await maria().get(`${web}/versions/9`).expect(404);
    await maria().post(`${web}/versions/9/restore`).expect(404);
  });
});

describe('repositories that workloads follow', () => {
  let repositories: Repositories;
  let portal: Portal;
  let scheduler: SchedulerService;

  beforeAll(async () => {
    repositories = await startRepositories();
    await repositories.commit({ 'score.yaml': score('web') });
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      settings: repositories.settings,
      config: { workloads: { refresh: { milliseconds: 2 } } },
      features: [
        createBackendModule({
          pluginId: 'tutti',
          moduleId: 'scheduler-of-the-test',
          register: ({ registerInit }) =>
            registerInit({
              deps: { found: coreServices.scheduler },
              async init({ found }) {
                scheduler = found;
              },
            }),
        }),
      ],
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await repositories?.stop();
  });

  it('are looked at without anybody asking', async () => {
    const maria = portal.as(MARIA);
    const web = '/applications/mine/workloads/web';
    await maria.post('/applications', { name: 'mine' }).expect(201);
    await maria.put(web, { source: { url: repositories.plain } }).expect(200);
    await repositories.commit({
      'score.yaml': score('web', '    args: [x]\n'),
    });
    await scheduler.triggerTask('tutti-refresh-workloads');
    const { body } = await maria.get(web).expect(200);
    expect(body).toMatchObject({ version: 2, updatedBy: 'its repository' });
  });
});
