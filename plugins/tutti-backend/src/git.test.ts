import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import git from '@tutti/plugin-tutti-backend-module-git';
import { DeploymentDetail } from '@tutti/plugin-tutti-common';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  GitHost,
  startGitHost,
} from '../../tutti-backend-module-git/src/__testUtils__/gitHost';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import {
  startPullRequestServer,
  TOKEN,
} from '../../tutti-backend-module-git/src/__testUtils__/pullRequestHost';
import { openTestStore, testDatabases } from './__testUtils__/databases';
import { MARIA } from './__testUtils__/people';
import { Portal, startPortal } from './__testUtils__/portal';
import { Replica } from './__testUtils__/replica';

jest.setTimeout(300_000);

const EXAMPLES = join(__dirname, '../../../examples');
const ENVIRONMENTS = '/applications/shop/environments';
const databases = testDatabases();

let host: GitHost;
let folder: string;
let portal: Portal;

beforeAll(async () => {
  host = await startGitHost();
  folder = await mkdtemp(join(tmpdir(), 'tutti-git-platform-'));
});

afterEach(async () => {
  host.before = () => {};
  host.after = () => {};
  await portal?.stop();
});

afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The example's platform, with the repository of this test. */
async function platformOf(repository: string): Promise<string> {
  const platform = join(folder, repository);
  await cp(join(EXAMPLES, 'git/platform'), platform, { recursive: true });
  const file = join(platform, 'target.yaml');
  const text = await readFile(file, 'utf8');
  const url = await host.create(repository, { 'README.md': 'Deployments\n' });
  await writeFile(
    file,
    text.replace('https://git.example.com/acme/deployments.git', url),
  );
  return platform;
}

/** Planned when its turn comes: nobody waits for an answer before the next one is asked for. */
async function ask(environment: string): Promise<string> {
  const { body } = await portal
    .as(MARIA)
    .post('/deployments', { application: 'shop', environment, input: {} })
    .expect(201);
  return body.id;
}

/** A password, in an output and in a Secret of its own. */
const TOKENS = `apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: token }
spec:
  type: token
  driver: manifests
  inputs:
    objects:
      - apiVersion: v1
        kind: Secret
        metadata: { name: token }
        stringData: { token: '\${generate.password.token}' }
    outputs: { token: '\${generate.password.token}' }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: token }
spec:
  outputs:
    { type: object, properties: { token: { type: string, x-secret: true } } }
`;

const PROFILE = `
---
apiVersion: tutti.dev/v1alpha1
kind: WorkloadProfile
metadata: { name: standard }
spec: { kind: Deployment }
`;

/**
 * An application of one small workload.
 *
 * @param more - of its Score file
 * @param container - of its container
 */
async function makeShop(more = '', container = ''): Promise<void> {
  await portal.as(MARIA).post('/applications', { name: 'shop' }).expect(201);
  await putWeb(more, container);
}

async function putWeb(more = '', container = ''): Promise<void> {
  await portal
    .as(MARIA)
    .put('/applications/shop/workloads/web', {
      score: `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: 'registry.example.com/web:1'
    ${container}
${more}`,
    })
    .expect(200);
}

function settings(): Record<string, object> {
  const { host: at, username, password } = host;
  return { git: { credentials: [{ host: at, username, password }] } };
}

function logOf({ steps, failures }: DeploymentDetail): string {
  return JSON.stringify([failures, steps.map(({ status }) => status)]);
}

