import { whyNotClaimed } from './whyNotClaimed';

const SHA = 'a'.repeat(40);
const GITHUB = {
  iss: 'https://token.actions.githubusercontent.com',
  repository: 'acme/shop',
  sha: SHA,
  ref: 'refs/heads/main',
};
const GITLAB = {
  iss: 'https://gitlab.example.com',
  project_path: 'acme/teams/shop',
  sha: SHA,
  ref: 'main',
  ref_type: 'branch',
};
const ON_GITHUB = {
  repository: 'https://github.com/acme/shop',
  commit: SHA,
  ref: 'refs/heads/main',
};
const ON_GITLAB = {
  ...ON_GITHUB,
  repository: 'https://gitlab.example.com/acme/teams/shop',
};

describe('a build and the token that tells it', () => {
  it.each([
    ['GitHub’s', GITHUB, ON_GITHUB],
    [
      'GitHub’s, with an address to clone from',
      GITHUB,
      { ...ON_GITHUB, repository: 'https://github.com/Acme/shop.git' },
    ],
    ['GitLab’s', GITLAB, ON_GITLAB],
    [
      'GitLab’s of a tag',
      { ...GITLAB, ref: 'v1', ref_type: 'tag' },
      { ...ON_GITLAB, ref: 'refs/tags/v1' },
    ],
    [
      'GitLab’s of a merge request',
      { ...GITLAB, ref_path: 'refs/merge-requests/1/head' },
      { ...ON_GITLAB, ref: 'refs/merge-requests/1/head' },
    ],
    [
      'of a GitHub of one’s own',
      { ...GITHUB, iss: 'https://github.example.com/_services/token' },
      { ...ON_GITHUB, repository: 'https://github.example.com/acme/shop' },
    ],
    [
      'of a GitHub of one’s own in the cloud',
      { ...GITHUB, iss: 'https://token.actions.acme.ghe.com' },
      { ...ON_GITHUB, repository: 'https://acme.ghe.com/acme/shop' },
    ],
    ['that says nothing of its job', { iss: GITHUB.iss }, ON_GITHUB],
  ])('agree: %s', (_whose, claims, build) => {
    expect(whyNotClaimed(claims, build)).toBeUndefined();
  });

  it.each([
    [
      'another repository',
      GITHUB,
      { ...ON_GITHUB, repository: 'https://github.com/acme/bank' },
      /^repository: the token is of acme\/shop on github\.com, not of/,
    ],
    [
      'the same path elsewhere',
      GITHUB,
      { ...ON_GITHUB, repository: 'https://gitlab.com/acme/shop' },
      /^repository:/,
    ],
    [
      'another commit',
      GITHUB,
      { ...ON_GITHUB, commit: 'b'.repeat(40) },
      /^commit: the token is of a job for a+, not for b+\.$/,
    ],
    [
      'another ref',
      GITHUB,
      { ...ON_GITHUB, ref: 'refs/tags/v1' },
      /^ref: the token is of a job for refs\/heads\/main/,
    ],
    [
      'a branch named as a tag',
      GITLAB,
      { ...ON_GITLAB, ref: 'refs/tags/main' },
      /^ref:/,
    ],
    [
      'a group above',
      GITLAB,
      { ...ON_GITLAB, repository: 'https://gitlab.example.com/teams/shop' },
      /^repository:/,
    ],
  ])('disagree: %s', (_how, claims, build, words) => {
    expect(whyNotClaimed(claims, build)).toMatch(words);
  });
});
