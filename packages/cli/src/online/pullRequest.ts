import { Environment } from '../streams';
import { UsageError } from '../Terminal';

/** The comments of one pull request, at its Git host. */
export interface PullRequest {
  /** Where its comments are listed and made. */
  comments: string;
  /** Where one of them is changed. */
  comment(id: number): string;
  /** How one is changed. */
  method: 'PATCH' | 'PUT';
  headers: Record<string, string>;
}

/**
 * The pull request that the CI is at work for: of GitHub, or of GitLab; in Jenkins of GitHub.
 *
 * @throws UsageError that says what is missing
 */
export function pullRequestOf(environment: Environment): PullRequest {
  if (environment.GITLAB_CI) {
    return gitlab(environment);
  }
  if (environment.GITHUB_ACTIONS || environment.JENKINS_URL) {
    return github(environment);
  }
  throw new UsageError(
    'this is not GitHub Actions, GitLab CI or Jenkins: post the text yourself',
  );
}

function github(environment: Environment): PullRequest {
  const { GITHUB_API_URL = 'https://api.github.com', GITHUB_TOKEN } =
    environment;
  const { repository, number } = placeAtGithub(environment);
  const issues = `${GITHUB_API_URL}/repos/${repository}/issues`;
  return {
    comments: `${issues}/${number}/comments`,
    comment: id => `${issues}/comments/${id}`,
    method: 'PATCH',
    headers: {
      Accept: 'application/vnd.github+json',
      Authorization: `Bearer ${needed('GITHUB_TOKEN', GITHUB_TOKEN)}`,
    },
  };
}

/** Actions say it by the ref, Jenkins by the address of the pull request. */
function placeAtGithub({
  GITHUB_REPOSITORY,
  GITHUB_REF,
  CHANGE_URL,
}: Environment): { repository: string; number: string } {
  const [, fromRef] = /^refs\/pull\/(\d+)\//.exec(GITHUB_REF ?? '') ?? [];
  if (GITHUB_REPOSITORY && fromRef) {
    return { repository: GITHUB_REPOSITORY, number: fromRef };
  }
  const [, repository, number] =
    /^https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)$/.exec(
      CHANGE_URL ?? '',
    ) ?? [];
  if (!repository) {
    throw new UsageError('this is no run for a pull request');
  }
  return { repository, number };
}

function gitlab({
  CI_API_V4_URL,
  CI_PROJECT_ID,
  CI_MERGE_REQUEST_IID,
  GITLAB_TOKEN,
}: Environment): PullRequest {
  if (!CI_API_V4_URL || !CI_PROJECT_ID || !CI_MERGE_REQUEST_IID) {
    throw new UsageError('this is no pipeline for a merge request');
  }
  const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  return {
    comments: notes,
    comment: id => `${notes}/${id}`,
    method: 'PUT',
    headers: { 'PRIVATE-TOKEN': needed('GITLAB_TOKEN', GITLAB_TOKEN) },
  };
}

/** @throws UsageError */
function needed(name: string, token: string | undefined): string {
  if (!token) {
    throw new UsageError(
      `${name} is not set: a token that may comment on the pull request`,
    );
  }
  return token;
}
