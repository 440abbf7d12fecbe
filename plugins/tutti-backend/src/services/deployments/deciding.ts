import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  approvalSentence,
  ended,
  isApproved,
  whatStands,
  whyNotDecide,
} from '../../line';
import { Aside, DeploymentRecord, FOR_GOOD, Review, Store } from '../../store';

export interface Decision {
  decision: 'approve' | 'reject';
  comment?: string;
  /** Entity ref. */
  who: string;
  isMemberOf(group: string): boolean;
  /** Why it could not begin even if everybody agreed. */
  kept?: { waits: Aside; notBefore: number };
}

/**
 * Writes down what somebody says about a deployment, and what comes of it. Two who decide at the same
 * moment do so one after the other.
 *
 * @returns `waits`: more people have to agree
 * @throws NotAllowedError that says why this person does not count, ConflictError where it does not wait
 */
export async function decide(
  store: Store,
  id: string,
  { decision, comment, who, isMemberOf, kept }: Decision,
): Promise<'approved' | 'rejected' | 'waits'> {
  return store.transaction(async tx => {
    const deployment = await tx.deployments.hold(id);
    if (!deployment) {
      throw new NotFoundError(`There is no deployment '${id}'`);
    }
    const at = await tx.now();
    const { approval } = deployment;
    if (deployment.status !== 'waiting-approval' || !approval) {
      throw new ConflictError(
        `Deployment #${deployment.number} does not wait for an approval: it is ${deployment.status}`,
      );
    }
    if (approval.expiresAt <= at) {
      throw new ConflictError(
        `Nobody approved deployment #${deployment.number} in time. Deploy again: then it is asked for again.`,
      );
    }
    const before = await tx.approvals.list(id);
    const reason = whyNotDecide(approval, before, askedBy(deployment), who);
    if (reason) {
      throw new NotAllowedError(reason);
    }
    const decided = {
      id: randomUUID(),
      deploymentId: id,
      who,
      decision,
      ...(comment && { comment }),
      at,
      effects: approval.effects,
      groups: approval.groups.filter(isMemberOf),
    };
    await tx.approvals.add(decided);
    if (decision === 'reject') {
      await reject(tx, deployment, { at, who, comment });
      return 'rejected';
    }
    const decisions = [...before, decided];
    if (isApproved(approval, decisions)) {
      await tx.deployments.change(id, ['waiting-approval'], {
        status: 'queued',
        aside: kept ?? null,
        ...(isReview(deployment) && { review: approved(deployment.review) }),
      });
      await tell(tx, id, {
        at,
        status: 'queued',
        what: `Approved by ${who}`,
        comment,
      });
      return 'approved';
    }
    await tx.deployments.change(id, ['waiting-approval'], {
      aside: {
        waits: {
          for: 'approval',
          message: approvalSentence(approval, decisions),
          since: deployment.waits?.since ?? new Date(at).toISOString(),
          until: new Date(approval.expiresAt).toISOString(),
        },
        notBefore: FOR_GOOD,
      },
    });
    await tell(tx, id, {
      at,
      status: 'waiting-approval',
      what: `Approved by ${who}`,
      comment,
    });
    return 'waits';
  });
}

/** All who asked for what is in it. */
export function askedBy(deployment: DeploymentRecord): string[] {
  return deployment.askedBy ?? [deployment.requestedBy];
}

/** It has begun, and waits in the middle of its run. */
function isReview(
  deployment: DeploymentRecord,
): deployment is DeploymentRecord & { review: Review } {
  return deployment.startedAt !== undefined && deployment.review !== undefined;
}

function approved(review: Review): Review {
  const more = review.plans.map(({ address, hash }) => [address, hash]);
  return {
    ...review,
    approved: { ...review.approved, ...Object.fromEntries(more) },
  };
}

async function reject(
  tx: Store,
  deployment: DeploymentRecord,
  by: { at: number; who: string; comment: string | undefined },
): Promise<void> {
  const { id } = deployment;
  const { at, who, comment } = by;
  const said = comment
    ? `${who} rejected it: ${comment}`
    : `${who} rejected it.`;
  await tx.deployments.change(id, ['waiting-approval'], {
    status: 'rejected',
    finishedAt: at,
    failures: [
      {
        address: 'plan',
        code: 'Rejected',
        message: isReview(deployment)
          ? `${ended(said)} ${await whatStands(tx, id)}`
          : said,
      },
    ],
    aside: null,
  });
  await tx.steps.closeOpen(id);
  await tell(tx, id, {
    at,
    status: 'rejected',
    what: `Rejected by ${who}`,
    comment,
  });
}

function tell(
  tx: Store,
  id: string,
  told: {
    at: number;
    status: DeploymentRecord['status'];
    what: string;
    comment: string | undefined;
  },
): Promise<void> {
  const { at, status, what, comment } = told;
  const message = comment ? `${what}: ${comment}` : what;
  return tx.events.append(id, [{ type: 'status', at, status, message }]);
}
