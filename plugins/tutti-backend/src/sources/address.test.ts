import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { editAddress, locate, ScoreLocation } from './address';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [{ host: 'gitea.test' }],
      bitbucketServer: [
        { host: 'bitbucket.test', apiBaseUrl: 'https://bitbucket.test/api' },
      ],
      gitlab: [
        { host: 'gitlab.test', token: 'x', apiBaseUrl: 'https://g/api' },
      ],
    },
  }),
);
const at = (url: string, path?: string, ref?: string): ScoreLocation => ({
  url,
  ...(path && { path }),
  ...(ref && { ref }),
});

describe('where a Score file is read', () => {
  it.each<[string, ScoreLocation, string]>([
    [
      'a repository: its default branch',
      at('https://github.com/o/r'),
      'https://github.com/o/r/blob/HEAD/score.yaml',
    ],
    [
      'a repository as it is cloned',
      at('https://github.com/o/r.git', 'api/score.yml', 'v1.2'),
      'https://github.com/o/r/blob/v1.2/api/score.yml',
    ],
    [
      'a folder',
      at('https://github.com/o/r/tree/main/services/api/'),
      'https://github.com/o/r/blob/main/services/api/score.yaml',
    ],
    [
      'the file itself',
      at('https://github.com/o/r/blob/main/my%20score.yaml#L3'),
      'https://github.com/o/r/blob/main/my%20score.yaml',
    ],
    [
      'a ref over the one in the URL, with a slash',
      at('https://github.com/o/r/tree/main/api', undefined, 'fix/it'),
      'https://github.com/o/r/blob/fix%2Fit/api/score.yaml',
    ],
    [
      'a group of GitLab',
      at('https://gitlab.test/a/b/c/-/tree/main/api'),
      'https://gitlab.test/a/b/c/-/blob/main/api/score.yaml',
    ],
    [
      'a project of GitLab',
      at('https://gitlab.test/a/b/c'),
      'https://gitlab.test/a/b/c/-/blob/HEAD/score.yaml',
    ],
    [
      'Gitea',
      at('https://gitea.test/o/r/src/branch/main/api'),
      'https://gitea.test/o/r/src/branch/main/api/score.yaml',
    ],
    [
      'Gitea, at a commit',
      at('https://gitea.test/o/r', 'api/score.yaml', 'c0ffee'),
      'https://gitea.test/o/r/src/branch/c0ffee/api/score.yaml',
    ],
    [
      'Bitbucket',
      at('https://bitbucket.org/o/r/src/main/api/'),
      'https://bitbucket.org/o/r/src/main/api/score.yaml',
    ],
    [
      'Bitbucket Server',
      at('https://bitbucket.test/projects/P/repos/r/browse/api?at=main'),
      'https://bitbucket.test/projects/P/repos/r/browse/api/score.yaml?at=main',
    ],
    [
      'Azure',
      at('https://dev.azure.com/o/p/_git/r?path=/api&version=GBmain'),
      'https://dev.azure.com/o/p/_git/r?path=%2Fapi%2Fscore.yaml&version=GBmain',
    ],
    [
      'Azure, by ref',
      at('https://dev.azure.com/o/p/_git/r', undefined, 'dev'),
      'https://dev.azure.com/o/p/_git/r?path=%2Fscore.yaml&version=GBdev',
    ],
    [
      'a host without an integration',
      at('https://files.test:8443/x/', 'a/score.yaml'),
      'https://files.test:8443/x/a/score.yaml',
    ],
    [
      'a file of it',
      at('https://files.test/x/score.yaml'),
      'https://files.test/x/score.yaml',
    ],
  ])('%s', (_, location, url) => {
    expect(locate(location, integrations).url).toBe(url);
  });

  it.each<[string, ScoreLocation, string]>([
    ['no URL', at('score.yaml'), 'source.url'],
    ['another protocol', at('file:///etc/passwd'), 'source.url'],
    ['one that signs in', at('https://me:pw@github.com/o/r'), 'source.url'],
    ['a broken escape', at('https://github.com/o/r/tree/main/%zz'), '%'],
    ['no repository', at('https://github.com/o'), 'source.url'],
    ['a way out', at('https://github.com/o/r', '../score.yaml'), 'source.path'],
    ['no YAML', at('https://github.com/o/r', '.env'), 'source.path'],
    [
      'two files',
      at('https://github.com/o/r/blob/main/a.yaml', 'b.yaml'),
      'source.path',
    ],
    [
      'no ref of Git',
      at('https://github.com/o/r', undefined, '..'),
      'source.ref',
    ],
    ['no branch', at('https://gitea.test/o/r'), 'source.ref'],
    [
      'a ref nobody knows',
      at('https://files.test', 'a.yaml', 'x'),
      'no integration',
    ],
    ['a query', at('https://files.test/a.yaml?token=x'), 'no integration'],
  ])('refuses %s', (_, location, field) => {
    expect(() => locate(location, integrations)).toThrow(field);
  });

  it('knows files of the same folder, and none outside', () => {
    const { beside } = locate(
      at('https://github.com/o/r/tree/main/api'),
      integrations,
    );
    expect(beside('config/app.yaml')).toBe(
      'https://github.com/o/r/blob/main/api/config/app.yaml',
    );
    expect(() => beside('../other/.env')).toThrow('leads out');
  });

  it.each([
    [
      'https://github.com/o/r/blob/main/score.yaml',
      'https://github.com/o/r/edit/main/score.yaml',
    ],
    [
      'https://gitea.test/o/r/src/branch/main/score.yaml',
      'https://gitea.test/o/r/_edit/main/score.yaml',
    ],
    ['https://files.test/score.yaml', 'https://files.test/score.yaml'],
  ])('%s is edited there', (url, edit) => {
    expect(editAddress(url, integrations)).toBe(edit);
  });
});
