import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  DeliverySet,
  GitPlace,
  JsonObject,
  Manifest,
  ownershipMarks,
  refOf,
  Secret,
  Target,
  TargetError,
} from '@tutti/engine';
import { openKubernetesTargets } from '@tutti/plugin-tutti-backend-module-kubernetes';
import { GitHost, startGitHost } from './__testUtils__/gitHost';
import { startPullRequestServer, TOKEN } from './__testUtils__/pullRequestHost';
import { GitTargetDriver } from './GitTargetDriver';
import { hostsBy } from './pullRequests';
import { signInBy } from './signIn';

const call = () => ({
  signal: new AbortController().signal,
  timeoutMs: 30_000,
});

let host: GitHost;
let folder: string;
let copies = 0;
/** So many milliseconds have passed that nobody has waited. */
let later = 0;

beforeAll(async () => {
  host = await startGitHost();
  folder = await mkdtemp(join(tmpdir(), 'tutti-git-test-'));
});

beforeEach(() => {
  host.before = () => {};
});

afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A backend's driver, with copies of its own. */
function backend(
  password = host.password,
  integrations: JsonObject = {},
): GitTargetDriver {
  const config = new ConfigReader({ integrations });
  const scm = ScmIntegrations.fromConfig(config);
  const { username } = host;
  copies += 1;
  return GitTargetDriver.of(config, {
    folder: join(folder, `backend-${copies}`),
    author: { name: 'Tutti', email: 'tutti@example.com' },
    signIn: signInBy(
      {
        credentials: new Map([
          [host.host, { username, password: new Secret(password) }],
        ]),
      },
      scm,
    ),
    hostOf: hostsBy(scm),
    portal: 'https://portal.example.com',
    now: () => Date.now() + later,
    clusters: openKubernetesTargets(config),
  });
}

function place(repository: string, more: Partial<GitPlace> = {}): GitPlace {
  return {
    repository: host.urlOf(repository),
    branch: 'main',
    path: 'shop/dev',
    mode: 'direct',
    proposal: 'tutti/shop/dev',
    health: { tool: 'none', name: 'shop-dev' },
    ...more,
  };
}

function open(
  repository: string,
  {
    driver = backend(),
    ...more
  }: Partial<GitPlace> & { driver?: GitTargetDriver } = {},
): Promise<Target> {
  return driver.open({
    cluster: 'live',
    namespace: 'shop-dev',
    git: place(repository, more),
  });
}

function configMap(name: string, data: JsonObject = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'shop-dev',
      labels: { 'tutti.dev/environment-id': 'env-1' },
    },
    data,
  };
}

function creating(...manifests: Manifest[]): DeliverySet {
  return {
    apply: manifests.map(manifest => ({ manifest, precondition: 'absent' })),
    release: [],
    remove: [],
    about: {
      application: 'shop',
      environment: 'dev',
      release: 'r1',
      plan: 'plan-1',
      deployment: 'd-1',
    },
  };
}

function deliver(target: Target, set: DeliverySet, more = call()) {
  if (!target.deliver) throw new Error('it takes sets');
  return target.deliver(set, more);
}

async function failure(work: Promise<unknown>): Promise<TargetError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TargetError)) throw new Error(`not refused: ${error}`);
  return error;
}

/** What stands there now of these, as a run would see it. */
async function seen(target: Target, ...manifests: Manifest[]) {
  const found = await target.observe(manifests.map(refOf), call());
  return found.map(({ ref, uid, resourceVersion }) => ({
    ref,
    precondition: { uid, resourceVersion },
  }));
}