describe.each(databases.eachSupportedId())(
  'a Git target, on %s',
  databaseId => {
    it('brings the example shop, and leaves what others push', async () => {
      const { knex } = await openTestStore(databases, databaseId);
      const repository = `shop-${databaseId.toLowerCase()}`;
      portal = await startPortal({
        knex,
        platform: {
          sources: [
            { folder: await platformOf(repository) },
            { folder: join(EXAMPLES, 'applications') },
          ],
        },
        features: [git],
        config: settings(),
      });
      let others = 0;
      host.before = async ({ service, isData }) => {
        if (service === 'receive-pack' && isData && others < 2) {
          others += 1;
          await host.push(repository, { [`others/${others}.txt`]: 'theirs\n' });
        }
      };
      const first = await portal.ended(await ask('development'));
      expect([first.status, logOf(first)]).toEqual([
        'succeeded',
        expect.any(String),
      ]);
      // Twice somebody was quicker, and still it is one commit.
      const commits = await host.log(repository);
      expect(commits.map(line => line.slice(41))).toEqual([
        'Deploy shop to development',
        'by other hands',
        'by other hands',
        'by other hands',
      ]);
      const files = await host.files(repository);
      expect(Object.keys(files)).toEqual(
        expect.arrayContaining([
          'others/1.txt',
          'others/2.txt',
          'apps/shop/development/TUTTI.md',
          'apps/shop/development/deployment.apps_web.yaml',
          'apps/shop/development/externalsecret.external-secrets.io_application.yaml',
        ]),
      );
      expect(files['apps/shop/development/deployment.apps_api.yaml']).toContain(
        '${vault:secret/data/shop/development#DB_PASSWORD}@postgres.data.svc',
      );
      const message = await host.git(
        repository,
        'log',
        '-1',
        '--format=%b',
        'main',
      );
      expect(message).toContain(`Tutti-Deployment: ${first.id}`);

      // Nothing new: nothing is pushed. A file changed by hand is put back.
      const second = await portal.ended(await ask('development'));
      expect(second.statuses).toEqual({ kept: second.steps.length });
      expect(await host.log(repository)).toEqual(commits);
      await host.push(repository, {
        'apps/shop/development/deployment.apps_web.yaml': 'replicas: 100\n',
      });
      const third = await portal.ended(await ask('development'));
      expect(third.statuses).toMatchObject({ done: 1 });
      expect(
        (await host.files(repository))[
          'apps/shop/development/deployment.apps_web.yaml'
        ],
      ).toBe(
        files['apps/shop/development/deployment.apps_web.yaml'].replace(
          first.id,
          (
            await host.git(repository, 'log', '-1', '--format=%b', 'main')
          ).match(/Tutti-Deployment: (\S+)/)?.[1] ?? '',
        ),
      );

      // The account is nowhere but in the configuration.
      const told = [portal.log.join('\n')];
      for (const table of [
        'plans',
        'plan_steps',
        'events',
        'deployments',
        'objects',
        'environments',
      ]) {
        told.push(JSON.stringify(await knex(table)));
      }
      const basic = Buffer.from(`${host.username}:${host.password}`);
      expect(told.join('\n')).not.toContain(host.password);
      expect(told.join('\n')).not.toContain(basic.toString('base64'));
      expect(told.join('\n')).toContain(
        `delivered: commit ${commits[0].slice(0, 40)}`,
      );
    });
  },
);

it('takes 20 environments that deploy at once, each of them once', async () => {
  const [[databaseId]] = databases.eachSupportedId();
  const { knex } = await openTestStore(databases, databaseId);
  portal = await startPortal({
    knex,
    platform: { sources: [{ folder: await platformOf('twenty') }] },
    features: [git],
    config: {
      ...settings(),
      worker: { poll: { milliseconds: 50 }, concurrency: 20 },
    },
  });
  await makeShop();
  const names = Array.from({ length: 20 }, (_, index) => `preview-${index}`);
  for (const name of names) {
    await portal
      .as(MARIA)
      .post(ENVIRONMENTS, { name, type: 'development' })
      .expect(201);
  }
  const ids: string[] = [];
  for (const name of names) ids.push(await ask(name));
  for (const id of ids) {
    expect(await portal.ended(id)).toMatchObject({ status: 'succeeded' });
  }
  const files = Object.keys(await host.files('twenty'));
  names.forEach(name => {
    expect(files).toContain(`apps/shop/${name}/deployment.apps_web.yaml`);
  });
  // How many commits these are depends on how far apart they come; none comes twice.
  const trailers = await host.git('twenty', 'log', '--format=%b', 'main');
  expect(trailers.match(/^Tutti-Deployment: /gm)).toHaveLength(20);
});

