/** A repository as the APIs of hosts name it. */
export interface Repository {
  /** For messages: its address. */
  url: string;
  /** `acme/deployments`; with GitLab's groups it has more parts. */
  path: string;
  owner: string;
  name: string;
}

/**
 * @param url - `https://git.example.com/acme/deployments.git`
 * @param base - where the host's pages begin, when that is not at its root: `https://git.example.com/gitlab`
 */
export function repositoryAt(url: string, base?: string): Repository {
  const under = base === undefined ? '' : new URL(base).pathname;
  const whole = decodeURIComponent(new URL(url).pathname);
  const path = (
    under !== '/' && whole.startsWith(`${under}/`)
      ? whole.slice(under.length)
      : whole
  )
    .replace(/^\/(scm\/)?/, '')
    .replace(/(\.git)?\/*$/, '');
  const parts = path.split('/');
  return {
    url,
    path,
    owner: parts.slice(0, -1).join('/'),
    name: parts.at(-1) ?? '',
  };
}