describe('a delivery', () => {
  it('is one commit that leaves the rest of the repository alone', async () => {
    await host.create('whole', {
      'README.md': 'ours',
      'shop/dev/kustomization.yaml': 'resources: []\n',
      'shop/live/configmap_a.yaml': 'theirs\n',
    });
    const target = await open('whole');
    const namespace: Manifest = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop-dev' },
    };
    const web: Manifest = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop-dev' },
      spec: { replicas: 2, paused: false },
    };
    const set = creating(namespace, web, configMap('a', { yes: 'no', n: '1' }));
    const { objects, where } = await deliver(target, set);
    expect(Object.keys(await host.files('whole'))).toEqual([
      'README.md',
      'shop/dev/TUTTI.md',
      'shop/dev/configmap_a.yaml',
      'shop/dev/deployment.apps_web.yaml',
      'shop/dev/kustomization.yaml',
      'shop/dev/namespace_shop-dev.yaml',
      'shop/live/configmap_a.yaml',
    ]);
    const [newest, , ...more] = await host.log('whole');
    expect(more).toEqual([]);
    expect(where).toBe(
      `commit ${newest.split(' ')[0]} of branch main of ${host.urlOf('whole')}`,
    );
    expect(
      await host.git('whole', 'log', '-1', '--format=%an <%ae>%n%B', 'main'),
    ).toBe(`Tutti <tutti@example.com>
Deploy shop to dev

- shop to dev, release r1

Tutti-Deployment: d-1 (shop/dev)
Tutti-Plan: plan-1 (shop/dev)`);
    const refs = set.apply.map(({ manifest }) => refOf(manifest));
    expect(await target.observe(refs, call())).toEqual(objects);
    expect(objects.map(({ content }) => content)).toEqual(
      set.apply.map(({ manifest }) => manifest),
    );
  });

  it('makes no commit where all of it stands there already', async () => {
    await host.create('again', { a: '' });
    const target = await open('again');
    const first = await deliver(target, creating(configMap('a')));
    const set = creating(configMap('a'));
    const [{ precondition }] = await seen(target, configMap('a'));
    set.apply[0].precondition = precondition;
    expect(await deliver(target, set)).toEqual(first);
    expect(await host.log('again')).toHaveLength(2);
  });

  it('begins a repository that has no commit yet', async () => {
    await host.create('empty');
    const target = await open('empty');
    expect(await seen(target, configMap('a'))).toEqual([]);
    await deliver(target, creating(configMap('a')));
    expect(await host.log('empty')).toHaveLength(1);
  });

  it('changes, lets go of and removes', async () => {
    await host.create('life', { a: '' });
    const target = await open('life');
    const [a, b, c] = ['a', 'b', 'c'].map(name => configMap(name));
    await deliver(target, creating(a, b, c));
    const [ofA, ofB, ofC] = await seen(target, a, b, c);
    const { about } = creating();
    await deliver(target, {
      apply: [
        {
          manifest: configMap('a', { k: 'v' }),
          precondition: ofA.precondition,
        },
      ],
      release: [ofB],
      remove: [ofC],
      about,
    });
    const left = await target.observe([a, b, c].map(refOf), call());
    expect(left.map(({ content }) => content)).toEqual([
      configMap('a', { k: 'v' }),
      { ...b, metadata: { ...b.metadata, labels: {} } },
    ]);
    expect(ownershipMarks(left[1].content)).toEqual({
      labels: [],
      annotations: [],
    });
    await target.remove(refOf(a), ofA.precondition, call()).catch(() => {});
    await target.remove(refOf(a), { uid: left[0].uid }, call());
    await target.remove(refOf(b), { uid: left[1].uid }, call());
    // With the last object its sign goes, and with that the folder.
    expect(Object.keys(await host.files('life'))).toEqual(['a']);
    expect(await host.log('life')).toHaveLength(5);
  });
});

describe('others push', () => {
  it('to other files: both are there, one after the other', async () => {
    await host.create('beside', { a: '' });
    const target = await open('beside');
    let pushed = false;
    host.before = async ({ service, isData }) => {
      if (service === 'receive-pack' && isData && !pushed) {
        pushed = true;
        await host.push('beside', { 'other.txt': 'theirs' });
      }
    };
    await deliver(target, creating(configMap('a')));
    expect(await host.log('beside')).toEqual([
      expect.stringMatching(/Deploy shop to dev$/),
      expect.stringMatching(/by other hands$/),
      expect.stringMatching(/by other hands$/),
    ]);
    expect(Object.keys(await host.files('beside'))).toContain('other.txt');
  });

  it('to our file: the delivery is refused, and nothing of it is there', async () => {
    await host.create('against', { a: '' });
    const target = await open('against');
    await deliver(target, creating(configMap('a')));
    const [{ precondition }] = await seen(target, configMap('a'));
    host.before = async ({ service, isData }) => {
      if (service === 'receive-pack' && isData) {
        host.before = () => {};
        await host.push('against', {
          'shop/dev/configmap_a.yaml': 'data: { theirs: "1" }\n',
        });
      }
    };
    const set = creating(configMap('b'));
    set.apply.push({ manifest: configMap('a', { k: 'v' }), precondition });
    const error = await failure(deliver(target, set));
    expect(error).toMatchObject({ code: 'conflict', retryable: true });
    expect(error.message).toBe(
      `ConfigMap a is not as it was seen: somebody changed configmap_a.yaml in shop/dev of ${host.urlOf(
        'against',
      )}`,
    );
    const files = await host.files('against');
    expect(files['shop/dev/configmap_a.yaml']).toContain('theirs');
    expect(files).not.toHaveProperty(['shop/dev/configmap_b.yaml']);
  });
});

