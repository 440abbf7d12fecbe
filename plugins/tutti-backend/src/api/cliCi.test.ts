import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { runTutti, Typed } from '../__testUtils__/commandLine';
import {
  commitOf,
  CONTINUOUS,
  deployByHand,
  imageOf,
  MAIN,
  makeTill,
  REPOSITORY,
  scoreOf,
} from '../__testUtils__/continuous';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const databases = testDatabases();

const PREVIEWS = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: preview, title: Preview }
spec:
  rank: 5
  profile: standard
  access: { create: [owner], deploy: [owner], destroy: [owner] }
  lifetime: 3d
`;

/** What a CI may say of itself; none of it counts here but what a test says. */
const OF_CI = ['GITHUB_ACTIONS', 'GITLAB_CI', 'JENKINS_URL'];

describe('tutti build and tutti preview, against a portal', () => {
  let portal: Portal;
  let folder = '';
  const environment = { ...process.env };

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      files: { ...CONTINUOUS, 'previews.yaml': PREVIEWS },
    });
    await makeTill(portal);
    await deployByHand(portal);
    folder = await mkdtemp(join(tmpdir(), 'tutti-ci-'));
    OF_CI.forEach(name => delete process.env[name]);
    process.env.XDG_CONFIG_HOME = join(folder, 'config');
    process.env.TUTTI_PORTAL = portal.address;
  });

  afterAll(async () => {
    process.env = environment;
    await portal?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const tuttiAs = (user: string, args: string, typed?: Typed) => {
    process.env.TUTTI_TOKEN = mockCredentials.user.token(user);
    return runTutti(args.split(' '), typed);
  };
  const tutti = (args: string, typed?: Typed) => tuttiAs(MARIA, args, typed);
  const json = async (args: string) => {
    const { code, out } = await tutti(`${args} --output json`);
    expect(code).toBe(0);
    return JSON.parse(out);
  };
  const built = (number: number, more = '') =>
    `build till web --image ${imageOf('web', number)} --commit ${commitOf(
      number,
    )} --ref ${MAIN} --repository ${REPOSITORY}${more}`;
  const written = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };

  it('tells a build, and waits for what is deployed of it', async () => {
    const { code, out, err } = await tutti(built(1, ' --wait'));
    expect(code).toBe(0);
    expect(out).toMatch(
      /^web registry\S+ at 000000000000\n {2}main: #\d+ \S.*\n {2}manual: .+\n {2}tags: .+\ntill to main #\d+: succeeded\n/,
    );
    expect(err).toContain('till to main #');
    expect(await tutti(built(1))).toMatchObject({
      code: 0,
      out: expect.stringContaining('told before: nothing is deployed again\n'),
    });
  });

  it('gives programs the build alone, as it is after the wait', async () => {
    const score = await written('web.yaml', scoreOf('web', '    args: [a]\n'));
    const told = await json(built(2, ` --score ${score} --wait`));
    expect(told).toMatchObject({
      workload: 'web',
      workloadVersion: expect.any(Number),
      outcomes: expect.arrayContaining([
        {
          environment: 'main',
          deployment: expect.objectContaining({ status: 'succeeded' }),
        },
      ]),
    });
  });

  it('ends with the failure of what it waits for, and its cause', async () => {
    const failed = await tutti(
      built(3, ' --wait').replace('/web@', '/web:does-not-exist@'),
    );
    expect(failed.code).toBe(1);
    expect(failed.out).toContain(': failed\n  workload#web: ');
  });

  it('waits for the newer build that takes this one along', async () => {
    // What is on hold waits beside the line until somebody goes on.
    const main = portal.as(MARIA);
    const hold = '/applications/till/environments/main/hold';
    await main.put(hold, { reason: 'looking' }).expect(204);
    let newer: Promise<unknown> | undefined;
    const waiting = await tutti(built(4, ' --wait'), {
      onErr: text => {
        if (!text.includes('till to main #')) return;
        newer ??= main
          .post('/builds', {
            ...{ application: 'till', workload: 'web', ref: MAIN },
            ...{ image: imageOf('web', 5), commit: commitOf(5) },
            repository: REPOSITORY,
          })
          .expect(201)
          .then(() => main.delete(hold).expect(204));
      },
    });
    await newer;
    expect(waiting.out).toMatch(
      /till to main #\d+: superseded\n[^]*till to main #\d+: succeeded\n/,
    );
    expect(waiting.code).toBe(0);
  });

  it.each([
    [built(9).replace(/ --commit \S+/, ''), 2, '--commit is needed'],
    [built(9, ' --score a --score-from-repository'), 2, 'not both'],
    [built(9, ' --score /no/such/file'), 2, 'cannot read /no/such/file'],
    [built(9, ' --wait --timeout soon'), 2, '--timeout soon'],
    [built(9).replace('acme/till', 'eve/till'), 1, 'eve/till'],
    [built(9).replace(/@sha256:\w+/, ':9'), 1, 'digest'],
    ['preview up till pr-1 --base main', 2, 'give --yes'],
    ['preview up till pr-1 --base nowhere --yes', 1, 'nowhere'],
    ['preview up till pr-1 --base main --value A --yes', 2, 'NAME=value'],
    ['preview up till pr-1 --base main --image x=y --yes', 2, '--image x=…'],
    ['preview down till pr-1', 2, 'give --yes'],
    ['preview comment till pr-1', 1, 'pr-1'],
  ])('%s ends with %i', async (args, code, message) => {
    expect(await tutti(args)).toEqual({
      code,
      out: '',
      err: expect.stringContaining(message),
    });
  });

  it('tells nothing where it was refused', async () => {
    const { body } = await portal
      .as(MARIA)
      .get(`/builds?application=till&commit=${commitOf(9)}`)
      .expect(200);
    expect(body.items).toEqual([]);
  });

  it('tells the problems of a Score file, and makes nothing', async () => {
    const score = await written('bad.yaml', `${scoreOf('web')}x: 1\n`);
    const refused = { code: 1, out: '', err: expect.stringContaining('x') };
    expect(await tutti(built(10, ` --score ${score}`))).toEqual(refused);
    expect(
      await tutti(`preview up till pr-1 --base main --score ${score} --yes`),
    ).toEqual(refused);
    expect((await tutti('preview list till')).out).toBe(
      'till has no preview\n',
    );
  });

  it('makes a preview once, brings it up to date, and destroys it', async () => {
    const score = await written('new.yaml', scoreOf('extra'));
    const up = `preview up till pr-7 --base main --score ${score} --removed api --image extra=registry.example.com/till/extra:7 --value COLOUR=blue --link https://git.example.com/till/pull/7`;
    expect(await tutti(up, { answers: ['n'] })).toEqual({
      code: 1,
      out: '',
      err: 'till/pr-7, like main; images of extra; Score files of extra; without api; values COLOUR\nBring it up? [y/N] nothing was done\n',
    });
    const made = await tutti(`${up} --wait`, { answers: ['y'] });
    expect(made.out).toContain('till to pr-7 #1: succeeded\n');
    expect(made.code).toBe(0);

    const again = await tutti(`${up} --yes`);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^till\/pr-7: running\. .+\n(http.+\n)*http\S+\/tutti\/applications\/till\/environments\/pr-7\n$/,
      ),
    });
    expect(await json('preview list till')).toMatchObject([
      { key: 'pr-7', base: 'main', deployment: { number: 1 } },
    ]);
    expect((await tutti('preview list till')).out).toMatch(
      /^pr-7 {2}running {2}until \S+ {2}https:\/\/git\.example\.com\/till\/pull\/7\n$/,
    );
    expect((await tutti('preview comment till pr-7')).out).toMatch(
      /^<!-- tutti-preview till\/pr-7 -->\n[^]*workload#extra/,
    );
    expect(await json('preview comment till pr-7')).toMatchObject({
      marker: '<!-- tutti-preview till/pr-7 -->',
    });
    expect((await tutti(`pr ${score} --application till`)).out).not.toContain(
      'pr-7',
    );
    expect((await tuttiAs(EVE, `${up} --yes`)).code).toBe(1);

    const down = await tutti('preview down till pr-7', { answers: ['y'] });
    expect(down).toMatchObject({
      code: 0,
      out: expect.stringContaining('till/pr-7: '),
      err: 'till/pr-7: all of it is destroyed, with its data\nDestroy it? [y/N] ',
    });
    expect(await tutti('preview down till pr-none --yes')).toEqual({
      code: 0,
      out: 'till/pr-none: gone\n',
      err: 'till/pr-none: all of it is destroyed, with its data\n',
    });
  });
});
