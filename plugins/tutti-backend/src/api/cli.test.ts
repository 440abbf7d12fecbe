import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { runTutti } from '../__testUtils__/commandLine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Repositories, startRepositories } from '../__testUtils__/repositories';

const databases = testDatabases();

const score = (name: string, image = 'a:1') => `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: '${image}' } }
`;

describe('tutti workload, against a portal', () => {
  let portal: Portal;
  let repositories: Repositories;
  let folder = '';
  const environment = { ...process.env };

  beforeAll(async () => {
    repositories = await startRepositories();
    await repositories.commit({ 'score.yaml': score('mail') });
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex, settings: repositories.settings });
    folder = await mkdtemp(join(tmpdir(), 'tutti-cli-'));
    await writeFile(join(folder, 'web.yaml'), score('web'));
    await writeFile(join(folder, 'newer.yaml'), score('web', 'a:2'));
    await writeFile(join(folder, 'mail.yaml'), score('mail'));
    await writeFile(join(folder, 'broken.yaml'), `${score('web')}x: 1\n`);
    await portal.as(MARIA).post('/applications', { name: 'mine' }).expect(201);
    process.env.TUTTI_PORTAL = portal.address;
  });

  afterAll(async () => {
    process.env = environment;
    await portal?.stop();
    await repositories?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const tuttiAs = (user: string, ...args: string[]) => {
    process.env.TUTTI_TOKEN = mockCredentials.user.token(user);
    return runTutti(['workload', ...args]);
  };
  const tutti = (...args: string[]) => tuttiAs(MARIA, ...args);
  const file = (name: string) => join(folder, name);
  const done = (out: string) => ({ code: 0, err: '', out });

  it('adds, edits, lists and removes', async () => {
    expect(await tutti('list', 'mine')).toEqual(done('mine has no workload\n'));
    expect(await tutti('add', 'mine', file('web.yaml'))).toEqual(
      done('web: added, version 1\n'),
    );
    expect(await tutti('edit', 'mine', file('newer.yaml'))).toEqual(
      done('web: changed, version 2\n'),
    );
    expect(await tutti('edit', 'mine', file('newer.yaml'))).toEqual(
      done('web: unchanged, version 2\n'),
    );
    expect(
      await tutti('add', 'mine', '--name', 'mail', '--url', repositories.plain),
    ).toEqual(done('mail: added, version 1\n'));
    expect(await tutti('list', 'mine')).toEqual(
      done(
        `mail  repository ${repositories.plain}/score.yaml\nweb   managed\n`,
      ),
    );
    const listed = await tutti('list', 'mine', '--output', 'json');
    expect(JSON.parse(listed.out)).toMatchObject([
      { name: 'mail', source: { kind: 'repository' } },
      { name: 'web', source: { kind: 'managed' } },
    ]);
    expect(await tutti('remove', 'mine', 'web')).toEqual(
      done('web: removed; what runs of it goes with the next deployment\n'),
    );
  });

  it.each<[string, () => string[], string]>([
    [
      'a broken text',
      () => ['add', 'mine', file('broken.yaml')],
      'SchemaViolation',
    ],
    [
      'one that is there',
      () => ['add', 'mine', file('mail.yaml')],
      'has a workload mail already',
    ],
    [
      'one that is not there',
      () => ['edit', 'mine', file('web.yaml')],
      "There is no workload 'web' in mine",
    ],
    [
      'one that is not there',
      () => ['remove', 'mine', 'web'],
      "There is no workload 'web' in mine",
    ],
    [
      'no such application',
      () => ['list', 'yours'],
      "There is no application 'yours'",
    ],
    [
      'one that follows a repository',
      () => ['edit', 'mine', file('mail.yaml')],
      'edit it there',
    ],
    [
      'a repository that may not be read',
      () => [
        'add',
        'mine',
        '--name',
        'other',
        '--url',
        'http://169.254.169.254/',
      ],
      'SourceUnreadable',
    ],
    [
      'a source that is none',
      () => ['add', 'mine', '--name', 'other', '--url', 'mail'],
      'source.url',
    ],
  ])('%s ends with 1', async (_, args, message) => {
    expect(await tutti(...args())).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining(message),
    });
  });

  it('keeps the text of one that followed a repository, when told so', async () => {
    expect(await tutti('edit', 'mine', file('mail.yaml'), '--managed')).toEqual(
      done('mail: changed, version 2\n'),
    );
  });

  it('says whose it is to change', async () => {
    const { code, err } = await tuttiAs(EVE, 'add', 'mine', file('web.yaml'));
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('user:default/maria'),
    });
  });

  it('shows no token, and ends with 3 where no portal answers', async () => {
    for (const portalUrl of [
      'http://localhost:1',
      `${repositories.plain}/nothing`,
    ]) {
      const answer = await tutti('list', 'mine', '--portal', portalUrl);
      expect(answer).toMatchObject({ code: 3, out: '' });
      expect(answer.err).not.toContain(process.env.TUTTI_TOKEN);
    }
  });
});
