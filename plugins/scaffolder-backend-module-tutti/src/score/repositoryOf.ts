import { WorkloadSource } from '@tutti/plugin-tutti-common';
import parseGitUrl from 'git-url-parse';

/** Where a change of a Score file can be proposed. */
export interface Repository {
  /** `github.com?owner=team&repo=ledger`, as `publish` actions take it. */
  repoUrl: string;
  /** The Score file in it. */
  path: string;
  /** Absent where the default branch is followed. */
  branch?: string;
}

/** The repository that a workload follows; undefined for one whose text Tutti keeps. */
export function repositoryOf(source: WorkloadSource): Repository | undefined {
  if (source.kind !== 'repository') return undefined;
  const { owner, name, filepath, ref } = parseGitUrl(source.url);
  const query = new URLSearchParams({ owner, repo: name });
  return {
    repoUrl: `${new URL(source.url).host}?${query}`,
    path: decodeURIComponent(filepath),
    ...(ref && ref !== 'HEAD' && { branch: decodeURIComponent(ref) }),
  };
}
