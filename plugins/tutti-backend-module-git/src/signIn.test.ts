import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { JsonObject } from '@tutti/engine';
import { inspect } from 'node:util';
import { readGitConfig } from './config';
import { signInBy } from './signIn';

const CANARY = 'canary-of-the-account';

function signIn(config: JsonObject, url: string) {
  const reader = new ConfigReader(config);
  return signInBy(
    readGitConfig(reader),
    ScmIntegrations.fromConfig(reader),
  )(url);
}

const basic = (text: string) =>
  `Authorization: Basic ${Buffer.from(text).toString('base64')}`;

it.each<[string, JsonObject, string, string | undefined]>([
  [
    'an account of its own',
    {
      tutti: {
        git: {
          credentials: [
            { host: 'git.example.com:8443', username: 'bot', password: CANARY },
          ],
        },
      },
    },
    'https://git.example.com:8443/a/b.git',
    basic(`bot:${CANARY}`),
  ],
  [
    'GitHub',
    { integrations: { github: [{ host: 'github.com', token: CANARY }] } },
    'https://github.com/acme/deployments.git',
    basic(`x-access-token:${CANARY}`),
  ],
  [
    'GitLab',
    {
      integrations: {
        gitlab: [
          {
            host: 'gitlab.example.com',
            apiBaseUrl: 'https://gitlab.example.com/api/v4',
            token: CANARY,
          },
        ],
      },
    },
    'https://gitlab.example.com/acme/deployments.git',
    basic(`oauth2:${CANARY}`),
  ],
  [
    'Gitea',
    {
      integrations: {
        gitea: [
          { host: 'gitea.example.com', username: 'bot', password: CANARY },
        ],
      },
    },
    'https://gitea.example.com/acme/deployments.git',
    basic(`bot:${CANARY}`),
  ],
  [
    'Bitbucket Server',
    {
      integrations: {
        bitbucketServer: [
          {
            host: 'bitbucket.example.com',
            apiBaseUrl: 'https://bitbucket.example.com/rest/api/1.0',
            token: CANARY,
          },
        ],
      },
    },
    'https://bitbucket.example.com/scm/acme/deployments.git',
    `Authorization: Bearer ${CANARY}`,
  ],
  [
    'Azure DevOps',
    {
      integrations: {
        azure: [
          {
            host: 'dev.azure.com',
            credentials: [{ personalAccessToken: CANARY }],
          },
        ],
      },
    },
    'https://dev.azure.com/acme/shop/_git/deployments',
    basic(`:${CANARY}`),
  ],
  ['nobody that is known', {}, 'https://git.example.com/a/b.git', undefined],
])('%s signs in', async (_, config, url, expected) => {
  const header = await signIn(config, url);
  expect(header?.revealText()).toBe(expected);
  expect(inspect(header)).not.toContain(CANARY);
});

it.each<[JsonObject, string]>([
  [
    { credentials: [{ host: 'https://a.b', username: 'a', password: 'b' }] },
    'tutti.git.credentials[0].host: "https://a.b" is no host',
  ],
  [
    { credentials: [{ host: 'a.b', username: 'a' }] },
    'tutti.git.credentials[0].password: a text is needed',
  ],
  [
    {
      credentials: [
        { host: 'a.b', username: 'a', password: 'b' },
        { host: 'a.b', username: 'a', password: 'b' },
      ],
    },
    'tutti.git.credentials[1].host: "a.b" stands there twice',
  ],
  [
    { author: { name: 'a <b>' } },
    'tutti.git.author.name: "a <b>" cannot stand in a commit',
  ],
])('what is wrong is told with its place: %j', (git, message) => {
  expect(() => readGitConfig(new ConfigReader({ tutti: { git } }))).toThrow(
    message,
  );
});
