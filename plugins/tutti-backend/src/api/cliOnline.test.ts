import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { runTutti, Typed } from '../__testUtils__/commandLine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const databases = testDatabases();

const TYPES = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: careful, title: Careful }
spec:
  rank: 20
  profile: standard
  access: { create: [owner], approve: ['group:default/release-managers'], destroy: [owner] }
  approval: { required: true }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: easy, title: Easy }
spec:
  rank: 21
  profile: standard
  access: { create: [owner], destroy: [owner] }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-of-tests }
spec:
  type: postgres
  criteria: { environmentType: [careful, easy] }
  driver: static
  inputs: { host: db, username: app, password: none }
`;

const SCORE = (image: string) => `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: ${image}
    variables: { COLOUR: blue }
service:
  ports:
    http: { port: 80, targetPort: 8080 }
`;

describe('tutti, against a portal', () => {
  let portal: Portal;
  let folder = '';
  const environment = { ...process.env };

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex, files: { 'types.yaml': TYPES } });
    folder = await mkdtemp(join(tmpdir(), 'tutti-online-'));
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
  const environmentOf = (name: string) =>
    `${portal.address}/tutti/applications/shop/environments/${name}`;

  it('lists applications and environments', async () => {
    expect(await tutti('apps')).toEqual({
      code: 0,
      err: '',
      out: 'shop  Online shop  group:default/storefront  2 environments\n',
    });
    expect((await tutti('apps --search nothing')).out).toBe('no application\n');
    expect((await tutti('envs shop')).out).toBe(
      'development  development  nothing runs  never deployed  2 not deployed yet\nproduction   production   nothing runs  never deployed  2 not deployed yet\n',
    );
    expect(await json('envs shop')).toMatchObject([
      { name: 'development' },
      { name: 'production' },
    ]);
  });

  it('plans what a deployment does to what is there, and deploys exactly that', async () => {
    const planned = await tutti('plan shop development');
    expect(planned.code).toBe(0);
    expect(planned.out).toMatch(
      /^shop to development \(development\), namespace shop-development, release \d+\n/,
    );
    expect(planned.out).toContain('create workload#web\n    Deployment web\n');
    expect(planned.out).toMatch(/\d+ to create\nmay be deployed\n$/);
    const [, id] = /--plan (\S+)/.exec(planned.err) ?? [];
    const deployed = await tutti(
      `deploy shop development --plan ${id} --yes --wait`,
    );
    expect(deployed.code).toBe(0);
    expect(deployed.out).toContain('shop to development #1: succeeded\n');
    expect(await tutti(`deploy shop development --plan ${id} --yes`)).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining('is not current any more'),
    });
    expect((await tutti(`deploy shop production --plan ${id} --yes`)).err).toBe(
      `error: Plan ${id} is for shop/development.\n`,
    );
  });

  it('is not asked for a deployment of files by two names that are none', async () => {
    expect((await tutti('plan shop nowhere')).err).toContain(
      "There is no environment 'nowhere'",
    );
    expect((await tutti('plan shop development --values x.yaml')).code).toBe(2);
    expect((await tutti('plan score.yaml --release 1')).code).toBe(2);
  });

  it('asks a person, and does nothing without a yes', async () => {
    const before = await json('envs shop');
    const answer = await tutti('deploy shop development', { answers: ['n'] });
    expect(answer).toMatchObject({
      code: 1,
      err: 'Deploy to shop/development? [y/N] nothing was done\n',
    });
    expect(answer.out).toContain('nothing changes');
    expect(await tutti('deploy shop development')).toEqual({
      code: 2,
      out: '',
      err: 'error: nobody can be asked here: read what plan says, and give --yes\n',
    });
    expect(await json('envs shop')).toEqual(before);
  });

  it('deploys images, goes back, and waits', async () => {
    const deployed = await tutti(
      'deploy shop development --image web=registry.example.com/shop/web:2',
      { answers: ['y'] },
    );
    expect(deployed.code).toBe(0);
    expect(deployed.out).toContain('update workload#web\n');
    expect(deployed.out).toMatch(/1 to update, \d+ as they are\n/);
    const [, number] =
      /tutti wait shop development (\d+)/.exec(deployed.err) ?? [];
    expect(await tutti(`wait shop development ${number}`)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`#${number}: succeeded`),
    });
    const back = await tutti('rollback shop development --yes --wait');
    expect(back.out).toContain('#3: succeeded');
    const [web] = (await json('wait shop development 3')).steps.filter(
      (step: { address: string }) => step.address === 'workload#web',
    );
    expect(web).toMatchObject({ action: 'update' });
    const again = await tutti('deploy shop development --release r2 --yes');
    expect(again.out).toContain('release 2\n');
    expect((await tutti('wait shop development')).code).toBe(0);
    expect((await tutti('rollback shop development 99 --yes')).err).toContain(
      'there is no deployment #99',
    );
  });

  it.each([
    ['deploy shop development --yes --image nothing=a:1', 2, 'nothing=…'],
    ['deploy shop development --yes --release 99', 1, 'had release 99'],
    ['deploy shop development --yes --release x', 2, '--release x'],
    ['deploy shop development --yes --consent all', 2, '--consent all'],
    ['deploy shop development --yes --plan x --force', 2, '--plan is deployed'],
    ['wait shop development x', 2, 'the number of a deployment'],
    ['wait shop development --timeout soon', 2, '--timeout soon'],
    ['approve shop development --yes', 1, 'waits for an approval'],
    ['cancel shop development --yes', 1, 'has not ended'],
    ['cancel shop development 1 --yes', 1, 'it is succeeded'],
    ['promote shop nowhere development --yes', 1, "no environment 'nowhere'"],
    ['logs shop development nothing', 1, 'no pod of nothing'],
    ['logs shop development --tail all', 2, '--tail all'],
    ['logs shop development -f --previous', 2, 'nothing to follow'],
    ['envs yours', 1, "There is no application 'yours'"],
  ])('%s ends with %i', async (args, code, message) => {
    expect(await tutti(args)).toEqual({
      code,
      out: '',
      err: expect.stringContaining(message),
    });
  });

  it('promotes what succeeded, where somebody may', async () => {
    expect(await tutti('promote shop development production --yes')).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining('group:default/release-managers'),
    });
    const promoted = await tuttiAs(
      JON,
      'promote shop development production --yes --wait --output json',
    );
    expect(promoted.code).toBe(0);
    expect(JSON.parse(promoted.out)).toMatchObject({
      status: 'succeeded',
      environment: 'production',
    });
    expect(promoted.err).toContain('create workload#web');
  });

  it('makes an environment, has it approved, and takes it away', async () => {
    expect(
      await tutti('env create shop qa --type careful', { answers: ['yes'] }),
    ).toEqual({
      code: 0,
      out: `shop/qa: made; to deploy to it: tutti deploy shop qa\n${environmentOf(
        'qa',
      )}\n`,
      err: 'shop/qa, of type careful\nMake it? [y/N] ',
    });
    const deployed = await tutti('deploy shop qa --yes');
    expect(deployed.out).toMatch(/shop to qa #1: .*approv/);
    const approved = await tuttiAs(JON, 'approve shop qa --comment fine --yes');
    expect(approved.code).toBe(0);
    expect(approved.out).toContain(`Deploy, asked for by ${MARIA}\n`);
    expect(approved.out).toContain('create workload#web');
    expect((await tutti('wait shop qa')).code).toBe(0);

    await tutti('deploy shop qa --force --yes');
    const rejected = await tuttiAs(JON, 'reject shop qa --yes --output json');
    expect(JSON.parse(rejected.out)).toMatchObject({ status: 'rejected' });
    expect(await tutti('wait shop qa')).toMatchObject({
      code: 1,
      out: expect.stringContaining('#2: rejected'),
    });
    await tutti('deploy shop qa --force --yes');
    expect((await tutti('cancel shop qa --yes')).out).toContain(
      '#3: cancelled',
    );
  });

  it('clones one with its values, and deletes it with the consent it names', async () => {
    await tutti('values set shop development COLOUR green --yes');
    expect(
      await tutti('env clone shop development copy --yes --type easy'),
    ).toMatchObject({
      code: 0,
      err: 'shop/copy, of type easy, like development: values COLOUR, no secret\n',
    });
    expect((await tutti('values list shop copy')).out).toContain(
      'COLOUR    green  environment',
    );
    expect((await tutti('deploy shop copy --yes --wait')).code).toBe(0);
    const refused = await tutti('env delete shop copy --yes');
    expect(refused).toMatchObject({ code: 1, out: '' });
    const consents = [...refused.err.matchAll(/--consent '(.*)'/g)].map(
      ([, consent]) => consent,
    );
    expect(consents.length).toBeGreaterThan(0);
    const deleted = await tutti(
      `env delete shop copy --yes --consent ${consents.join(' ')}`,
    );
    expect(deleted).toMatchObject({ code: 0, out: 'shop/copy: removed\n' });
    expect((await tutti('envs shop')).out).not.toContain('copy');
  });

  it('sets and unsets values; a secret comes from standard input, and is never seen', async () => {
    const stdin = 'planted-canary\n';
    expect(
      await tutti('values set shop development API_KEY --secret --yes', {
        stdin,
      }),
    ).toEqual({
      code: 0,
      out: 'API_KEY: set; it goes with the next deployment\n',
      err: '',
    });
    expect(
      await tutti('values set shop development LIMITS {"a":1} --json --yes'),
    ).toMatchObject({ code: 0 });
    const { out } = await tutti('values list shop development');
    expect(out).toContain(
      'API_KEY   (secret)  environment  not deployed yet\n',
    );
    expect(out).toContain('LIMITS    {"a":1}');
    expect(
      JSON.stringify(await json('values list shop development')),
    ).not.toContain('canary');
    expect(
      (await tutti('values unset shop development API_KEY --yes')).out,
    ).toBe('API_KEY: removed; it goes with the next deployment\n');
    for (const [args, typed, message] of [
      ['API_KEY secret --secret --yes', {}, 'is no argument'],
      ['API_KEY --secret', { answers: [] }, 'is seen'],
      ['API_KEY --secret --yes', {}, 'no secret on standard input'],
      ['API_KEY --yes', {}, 'which value?'],
      ['API_KEY { --json --yes', {}, 'no JSON'],
    ] as const) {
      expect(
        await tutti(`values set shop development ${args}`, typed),
      ).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    }
  });

  it('says what containers say', async () => {
    const { code, out } = await tutti('logs shop development web --tail 5');
    expect(code).toBe(0);
    expect(out).toMatch(/^web-\S+ main {2}\S/);
    const left = new AbortController();
    let heard = '';
    const following = tutti('logs shop development web -f --output json', {
      interrupt: left.signal,
    }).then(answer => {
      heard = answer.out;
      return answer.code;
    });
    await portal.as(MARIA).get('/applications').expect(200);
    left.abort();
    expect(await following).toBe(0);
    expect(heard).not.toContain('undefined');
  });

  it('prints where the portal’s pages are', async () => {
    expect((await tutti('open shop qa')).out).toBe(`${environmentOf('qa')}\n`);
    expect((await tutti('open')).out).toBe(`${portal.address}/tutti\n`);
  });

  it('tells a failure by its cause, with the ways out', async () => {
    const { code, out } = await tutti(
      'deploy shop development --image web=registry.example.com/shop/web:does-not-exist --yes --wait',
    );
    expect(code).toBe(1);
    expect(out).toContain(': failed\n  workload#web: ');
    expect(out).toContain('hint: ');
    expect(out).toContain(
      'go on with what is left: tutti deploy shop development',
    );
    expect(out).toMatch(/go back to #\d+: tutti rollback shop development \d+/);
    expect((await tutti('rollback shop development --yes --wait')).code).toBe(
      0,
    );
  });

  it('leaves a deployment to go on when Ctrl-C is pressed, and says how to look', async () => {
    await tutti('deploy shop qa --force --yes');
    const left = new AbortController();
    const answer = await tutti('wait shop qa', {
      interrupt: left.signal,
      // It waits for an approval, and has said so.
      onErr: () => left.abort(),
    });
    expect(answer).toMatchObject({ code: 130, out: '' });
    expect(answer.err).toContain(
      'goes on without you. To look: tutti wait shop qa 4; to stop it: tutti cancel shop qa 4\n',
    );
    expect((await tutti('wait shop qa --timeout 1s')).code).toBe(1);
    expect((await tutti('cancel shop qa 4 --yes')).code).toBe(0);
  });

  it('waits through a connection that is cut', async () => {
    await tutti('deploy shop qa --force --yes');
    let cut = 0;
    const proxy = await startProxy(portal.address, path => {
      // The second look at the deployment, and the first wait for its events.
      const isCut = /\/events/.test(path) && cut < 2;
      if (isCut) cut += 1;
      return isCut;
    });
    try {
      const waiting = tutti(`wait shop qa --portal ${proxy.address}`, {
        onErr: text => {
          if (text.includes('approv')) {
            portal
              .as(JON)
              .get('/deployments?application=shop&environment=qa')
              .then(({ body }) =>
                portal
                  .as(JON)
                  .post(`/deployments/${body.items[0].id}/approvals`, {
                    decision: 'approve',
                  }),
              );
          }
        },
      });
      expect((await waiting).code).toBe(0);
      expect(cut).toBe(2);
    } finally {
      await proxy.close();
    }
  });

  it('tells for a pull request what other Score files change, the same again', async () => {
    const file = join(folder, 'score.yaml');
    await writeFile(file, SCORE('.'));
    const first = await tutti(`pr ${file} --application shop`);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /^<!-- tutti pr shop -->\n\*\*\d environments: \d changed/,
    );
    expect(first.out).toContain(
      '### shop/production: changed\n\n- `update workload#web`',
    );
    expect(first.out).toContain('COLOUR');
    expect((await tutti(`pr ${file} --application shop`)).out).toBe(first.out);
    const gone = await tutti('pr --removed web --application shop');
    expect(gone.out).toContain('- `destroy workload#web`');
    await writeFile(file, `${SCORE('.')}x: 1\n`);
    expect(await tutti(`pr ${file} --application shop`)).toMatchObject({
      code: 1,
      out: expect.stringContaining(
        '- `score.yaml'.replace('score', `${folder}/score`),
      ),
    });
    expect((await tuttiAs(EVE, `pr ${file}`)).code).toBe(2);
    const { body } = await portal
      .as(MARIA)
      .get('/applications/shop/workloads/web');
    expect(body.score).not.toContain('COLOUR');
  });
});

/** Hands on what comes, and breaks the connection where somebody says so. */
async function startProxy(
  target: string,
  isCut: (path: string) => boolean,
): Promise<{ address: string; close(): Promise<void> }> {
  const server: Server = createServer((asked, reply) => {
    if (isCut(asked.url ?? '')) {
      asked.socket.destroy();
      return;
    }
    fetch(`${target}${asked.url}`, {
      method: asked.method,
      headers: { authorization: asked.headers.authorization ?? '' },
    }).then(
      async answer => {
        reply.writeHead(answer.status, {
          'Content-Type': answer.headers.get('content-type') ?? '',
        });
        reply.end(await answer.text());
      },
      () => reply.destroy(),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
