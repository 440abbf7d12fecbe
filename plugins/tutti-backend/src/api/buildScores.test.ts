import { Build, NewBuild } from '@tutti/plugin-tutti-common';
import {
  buildOf,
  commitOf,
  CONTINUOUS,
  MAIN,
  scoreOf,
} from '../__testUtils__/continuous';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Repositories, startRepositories } from '../__testUtils__/repositories';

jest.setTimeout(240_000);

const databases = testDatabases();

const WORKER = '/applications/mine/workloads/worker';
const textOf = (colour: string) =>
  scoreOf('worker', `    variables: { COLOUR: ${colour} }\n`);

describe('builds of a workload that follows a repository', () => {
  let repositories: Repositories;
  let portal: Portal;
  let number = 0;

  const maria = () => portal.as(MARIA);

  beforeAll(async () => {
    repositories = await startRepositories();
    await repositories.commit({ 'worker/score.yaml': textOf('red') });
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      files: CONTINUOUS,
      settings: repositories.settings,
    });
    await maria().post('/applications', { name: 'mine' }).expect(201);
    await maria()
      .put(WORKER, {
        source: {
          url: repositories.repository,
          path: 'worker/score.yaml',
          ref: 'main',
        },
      })
      .expect(200);
    await maria()
      .post('/applications/mine/environments', {
        name: 'main',
        type: 'continuous',
      })
      .expect(201);
  });

  afterAll(async () => {
    await portal?.stop();
    await repositories?.stop();
  });

  const build = (commit: string, more: Partial<NewBuild> = {}): NewBuild =>
    buildOf('worker', (number += 1), {
      application: 'mine',
      repository: repositories.repository,
      commit,
      score: { fromRepository: true },
      ...more,
    });

  it('have its text as it was at their commit, whatever came after', async () => {
    const green = await repositories.commit({
      'worker/score.yaml': textOf('green'),
    });
    await repositories.commit({ 'worker/score.yaml': textOf('blue') });
    const { body } = await maria().post('/builds', build(green)).expect(201);
    const told: Build = body;
    const [outcome] = told.outcomes;
    const id = 'deployment' in outcome ? outcome.deployment.id : '';
    expect(await portal.ended(id)).toMatchObject({
      status: 'succeeded',
      release: { images: { worker: { main: told.image } } },
    });
    const { body: version } = await maria()
      .get(`${WORKER}/versions/${told.workloadVersion}`)
      .expect(200);
    expect(version).toMatchObject({
      score: textOf('green'),
      by: MARIA,
      inUse: true,
      source: { url: expect.stringContaining(green) },
    });
    // The next look at its branch takes what is there.
    const { body: refreshed } = await maria()
      .post(`${WORKER}/refresh`)
      .expect(200);
    expect(refreshed.score).toBe(textOf('blue'));
  });

  it('need no other word of their repository', async () => {
    const { score: _, ...told } = build(commitOf(1));
    await maria().post('/builds', told).expect(201);
    await maria()
      .post('/builds', { ...told, repository: `${repositories.plain}/other` })
      .expect(403);
  });

  it.each<[string, () => NewBuild, number, string]>([
    [
      'of another branch',
      () => build(commitOf(2), { ref: 'refs/heads/feature' }),
      409,
      'worker follows main',
    ],
    [
      'of a commit that is not there',
      () => build(commitOf(3)),
      422,
      'cannot be taken',
    ],
  ])('%s do not change it', async (_what, asked, status, words) => {
    const before = await maria().get(WORKER);
    const { body } = await maria().post('/builds', asked()).expect(status);
    expect(body.error.message).toContain(words);
    const after = await maria().get(WORKER);
    expect(after.body.version).toBe(before.body.version);
  });

  it('bring their text themselves where they like', async () => {
    const { body } = await maria()
      .post(
        '/builds',
        build(commitOf(4), { ref: MAIN, score: { text: textOf('white') } }),
      )
      .expect(201);
    const { body: now } = await maria().get(WORKER).expect(200);
    expect(now).toMatchObject({
      score: textOf('white'),
      version: body.workloadVersion,
      source: { kind: 'repository' },
    });
  });
});
