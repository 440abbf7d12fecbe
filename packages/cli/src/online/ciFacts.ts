import { Environment } from '../streams';

/** What a build is of. */
export interface CiFacts {
  /** Whole hash. */
  commit: string;
  /** Whole ref: `refs/heads/main`. */
  ref: string;
  /** Address of the repository, as a browser shows it. */
  repository: string;
}

/** What the CI that runs this says of itself; only what it says. */
export function ciFacts(environment: Environment): Partial<CiFacts> {
  return Object.fromEntries(
    Object.entries(saidIn(environment)).filter(([, text]) => text),
  );
}

type Said = { [Fact in keyof CiFacts]?: string | undefined };

function saidIn(environment: Environment): Said {
  if (environment.GITHUB_ACTIONS) return github(environment);
  if (environment.GITLAB_CI) return gitlab(environment);
  return environment.JENKINS_URL ? jenkins(environment) : {};
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
function github(environment: Environment): Said {
  const { GITHUB_SHA, GITHUB_REF, GITHUB_SERVER_URL, GITHUB_REPOSITORY } =
    environment;
  return {
    commit: GITHUB_SHA,
    ref: GITHUB_REF,
    repository:
      GITHUB_SERVER_URL &&
      GITHUB_REPOSITORY &&
      `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`,
  };
}

/** https://docs.gitlab.com/ci/variables/predefined_variables */
function gitlab(environment: Environment): Said {
  const { CI_COMMIT_SHA, CI_COMMIT_TAG, CI_COMMIT_BRANCH, CI_PROJECT_URL } =
    environment;
  return {
    commit: CI_COMMIT_SHA,
    ref: CI_COMMIT_TAG
      ? `refs/tags/${CI_COMMIT_TAG}`
      : CI_COMMIT_BRANCH && `refs/heads/${CI_COMMIT_BRANCH}`,
    repository: CI_PROJECT_URL,
  };
}

/** https://plugins.jenkins.io/git, and those of a multibranch pipeline. */
function jenkins(environment: Environment): Said {
  const { GIT_COMMIT, GIT_URL, TAG_NAME, BRANCH_NAME, GIT_BRANCH } =
    environment;
  const branch = BRANCH_NAME ?? GIT_BRANCH?.replace(/^origin\//, '');
  return {
    commit: GIT_COMMIT,
    ref: TAG_NAME ? `refs/tags/${TAG_NAME}` : branch && `refs/heads/${branch}`,
    repository: GIT_URL && browsable(GIT_URL),
  };
}

/** `git@host:owner/name.git` and `https://host/owner/name.git` as a browser shows them. */
function browsable(url: string): string {
  return url
    .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
    .replace(/^(https?:\/\/)[^/@]*@/, '$1')
    .replace(/\.git$/, '');
}