describe('many at a time', () => {
  const manyPlaces = Array.from(
    { length: 20 },
    (_, index) => `shop/env${index}`,
  );

  it('share commits, and each learns its own end', async () => {
    await host.create('many', {
      a: '',
      'shop/env7/configmap_a.yaml': 'theirs: already\n',
    });
    const driver = backend();
    const ends = await Promise.allSettled(
      manyPlaces.map(async path =>
        deliver(
          await open('many', { driver, path }),
          creating(configMap('a', { path })),
        ),
      ),
    );
    expect(
      ends.flatMap((end, index) => (end.status === 'rejected' ? index : [])),
    ).toEqual([7]);
    const files = await host.files('many');
    manyPlaces.forEach(path => {
      expect(files[`${path}/configmap_a.yaml`]).toContain(
        path === 'shop/env7' ? 'theirs' : path,
      );
    });
    // The first, and one of all that came while it was under way; a few more where the machine is busy.
    expect((await host.log('many')).length - 1).toBeLessThanOrEqual(5);
  });

  it('of several backends lose nothing', async () => {
    await host.create('backends', { a: '' });
    const drivers = [backend(), backend(), backend()];
    await Promise.all(
      manyPlaces.map(async (path, index) =>
        deliver(
          await open('backends', { driver: drivers[index % 3], path }),
          creating(configMap('a', { path })),
        ),
      ),
    );
    const files = await host.files('backends');
    manyPlaces.forEach(path => {
      expect(files[`${path}/configmap_a.yaml`]).toContain(path);
    });
  });
});

describe('mode branch', () => {
  it('proposes on what is proposed, until it is merged', async () => {
    await host.create('proposed', { a: '' });
    const target = await open('proposed', { mode: 'branch' });
    const { where } = await deliver(target, creating(configMap('a')));
    expect(where).toMatch(/of branch tutti\/shop\/dev of /);
    expect(await host.log('proposed')).toHaveLength(1);
    await deliver(target, creating(configMap('b')));
    expect(await host.log('proposed', 'tutti/shop/dev')).toHaveLength(3);

    await host.push('proposed', { 'beside.txt': '' });
    const merge = await host.git(
      'proposed',
      'merge-tree',
      '--write-tree',
      'main',
      'tutti/shop/dev',
    );
    const commit = await host.git(
      'proposed',
      '-c',
      'user.name=m',
      '-c',
      'user.email=m@example.com',
      'commit-tree',
      merge,
      '-p',
      'main',
      '-m',
      'squashed',
    );
    await host.git('proposed', 'update-ref', 'refs/heads/main', commit);
    await deliver(target, creating(configMap('c')));
    expect((await host.log('proposed', 'tutti/shop/dev')).slice(1)).toEqual(
      await host.log('proposed'),
    );
    expect(Object.keys(await host.files('proposed', 'tutti/shop/dev'))).toEqual(
      [
        'a',
        'beside.txt',
        'shop/dev/TUTTI.md',
        'shop/dev/configmap_a.yaml',
        'shop/dev/configmap_b.yaml',
        'shop/dev/configmap_c.yaml',
      ],
    );
  });
});

