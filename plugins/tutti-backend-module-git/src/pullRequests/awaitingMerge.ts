import {
  GitPlace,
  HealthCause,
  HealthStatus,
  ObjectHealth,
  ObjectRef,
} from '@tutti/engine';
import { HealthSource } from '../health';
import { Repository } from '../Repository';
import { Proposal } from './Proposal';
import { PullRequest } from './PullRequestHost';

/**
 * Nothing of what was proposed runs before somebody has merged it; then whoever knows is asked. It does not matter
 * how it was merged: where the folder is the same in both branches, it was.
 */
export function awaitingMerge({
  place: { branch, proposal: from, path },
  repository,
  proposal,
  merged,
}: {
  place: GitPlace;
  repository: Repository;
  proposal: Proposal;
  /** Who knows whether what was merged runs. */
  merged: HealthSource;
}): HealthSource {
  return async (refs, call) => {
    // A run asks every second, for days: where it is open, the branches are not asked for as well.
    const known = proposal.known;
    if (known?.state === 'open') {
      return saying(refs, waitsFor(known));
    }
    const tips = await repository.tips([branch, from]);
    const [main, proposed] = [tips.get(branch), tips.get(from)];
    const treeOf = (commit: string | undefined) =>
      commit === undefined ? undefined : repository.treeOf(commit, path);
    if (
      proposed !== undefined &&
      (await treeOf(main)) === (await treeOf(proposed))
    ) {
      return merged(refs, call);
    }
    const verdict = judge(await proposal.newest(), from, proposed);
    return verdict === 'merged' ? merged(refs, call) : saying(refs, verdict);
  };
}

interface Verdict {
  status: HealthStatus;
  cause: HealthCause;
}

function judge(
  newest: PullRequest | undefined,
  from: string,
  proposed: string | undefined,
): Verdict | 'merged' {
  const isOfBefore = newest && proposed && newest.commit !== proposed;
  if (!newest || (newest.state !== 'open' && isOfBefore)) {
    return proposed === undefined
      ? 'merged'
      : {
          status: 'progressing',
          cause: {
            reason: 'NoPullRequest',
            message: `there is no pull request of the branch ${from} yet`,
            hint: 'Deploy again: that opens one.',
          },
        };
  }
  switch (newest.state) {
    case 'merged':
      return 'merged';
    case 'open':
      return waitsFor(newest);
    default:
      return {
        status: 'failed',
        cause: {
          reason: 'PullRequestClosed',
          message: `${newest.url} was closed without being merged`,
          hint: 'Deploy again to propose it anew.',
        },
      };
  }
}

function waitsFor({ url }: PullRequest): Verdict {
  return {
    status: 'progressing',
    cause: {
      reason: 'PullRequestOpen',
      message: `waits until ${url} is merged`,
      hint: 'Review and merge it there. Closing it ends the deployment.',
    },
  };
}

function saying(refs: ObjectRef[], { status, cause }: Verdict): ObjectHealth[] {
  return refs.map(ref => ({ ref, status, message: cause.message, cause }));
}
