import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { startEngine } from '../__testUtils__/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { EngineThreads, JobTooLarge } from '../threads';
import { ActivePlatform } from './ActivePlatform';
import { RevisionReader } from './RevisionReader';

jest.setTimeout(60_000);

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

describe('a revision in use that today would be refused', () => {
  let portal: Portal;
  let take: (revision: string, text: string) => Promise<void>;

  beforeAll(async () => {
    const { knex, store } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex });
    const { active = '' } = await store.platform.pointer();
    const files = (await store.platform.files(active)) ?? [];
    take = async (revision, text) => {
      const { active: before } = await store.platform.pointer();
      await store.platform.keep(revision, [
        ...files,
        { file: 'older.yaml', text: `apiVersion: tutti.dev/v1alpha1\n${text}` },
      ]);
      await store.platform.activate(revision, before);
    };
  });

  afterAll(() => portal?.stop());

  const plan = () => portal.as(MARIA).post(`${DEVELOPMENT}/plans`);
  const platform = async () =>
    (await portal.as(MARIA).get('/platform').expect(200)).body;

  it.each([
    [
      'a driver that is no more',
      'kind: ResourceDefinition\nmetadata: { name: odd }\nspec: { type: postgres, class: odd, driver: gone }',
      'gone',
    ],
    [
      'a type that is not there',
      'kind: ResourceDefinition\nmetadata: { name: odd }\nspec: { type: nothing, driver: static }',
      'nothing',
    ],
    [
      'a field that nobody reads any more',
      'kind: Policy\nmetadata: { name: odd }\nspec: { on: plan, require: "true", effect: warn, message: m, fancy: 1 }',
      'fancy',
    ],
    [
      'a rule that cannot be parsed',
      'kind: Policy\nmetadata: { name: odd }\nspec: { on: plan, require: "plan.(", effect: warn, message: m, criteria: { environmentType: production } }',
      'Policy odd: line 1',
    ],
    [
      'a name that is taken',
      'kind: ResourceType\nmetadata: { name: postgres }\nspec: {}',
      'another ResourceType',
    ],
  ])('serves with a warning: %s', async (what, text, words) => {
    await take(what, text);
    await plan().expect(201);
    const { revision, problems } = await platform();
    expect(revision).toBe(what);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        file: 'older.yaml',
        message: expect.stringContaining(words),
      }),
    ]);
  });

  it.each([
    ['no YAML', 'kind: [', /older\.yaml:2: /],
    [
      'a guard that cannot be read',
      'kind: Policy\nmetadata: { name: odd }\nspec: { on: plan, require: "true", effect: often, message: m }',
      /older\.yaml:4: /,
    ],
    ['a kind of another world', 'kind: Odd\nmetadata: { name: odd }', /"Odd"/],
  ])('takes nothing down but what needs it: %s', async (what, text, place) => {
    await take(what, text);
    const maria = portal.as(MARIA);
    await maria.get('/applications').expect(200);
    await maria.get('/applications/shop').expect(200);
    await maria.get('/deployments').expect(200);
    const { body } = await plan().expect(403);
    expect(body.error.message).toContain(
      `cannot read the platform revision in use, ${what}: `,
    );
    expect(body.error.message).toMatch(place);
    const view = await platform();
    expect(view).toMatchObject({ revision: what });
    expect(view).not.toHaveProperty('platform');
    expect(view.problems).toContainEqual(
      expect.objectContaining({ severity: 'error', file: 'older.yaml' }),
    );
  });
});

it('a reading that took too much is tried again after a while', async () => {
  const { store } = await openTestStore(databases, 'SQLITE_3');
  const file = join(
    __dirname,
    '../__testUtils__/fixtures/platform/platform.yaml',
  );
  await store.platform.keep('r1', [
    { file: 'platform.yaml', text: await readFile(file, 'utf8') },
  ]);
  await store.platform.activate('r1', undefined);
  const threads = startEngine();
  let readings = 0;
  const run: EngineThreads['run'] = (job, ask) => {
    readings += 1;
    return readings === 1
      ? Promise.reject(new JobTooLarge('It took more than 1 second'))
      : threads.run(job, ask);
  };
  const active = new ActivePlatform({
    store,
    reader: new RevisionReader({
      store,
      drivers: [],
      engine: { run },
      logger: mockServices.logger.mock(),
    }),
    refreshIfChanged: async () => {},
  });
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  const codes = async () =>
    (await active.revision())?.problems.map(({ code }) => code);
  try {
    expect(await codes()).toEqual(['ReadingTooLarge']);
    now = 29_000;
    expect(await codes()).toEqual(['ReadingTooLarge']);
    expect(readings).toBe(1);
    now = 31_000;
    expect(await codes()).not.toContain('ReadingTooLarge');
    now = 31_000_000;
    expect(await active.find()).toBeDefined();
    expect(readings).toBe(2);
  } finally {
    clock.mockRestore();
    await threads.stop();
  }
});
