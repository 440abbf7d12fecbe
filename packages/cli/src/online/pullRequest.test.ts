import { pullRequestOf } from './pullRequest';

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_REF: 'refs/pull/7/merge',
  GITHUB_TOKEN: 't',
};
const gitlab = {
  GITLAB_CI: 'true',
  CI_API_V4_URL: 'https://gitlab.com/api/v4',
  CI_PROJECT_ID: '3',
  CI_MERGE_REQUEST_IID: '8',
  GITLAB_TOKEN: 't',
};
const jenkins = {
  JENKINS_URL: 'https://jenkins',
  CHANGE_URL: 'https://github.com/acme/shop/pull/9',
  GITHUB_TOKEN: 't',
};

it.each([
  [github, 'https://api.github.com/repos/acme/shop/issues/7/comments'],
  [gitlab, 'https://gitlab.com/api/v4/projects/3/merge_requests/8/notes'],
  [jenkins, 'https://api.github.com/repos/acme/shop/issues/9/comments'],
])('comments of %j', (environment, comments) => {
  expect(pullRequestOf(environment).comments).toBe(comments);
});

it.each([
  [{}, 'this is not GitHub Actions'],
  [{ ...github, GITHUB_REF: 'refs/heads/main' }, 'no run for a pull request'],
  [{ ...github, GITHUB_TOKEN: '' }, 'GITHUB_TOKEN is not set'],
  [{ ...gitlab, CI_MERGE_REQUEST_IID: '' }, 'no pipeline for a merge request'],
  [{ ...gitlab, GITLAB_TOKEN: '' }, 'GITLAB_TOKEN is not set'],
  [
    { ...jenkins, CHANGE_URL: 'https://github.com/acme/shop/pull/9/files?x' },
    'no run for a pull request',
  ],
])('%j is refused', (environment, message) => {
  expect(() => pullRequestOf(environment)).toThrow(message);
});