describe('mode pullRequest', () => {
  it('opens one, says what is in it, and waits until it is merged', async () => {
    await host.create('acme/deployments', {
      'shop/dev/configmap_old.yaml': 'kind: ConfigMap\n',
      'shop/dev/configmap_gone.yaml': 'kind: ConfigMap\n',
    });
    const headOf = async (branch: string) =>
      (await host.git(
        'acme/deployments',
        'for-each-ref',
        '--format=%(objectname)',
        `refs/heads/${branch}`,
      )) || undefined;
    const server = await startPullRequestServer('github', headOf);
    try {
      const driver = backend(host.password, {
        github: [{ host: host.host, apiBaseUrl: server.base, token: TOKEN }],
      });
      const into = () =>
        open('acme/deployments', {
          driver,
          mode: 'pullRequest',
          mergeWithin: '2h',
        });
      const target = await into();
      expect(target.healthWithinMs).toBe(7_200_000);
      const leaving = await seen(target, configMap('gone'), configMap('old'));
      const [gone, old] = leaving;
      const { where } = await deliver(target, {
        ...creating(configMap('a')),
        apply: [
          { manifest: configMap('a'), precondition: 'absent' },
          {
            manifest: configMap('old', { b: '2' }),
            precondition: old.precondition,
          },
        ],
        remove: [gone],
      });
      const link = 'https://host/acme/deployments/pull/1';
      expect(where).toMatch(new RegExp(`, proposed by ${link}$`));
      expect(server.kept).toMatchObject([
        {
          from: 'tutti/shop/dev',
          into: 'main',
          title: 'Deploy shop to dev',
          body: `Release \`r1\` of \`shop\` for \`dev\`.

- new: \`configmap_a.yaml\`
- removed: \`configmap_gone.yaml\`
- changed: \`configmap_old.yaml\`

Deployment: https://portal.example.com/tutti/deployments/d-1
Plan: \`plan-1\`

The deployment waits until this is merged. It fails when this is closed without being merged.
`,
        },
      ]);
      const refs = [refOf(configMap('a'))];
      const healthNow = async () =>
        (await (await into()).health(refs, call()))[0];
      expect(await healthNow()).toMatchObject({
        status: 'progressing',
        cause: {
          reason: 'PullRequestOpen',
          message: `waits until ${link} is merged`,
        },
      });

      // The next delivery goes on from it, into the same one.
      await deliver(target, creating(configMap('b')));
      expect(server.kept).toHaveLength(1);
      expect(server.kept[0].body).toContain('- new: `configmap_b.yaml`');

      // Nobody asks the host more often than every ten seconds.
      const before = server.asked.length;
      await healthNow();
      await healthNow();
      expect(server.asked.length - before).toBeLessThanOrEqual(1);

      // What was refused is not what stands there: the next one begins anew, with one of its own.
      server.kept[0].state = 'closed';
      later += 60_000;
      expect(await healthNow()).toMatchObject({
        status: 'failed',
        cause: { message: `${link} was closed without being merged` },
      });
      expect(await seen(target, configMap('a'))).toEqual([]);
      await deliver(target, creating(configMap('c')));
      expect(server.kept).toMatchObject([
        { state: 'closed' },
        { state: 'open' },
      ]);
      expect(server.kept[1].body).not.toContain('configmap_b.yaml');

      // Merged in whatever manner: what counts is that the folder is the same.
      const tree = await host.git(
        'acme/deployments',
        'rev-parse',
        'tutti/shop/dev^{tree}',
      );
      const who = ['-c', 'user.name=m', '-c', 'user.email=m@example.com'];
      const commit = await host.git(
        'acme/deployments',
        ...who,
        ...['commit-tree', tree, '-p', 'main', '-m', 'squashed'],
      );
      await host.git(
        'acme/deployments',
        'update-ref',
        'refs/heads/main',
        commit,
      );
      server.kept[1].state = 'merged';
      later += 60_000;
      expect(await healthNow()).toMatchObject({ status: 'healthy' });
    } finally {
      later = 0;
      await server.stop();
    }
  });
});

describe('what goes wrong', () => {
  it('is told with the way out', async () => {
    await host.create('wrong', { a: '' });
    const target = await open('wrong');
    const error = async (work: Promise<unknown>) => {
      const { code, retryable, message } = await failure(work);
      return { code, retryable, message };
    };
    expect(
      await error(deliver(await open('nowhere'), creating(configMap('a')))),
    ).toEqual({
      code: 'notFound',
      retryable: false,
      message: expect.stringMatching(
        /^there is no repository http:\S+nowhere\.git, or Tutti may not see it/,
      ),
    });
    expect(
      await error(
        seen(await open('wrong', { branch: 'mian' }), configMap('a')),
      ),
    ).toEqual({
      code: 'notFound',
      retryable: false,
      message: `${host.urlOf('wrong')} has no branch mian; there is main`,
    });
    expect(
      await error(
        seen(await open('wrong', { driver: backend('other') }), configMap('a')),
      ),
    ).toEqual({
      code: 'forbidden',
      retryable: false,
      message: expect.stringContaining('tutti.git.credentials'),
    });
    host.before = () => 503;
    expect(await error(seen(target, configMap('a')))).toEqual({
      code: 'unavailable',
      retryable: true,
      message: expect.stringMatching(/does not answer/),
    });
    host.before = () => {};
    await host.protect('wrong', 'Changes need a pull request.');
    expect(await error(deliver(target, creating(configMap('a'))))).toEqual({
      code: 'forbidden',
      retryable: false,
      message: `${host.urlOf(
        'wrong',
      )} does not take what is pushed to main: pre-receive hook declined; Changes need a pull request.`,
    });
  });

  it('ends in time where the host keeps silent', async () => {
    await host.create('silent', { a: '' });
    const target = await open('silent');
    await seen(target, configMap('a'));
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    host.before = ({ service, isData }) =>
      service === 'receive-pack' && isData ? held : undefined;
    const error = await failure(
      deliver(target, creating(configMap('a')), {
        ...call(),
        timeoutMs: 3_000,
      }),
    );
    expect(error).toMatchObject({ code: 'timeout', retryable: true });
    release();
  });
});
