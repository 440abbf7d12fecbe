import { Problem, RunOutcome } from '@tutti/engine';
import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { keepDeed } from '../audit';
import { patiently } from '../faults';
import {
  approvalSentence,
  GatedPlace,
  Gates,
  isApproved,
  whatStands,
} from '../line';
import { Metrics } from '../metrics';
import { Notifier } from '../notifications';
import { DrawnPaper, Planner } from '../planning';
import { whyWithdrawn } from '../promotion';
import { FOR_GOOD, DeploymentRecord, Store, StoredPlan } from '../store';
import { whyNotByItself } from '../verification';
import { Lease } from './Lease';
import { planChange } from './planChange';
import { withdraw } from './withdrawing';

export interface GateTools {
  store: Store;
  planner: Planner;
  gates: Gates;
  notifier: Pick<Notifier, 'tell'>;
  metrics: Pick<Metrics, 'began'>;
}

/** Before it began: nothing was changed. */
export const CANCELLED: RunOutcome = { status: 'cancelled', failures: [] };

export type Admission =
  | {
      kind: 'begins';
      plan: StoredPlan;
      /** Where it was planned just now: its run ends it. */
      drawn?: DrawnPaper;
    }
  /** It stands beside the line now, or is withdrawn: that is written down. */
  | { kind: 'aside' }
  | { kind: 'ends'; outcome: RunOutcome };

/**
 * What comes between a claim and its run: may it begin, with which plan, and has whoever must agree
 * done so. Nothing of the cluster is touched. What may not begin is put beside the line; its place in
 * the environment is free for the next one when the claim is released.
 *
 * @throws FenceLost when a newer run has taken over
 */
export async function admit(
  tools: GateTools,
  lease: Lease,
  place: GatedPlace,
  deployment: DeploymentRecord,
  signals: {
    cancel: AbortSignal;
    signal: AbortSignal;
    onRetry(attempt: number, error: unknown): void;
  },
): Promise<Admission> {
  const { store, gates } = tools;
  const withdrawn =
    deployment.promotes !== undefined
      ? await whyWithdrawn(store, deployment.promotes)
      : undefined;
  if (withdrawn !== undefined) {
    const isWithdrawn = await store.fenced(lease.claim, tx =>
      withdraw(tx, deployment.id, { message: withdrawn }, ['running']),
    );
    return isWithdrawn
      ? { kind: 'aside' }
      : { kind: 'ends', outcome: CANCELLED };
  }
  const planned =
    deployment.planId === undefined
      ? undefined
      : await store.plans.get(deployment.planId);
  const input = deployment.input ?? planned?.input ?? {};
  const kept = await gates.start(place, deployment, input);
  if (kept) {
    return stepAside(tools, lease, deployment, {
      status: 'queued',
      aside: kept,
    });
  }
  const { cancel, signal, onRetry } = signals;
  const made = deployment.input
    ? await patiently(
        () =>
          planChange(
            tools,
            lease.claim,
            place,
            deployment,
            AbortSignal.any([signal, cancel]),
          ),
        { signal: AbortSignal.any([signal, cancel]), onRetry },
      )
    : undefined;
  if (made) {
    return made.ok
      ? made.drawn.drawing.hold(
          () => mayBegin(tools, lease, place, deployment, made),
          ({ kind }) => kind === 'begins',
        )
      : notPlanned(made.problems);
  }
  if (!planned) {
    throw new Error(`The plan of deployment ${deployment.id} is gone`);
  }
  return mayBegin(tools, lease, place, deployment, { plan: planned });
}

/** What stands between its plan and its run. */
async function mayBegin(
  tools: GateTools,
  lease: Lease,
  place: GatedPlace,
  deployment: DeploymentRecord,
  { plan, drawn }: { plan: StoredPlan; drawn?: DrawnPaper },
): Promise<Admission> {
  const notByItself =
    drawn && deployment.rollsBack !== undefined
      ? whyNotByItself(plan.plan)
      : undefined;
  if (notByItself) {
    return {
      kind: 'ends',
      outcome: {
        status: 'failed',
        failures: [
          {
            address: 'plan',
            code: 'RollbackNeedsPerson',
            message: `${notByItself} Roll back by hand: its plan says what is needed.`,
          },
        ],
        applies: 0,
        deletes: 0,
      },
    };
  }
  const unpromoted = await tools.gates.notPromoted(place, plan, plan.input);
  if (unpromoted) {
    return notPlanned([unpromoted]);
  }
  return (
    (deployment.rollsBack === undefined
      ? await askApproval(tools, lease, place, deployment, plan)
      : undefined) ??
    begin(tools, lease, place, deployment, { plan, ...(drawn && { drawn }) })
  );
}

/** Nothing was changed. */
function notPlanned(problems: Problem[]): Admission {
  return {
    kind: 'ends',
    outcome: {
      status: 'failed',
      failures: problems
        .filter(({ severity }) => severity === 'error')
        .map(({ code, message, hint }) => ({
          address: 'plan',
          code,
          message: hint ? `${message} ${hint}` : message,
        })),
      applies: 0,
      deletes: 0,
    },
  };
}

