import { GitPlace, TargetError } from '@tutti/engine';
import { Proposal } from './pullRequests';
import { Repository } from './Repository';

/** Where a commit goes on from. */
export interface Base {
  /** What stands there now; undefined in a repository without any commit. */
  commit: string | undefined;
  /** The branch that is pushed. */
  pushes: string;
  /** Where that branch is now; undefined where it has yet to be made. */
  expected: string | undefined;
}

/**
 * What stands in the repository for an environment. Where it is proposed that is what was proposed, until somebody
 * has merged it, or has closed its pull request: then it begins anew from the branch that the CD tool reads.
 *
 * @param proposal - of mode `pullRequest`
 * @throws TargetError
 */
export async function standing(
  repository: Repository,
  { mode, branch, proposal: from, path }: GitPlace,
  proposal: Pick<Proposal, 'refused'> | undefined,
): Promise<Base> {
  const tips = await repository.tips(
    mode === 'direct' ? [branch] : [branch, from],
  );
  const main = tips.get(branch);
  if (main === undefined) {
    await refuseUnlessEmpty(repository, branch);
  }
  if (mode === 'direct') {
    return { commit: main, pushes: branch, expected: main };
  }
  const proposed = tips.get(from);
  const isOpen =
    proposed !== undefined &&
    main !== undefined &&
    (await repository.treeOf(proposed, path)) !==
      (await repository.treeOf(main, path)) &&
    !(await proposal?.refused(proposed));
  return {
    commit: isOpen ? proposed : main,
    pushes: from,
    expected: proposed,
  };
}

/** A branch that is not there would be made, and a slip in its name would never be seen. */
async function refuseUnlessEmpty(
  repository: Repository,
  branch: string,
): Promise<void> {
  const branches = await repository.branches();
  if (branches.length > 0) {
    throw new TargetError(
      `${repository.url} has no branch ${branch}; there is ${branches
        .slice(0, 10)
        .join(', ')}`,
      'notFound',
      false,
    );
  }
}
