import { Claims } from '../access/claims';

/** What a build says of where it comes from. */
export interface Origin {
  repository: string;
  commit: string;
  ref: string;
}

/**
 * Whether a token that says for what its CI job runs is of the job of this build. GitHub Actions says
 * `repository`, `sha` and `ref`; GitLab CI `project_path`, `sha` and `ref_path`, or `ref` with `ref_type`
 * (docs.github.com, OpenID Connect reference; docs.gitlab.com, ID token payload). A token that says
 * nothing of it is no obstacle: which repository counts is registered.
 *
 * @returns what disagrees, as a sentence; undefined where nothing does
 */
export function whyNotClaimed(
  claims: Claims,
  { repository, commit, ref }: Origin,
): string | undefined {
  const place = claims.repository ?? claims.project_path;
  if (place === undefined) {
    return undefined;
  }
  const { host, path } = parts(repository);
  const hostOfToken = hostOf(claims.iss);
  if (
    path !== place.toLowerCase() ||
    (hostOfToken !== undefined && hostOfToken !== host)
  ) {
    return `repository: the token is of ${place}${
      hostOfToken ? ` on ${hostOfToken}` : ''
    }, not of ${repository}.`;
  }
  if (claims.sha !== undefined && claims.sha !== commit) {
    return `commit: the token is of a job for ${claims.sha}, not for ${commit}.`;
  }
  const refOfToken = refOf(claims);
  return refOfToken === undefined || refOfToken === ref
    ? undefined
    : `ref: the token is of a job for ${refOfToken}, not for ${ref}.`;
}

function refOf({ ref, ref_path: path, ref_type: type }: Claims) {
  if (path !== undefined || ref === undefined || ref.startsWith('refs/')) {
    return path ?? ref;
  }
  return `refs/${type === 'tag' ? 'tags' : 'heads'}/${ref}`;
}

/** GitHub's tokens come from a host of their own, GitLab's from the one that has the repository. */
function hostOf(issuer: string | undefined): string | undefined {
  if (issuer === undefined || !URL.canParse(issuer)) {
    return undefined;
  }
  const { host } = new URL(issuer);
  return host === 'token.actions.githubusercontent.com'
    ? 'github.com'
    : host.replace(/^token\.actions\./, '');
}

function parts(repository: string): { host: string; path: string } {
  const { host, pathname } = new URL(repository);
  return {
    host,
    path: pathname.replace(/^\/|(\.git)?\/?$/g, '').toLowerCase(),
  };
}