/** The claim becomes a run. */
async function begin(
  { store, metrics }: GateTools,
  { claim }: Lease,
  place: GatedPlace,
  { requestedAt }: DeploymentRecord,
  planned: { plan: StoredPlan; drawn?: DrawnPaper },
): Promise<Admission> {
  const began = await store.fenced(claim, async tx => {
    const startedAt = await tx.now();
    const begins = await tx.deployments.change(
      claim.deploymentId,
      ['running'],
      { startedAt, aside: null },
    );
    if (!begins) {
      return undefined;
    }
    await keepDeed(tx, {
      actor: { kind: 'run', name: claim.deploymentId },
      verb: 'begin',
      action: 'deployment.running',
      place,
      object: claim.deploymentId,
    });
    await endResting(tx, claim);
    return startedAt;
  });
  if (began === undefined) {
    // Somebody has cancelled it meanwhile.
    return { kind: 'ends', outcome: CANCELLED };
  }
  metrics.began(began - requestedAt);
  return { kind: 'begins', ...planned };
}

/** What is verified or reviewed there makes way: it has not succeeded, and what follows changes it. */
async function endResting(
  tx: Store,
  { deploymentId, environmentId }: Lease['claim'],
): Promise<void> {
  const resting = await tx.deployments.restingIn(environmentId);
  if (resting.length === 0) {
    return;
  }
  const at = await tx.now();
  const [{ number }] = await tx.deployments.numbers([deploymentId]);
  for (const { id, status } of resting) {
    const message =
      status === 'verifying'
        ? `#${number} began before it was verified.`
        : `#${number} began before it was reviewed. ${await whatStands(
            tx,
            id,
          )}`;
    await tx.deployments.change(id, [status], {
      status: 'superseded',
      finishedAt: at,
      supersededBy: deploymentId,
      aside: null,
    });
    await tx.steps.closeOpen(id);
    await tx.events.append(id, [
      { type: 'status', at, status: 'superseded', message },
    ]);
    await keepDeed(tx, {
      actor: { kind: 'run', name: deploymentId },
      verb: 'end',
      action: 'deployment.superseded',
      environmentId,
      object: id,
      reason: message,
    });
  }
}

/** Undefined where nobody is needed, or enough people agreed to these effects. */
async function askApproval(
  tools: GateTools,
  lease: Lease,
  place: GatedPlace,
  deployment: DeploymentRecord,
  plan: StoredPlan,
): Promise<Admission | undefined> {
  const { store, gates } = tools;
  const asked = await gates.askedApproval(place, plan);
  if (!asked) {
    return undefined;
  }
  const decisions = await store.approvals.list(deployment.id);
  if (isApproved(asked, decisions)) {
    return undefined;
  }
  const isAnother = decisions.some(({ effects }) => effects !== asked.effects);
  const sentence = approvalSentence(asked, decisions);
  const admission = await stepAside(tools, lease, deployment, {
    status: 'waiting-approval',
    approval: asked,
    aside: {
      waits: {
        for: 'approval',
        message: isAnother
          ? `What would happen is not what was approved: it is asked for again. ${sentence}`
          : sentence,
        since: new Date(await store.now()).toISOString(),
        until: new Date(asked.expiresAt).toISOString(),
      },
      notBefore: FOR_GOOD,
    },
  });
  // Once for what would happen: whoever was asked about the same knows.
  if (
    admission.kind === 'aside' &&
    deployment.approval?.effects !== asked.effects
  ) {
    tools.notifier.tell({
      kind: 'asked',
      deploymentId: deployment.id,
      isStillTrue: () => lease.leftMs() > 0,
    });
  }
  return admission;
}

async function stepAside(
  { store }: GateTools,
  { claim }: Lease,
  deployment: DeploymentRecord,
  change: Required<
    Pick<Parameters<Store['deployments']['change']>[2], 'aside'>
  > & {
    status: Extract<DeploymentStatus, 'queued' | 'waiting-approval'>;
    approval?: DeploymentRecord['approval'];
  },
): Promise<Admission> {
  const { aside, status } = change;
  return store.fenced(claim, async tx => {
    const at = await tx.now();
    const [environment] = await tx.environments.get([claim.environmentId]);
    // Somebody may have resumed automation since it was read: then it is next again.
    const isOver = aside?.waits.for === 'hold' && !environment?.hold;
    const isAside = await tx.deployments.change(deployment.id, ['running'], {
      ...change,
      aside: isOver ? null : aside,
    });
    if (!isAside) {
      return { kind: 'ends', outcome: CANCELLED };
    }
    if (!isOver && aside && aside.waits.message !== deployment.waits?.message) {
      await tx.events.append(deployment.id, [
        { type: 'status', at, status, message: aside.waits.message },
      ]);
    }
    return { kind: 'aside' };
  });
}
