import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { JsonObject, TargetError } from '@tutti/engine';
import {
  Flavour,
  PullRequestServer,
  startPullRequestServer,
  TOKEN,
} from '../__testUtils__/pullRequestHost';
import { bitbucketCloud } from './bitbucketCloud';
import { HostApi } from './HostApi';
import { hostsBy } from './hostOf';
import { repositoryAt } from './repositoryAt';

const AT = 'https://git.example.com/acme/deployments.git';
const ROUTE = { from: 'tutti/shop/dev', into: 'main' };
const TEXT = { title: 'Deploy shop to dev', body: 'what changes' };
let server: PullRequestServer;

afterEach(() => server.stop());

const HOST = { host: 'git.example.com' };

/** What stands under `integrations` for a host whose API is at this address. */
const INTEGRATIONS: Record<
  Exclude<Flavour, 'bitbucketCloud'>,
  (base: string) => JsonObject
> = {
  github: apiBaseUrl => ({ github: [{ ...HOST, apiBaseUrl, token: TOKEN }] }),
  gitlab: apiBaseUrl => ({ gitlab: [{ ...HOST, apiBaseUrl, token: TOKEN }] }),
  gitea: baseUrl => ({ gitea: [{ ...HOST, baseUrl, password: TOKEN }] }),
  bitbucketServer: apiBaseUrl => ({
    bitbucketServer: [{ ...HOST, apiBaseUrl, token: TOKEN }],
  }),
};

function opened(flavour: Flavour, base: string) {
  // The address of its API cannot be configured.
  if (flavour === 'bitbucketCloud') {
    const api = new HostApi(base, async () => ({
      Authorization: `Bearer ${TOKEN}`,
    }));
    return { host: bitbucketCloud(api), repository: repositoryAt(AT) };
  }
  const integrations = ScmIntegrations.fromConfig(
    new ConfigReader({ integrations: INTEGRATIONS[flavour](base) }),
  );
  return hostsBy(integrations)(AT);
}

const startsWith = (flavour: Flavour) =>
  startPullRequestServer(flavour, async branch =>
    branch === ROUTE.from ? 'c0ffee' : undefined,
  );

describe.each<[Flavour]>([
  ['github'],
  ['gitlab'],
  ['gitea'],
  ['bitbucketCloud'],
  ['bitbucketServer'],
])('%s', flavour => {
  it('opens, changes and finds pull requests', async () => {
    server = await startsWith(flavour);
    const { host, repository } = opened(flavour, server.base);
    expect(await host.newest(repository, ROUTE)).toBeUndefined();
    const first = await host.create(repository, ROUTE, TEXT);
    expect(first).toEqual({
      id: '1',
      url: expect.stringMatching(/^https:\/\/host\/acme\/deployments\/.*1$/),
      state: 'open',
      commit: 'c0ffee',
    });
    expect(await host.newest(repository, ROUTE)).toEqual(first);
    await host.change(repository, '1', { title: 'Other', body: 'more' });
    expect(server.kept).toMatchObject([
      {
        ...ROUTE,
        title: 'Other',
        body: 'more',
        reviewers: [{ user: 'maria' }],
      },
    ]);
    server.kept[0].state = 'closed';
    expect(await host.newest(repository, ROUTE)).toEqual({
      ...first,
      state: 'closed',
    });
    await host.create(repository, ROUTE, TEXT);
    server.kept[1].state = 'merged';
    expect(await host.newest(repository, ROUTE)).toMatchObject({
      id: '2',
      state: 'merged',
    });
    expect(
      await host.newest(repository, { ...ROUTE, into: 'other' }),
    ).toBeUndefined();
  });
});

it.each<[number, unknown, Partial<TargetError>]>([
  [
    403,
    { message: 'Resource not accessible by integration' },
    {
      code: 'forbidden',
      retryable: false,
      message: expect.stringMatching(
        /403: Resource not accessible by integration\). Give the account under integrations/,
      ),
    },
  ],
  [
    422,
    { message: 'Validation Failed', errors: [{ field: 'base' }] },
    {
      code: 'invalid',
      retryable: false,
      message: expect.stringMatching(
        /Validation Failed; \[\{"field":"base"\}\]/,
      ),
    },
  ],
  [404, { message: 'Not Found' }, { code: 'notFound', retryable: false }],
  [429, {}, { code: 'throttled', retryable: true }],
  [502, '<html>', { code: 'unavailable', retryable: true }],
])('what it refuses with %s is told', async (status, body, error) => {
  server = await startsWith('github');
  server.refuse = { status, body };
  const { host, repository } = opened('github', server.base);
  const refused = await host.newest(repository, ROUTE).catch(thrown => thrown);
  expect(refused).toMatchObject(error);
  expect(refused.message).not.toContain(TOKEN);
});

it('a host that is away can be asked again', async () => {
  server = await startsWith('github');
  const { host, repository } = opened('github', server.base);
  await server.stop();
  await expect(host.newest(repository, ROUTE)).rejects.toMatchObject({
    code: 'unavailable',
    retryable: true,
  });
});

it('a host that the portal does not know is named, with the way out', async () => {
  server = await startsWith('github');
  expect(() =>
    hostsBy(ScmIntegrations.fromConfig(new ConfigReader({})))(AT),
  ).toThrow(
    /^Nobody knows how pull requests are made at git.example.com. Put it under integrations/,
  );
});

it.each([
  ['https://github.com/acme/deployments.git', undefined, 'acme/deployments'],
  ['https://bitbucket.example.com/scm/ACME/a.git', undefined, 'ACME/a'],
  [
    'https://example.com/gitlab/a/b/c.git',
    'https://example.com/gitlab',
    'a/b/c',
  ],
  ['https://gitlab.com/a/b/c', 'https://gitlab.com', 'a/b/c'],
])('%s is a repository of the API', async (url, pages, path) => {
  server = await startsWith('github');
  expect(repositoryAt(url, pages).path).toBe(path);
});
