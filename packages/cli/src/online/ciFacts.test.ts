import { ciFacts } from './ciFacts';

const commit = 'c0ffee';

it.each<[string, Record<string, string>, object]>([
  ['nothing', { GITHUB_SHA: commit }, {}],
  [
    'GitHub Actions',
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_SHA: commit,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/shop',
    },
    {
      commit,
      ref: 'refs/heads/main',
      repository: 'https://github.com/acme/shop',
    },
  ],
  [
    'GitLab CI, for a branch',
    {
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: commit,
      CI_COMMIT_BRANCH: 'main',
      CI_PROJECT_URL: 'https://gitlab.com/acme/shop',
    },
    {
      commit,
      ref: 'refs/heads/main',
      repository: 'https://gitlab.com/acme/shop',
    },
  ],
  [
    'GitLab CI, for a tag',
    { GITLAB_CI: 'true', CI_COMMIT_TAG: 'v1' },
    { ref: 'refs/tags/v1' },
  ],
  [
    'Jenkins, for a branch of a multibranch pipeline',
    {
      JENKINS_URL: 'https://jenkins',
      GIT_COMMIT: commit,
      BRANCH_NAME: 'main',
      GIT_URL: 'git@github.com:acme/shop.git',
    },
    {
      commit,
      ref: 'refs/heads/main',
      repository: 'https://github.com/acme/shop',
    },
  ],
  [
    'Jenkins, with a password in the address',
    {
      JENKINS_URL: 'https://jenkins',
      GIT_BRANCH: 'origin/main',
      GIT_URL: 'https://bot:secret@git.example.com/acme/shop.git',
    },
    { ref: 'refs/heads/main', repository: 'https://git.example.com/acme/shop' },
  ],
])('of %s', (_, environment, facts) => {
  expect(ciFacts(environment)).toEqual(facts);
});
