import { repositoryOf } from './repositoryOf';

const source = (url: string) =>
  ({ kind: 'repository', url, from: { url } } as const);

it.each([
  [
    'the default branch',
    'https://github.com/team/ledger/blob/HEAD/score.yaml',
    { repoUrl: 'github.com?owner=team&repo=ledger', path: 'score.yaml' },
  ],
  [
    'a branch, a folder, a host with a port',
    'https://git.example.com:8443/team/ledger/blob/release/api/score.yaml',
    {
      repoUrl: 'git.example.com:8443?owner=team&repo=ledger',
      path: 'api/score.yaml',
      branch: 'release',
    },
  ],
  [
    'GitLab',
    'https://gitlab.com/team/ledger/-/blob/HEAD/score.yaml',
    { repoUrl: 'gitlab.com?owner=team&repo=ledger', path: 'score.yaml' },
  ],
])('%s', (_, url, repository) => {
  expect(repositoryOf(source(url))).toEqual(repository);
});

it('is nowhere for a text that Tutti keeps', () => {
  expect(repositoryOf({ kind: 'managed' })).toBeUndefined();
});