it('waits for pull requests without a place in the worker, and ends as they do', async () => {
  const [[databaseId]] = databases.eachSupportedId();
  const { knex } = await openTestStore(databases, databaseId);
  const repository = 'acme/deployments';
  const platform = await platformOf(repository);
  const file = join(platform, 'target.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('mode: direct', 'mode: pullRequest'));
  const ref = ['for-each-ref', '--format=%(objectname)'];
  const server = await startPullRequestServer(
    'github',
    async branch =>
      (await host.git(repository, ...ref, `refs/heads/${branch}`)) || undefined,
  );
  try {
    portal = await startPortal({
      knex,
      platform: { sources: [{ folder: platform }] },
      features: [git],
      config: {
        ...settings(),
        worker: {
          poll: { milliseconds: 50 },
          concurrency: 1,
          // Of everything else than people.
          healthDeadline: { seconds: 1 },
        },
      },
      settings: {
        app: { baseUrl: 'https://portal.example.com' },
        integrations: {
          github: [{ host: host.host, apiBaseUrl: server.base, token: TOKEN }],
        },
      },
    });
    await makeShop();
    const ids: string[] = [];
    for (const name of ['one', 'two']) {
      await portal
        .as(MARIA)
        .post(ENVIRONMENTS, { name, type: 'development' })
        .expect(201);
      ids.push(await ask(name));
    }
    const [one, two] = ids;
    const waiting = async (id: string): Promise<string> => {
      const { body } = await portal.as(MARIA).get(`/deployments/${id}/steps`);
      return JSON.stringify(body);
    };
    const waits = /waits until https:\/\/host\/\S+\/[12] is merged/;
    for (const id of ids) {
      while (!waits.test(await waiting(id))) await pause(100);
    }
    expect(server.kept.map(({ body }) => body).join()).toContain(
      `https://portal.example.com/tutti/deployments/${one}`,
    );
    const of = (name: string) =>
      server.kept.findIndex(({ title }) => title.endsWith(` to ${name}`));
    await host.git(
      repository,
      ...['update-ref', 'refs/heads/main', 'refs/heads/tutti/shop/one'],
    );
    server.kept[of('one')].state = 'merged';
    server.kept[of('two')].state = 'closed';
    expect(await portal.ended(one)).toMatchObject({ status: 'succeeded' });
    const closed = await portal.ended(two);
    expect(closed.status).toBe('failed');
    expect(logOf(closed)).toMatch(
      /https:\/\/host\/\S+\/[12] was closed without being merged/,
    );
    expect(
      portal.log.join('\n') + JSON.stringify(await knex('events')),
    ).not.toContain(TOKEN);
  } finally {
    await server.stop();
  }
});

it('writes Secrets to the cluster, and commits what refers to them', async () => {
  const [[databaseId]] = databases.eachSupportedId();
  const { knex } = await openTestStore(databases, databaseId);
  const platform = await platformOf('beside');
  // Of External Secrets, which the sandbox does not have.
  await rm(join(platform, 'resources.yaml'));
  await writeFile(join(platform, 'token.yaml'), TOKENS);
  const file = join(platform, 'target.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text
      .replace('  git:\n', '  cluster: sandbox\n  git:\n    secrets: cluster\n')
      .replace(/\n---\n# The pods' own[^]*$/, PROFILE),
  );
  portal = await startPortal({
    knex,
    platform: { sources: [{ folder: platform }] },
    features: [git],
    config: settings(),
  });
  const maria = portal.as(MARIA);
  await makeShop(
    'resources: { token: { type: token } }\n',
    "variables: { TOKEN: '${resources.token.token}' }",
  );
  await maria
    .post(ENVIRONMENTS, { name: 'dev', type: 'development' })
    .expect(201);
  const first = await portal.ended(await ask('dev'));
  expect(first.failures).toEqual([]);
  const secrets = async () => {
    const at = '/api/v1/namespaces/shop-dev/secrets';
    const { items } = await (await fetch(portal.sandbox.url + at)).json();
    return items as {
      metadata: { name: string; labels: Record<string, string> };
      data: Record<string, string>;
    }[];
  };
  const written = await secrets();
  expect(written.map(({ metadata }) => metadata.name)).toEqual([
    'token',
    'web-secrets',
  ]);
  const files = await host.files('beside');
  expect(files['apps/shop/dev/deployment.apps_web.yaml']).toMatch(
    /secretKeyRef:\s+key: \S+\s+name: web-secrets/,
  );
  for (const { metadata, data } of written) {
    expect(metadata.labels).toMatchObject({
      'app.kubernetes.io/managed-by': 'tutti',
      'tutti.dev/environment-id': expect.any(String),
    });
    const everything = await host.git('beside', 'log', '-p', '--all');
    for (const value of Object.values(data)) {
      expect(everything).not.toContain(value);
      expect(everything).not.toContain(
        Buffer.from(value, 'base64').toString('utf8'),
      );
    }
    expect(everything).not.toMatch(/kind: Secret$/m);
  }

  // Nothing new: nothing is written, there or there. What somebody deletes comes back.
  const commits = await host.log('beside');
  const second = await portal.ended(await ask('dev'));
  expect(second.statuses).toEqual({ kept: second.steps.length });
  await fetch(
    `${portal.sandbox.url}/api/v1/namespaces/shop-dev/secrets/token`,
    { method: 'DELETE' },
  );
  expect((await portal.ended(await ask('dev'))).status).toBe('succeeded');
  expect((await secrets()).map(({ data }) => data)).toEqual(
    written.map(({ data }) => data),
  );
  expect(await host.log('beside')).toEqual(commits);

  // They go when nobody needs them any more.
  await putWeb();
  const gone = await portal.ended(await ask('dev'));
  expect(gone.failures).toEqual([]);
  expect(await secrets()).toEqual([]);
});

it('refuses a secret before anything is pushed', async () => {
  const [[databaseId]] = databases.eachSupportedId();
  const { knex } = await openTestStore(databases, databaseId);
  const platform = await platformOf('secret');
  await writeFile(join(platform, 'token.yaml'), TOKENS);
  portal = await startPortal({
    knex,
    platform: { sources: [{ folder: platform }] },
    features: [git],
    config: settings(),
  });
  const maria = portal.as(MARIA);
  await makeShop('resources: { token: { type: token } }\n');
  await maria
    .post(ENVIRONMENTS, { name: 'dev', type: 'development' })
    .expect(201);
  const refused = await maria.post(`${ENVIRONMENTS}/dev/plans`);
  expect(refused.status).toBe(422);
  expect(JSON.stringify(refused.body)).toContain('SecretNotDelivered');
  expect(JSON.stringify(refused.body)).toContain('ExternalSecret');
  expect(await host.log('secret')).toHaveLength(1);
});

/** Several processes share a database: that is what PostgreSQL is for. */
const onPostgres = databases.supports('POSTGRES_18') ? describe : describe.skip;

onPostgres('a worker that is killed between push and record', () => {
  it('leaves one commit, and whoever takes over makes no second one', async () => {
    const { knex } = await openTestStore(databases, 'POSTGRES_18');
    portal = await startPortal({
      knex,
      platform: {
        sources: [
          { folder: await platformOf('killed') },
          { folder: join(EXAMPLES, 'applications') },
        ],
      },
      features: [git],
      config: { ...settings(), worker: { enabled: false } },
    });
    const { tutti } = portal.config;
    const replica = () =>
      Replica.start(
        {
          tutti: {
            ...(typeof tutti === 'object' && tutti),
            worker: { lease: { seconds: 5 }, poll: { milliseconds: 100 } },
          },
        },
        knex,
      );
    const first = await replica();
    const pushed = new Promise<void>(resolve => {
      host.after = async ({ service, isData }) => {
        if (service === 'receive-pack' && isData) {
          host.after = () => {};
          await first.kill();
          resolve();
        }
      };
    });
    const id = await ask('development');
    await pushed;
    expect(await knex('intents')).not.toEqual([]);
    const second = await replica();
    try {
      expect((await portal.ended(id)).status).toBe('succeeded');
      expect(second.output).toContain('taken over');
      const again = await portal.ended(await ask('development'));
      expect(again.statuses).toEqual({ kept: again.steps.length });
    } finally {
      await second.kill();
    }
    expect(await host.log('killed')).toHaveLength(2);
    expect(await knex('intents')).toEqual([]);
  });
});
