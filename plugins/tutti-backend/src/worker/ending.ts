import { randomUUID } from 'node:crypto';
import { PLAN_FORMAT, StepFailure } from '@tutti/engine';
import { DeploymentStatus, RanImages } from '@tutti/plugin-tutti-common';
import { keepDeed, outcomeOf } from '../audit';
import { GatedPlace } from '../line';
import { DeploymentRecord, Store } from '../store';
import { mayRollBack, VerificationRule } from '../verification';

/** How a run, or its verification, ended. */
export interface Ending {
  status: DeploymentStatus;
  failures: StepFailure[];
  /** It changed something in the cluster. */
  hasApplied: boolean;
  /** Of a success: which contents run. */
  images?: RanImages;
}

/**
 * Writes down how a deployment ended and what comes of it. Call it in the transaction that owns the end.
 *
 * @returns how long it took in milliseconds, once it has ended
 */
export async function end(
  tx: Store,
  deployment: DeploymentRecord,
  { status, failures, hasApplied, images }: Ending,
  /** `rollsBack` is what the environment's type says. */
  { rollsBack, place }: { rollsBack: boolean; place: GatedPlace },
): Promise<number | undefined> {
  const at = await tx.now();
  const { id, environmentId, startedAt } = deployment;
  if (status === 'succeeded') {
    await holdAfterRollback(tx, deployment, at);
    await tx.deployments.recall('pause', environmentId);
    await tx.routes.keepOnly(environmentId, id);
    await tx.generatedValues.removeOlder(environmentId);
  }
  const rollback =
    status === 'failed' && rollsBack
      ? await rollBack(tx, deployment, hasApplied, at)
      : undefined;
  await tx.deployments.change(id, ['running', 'cancelling', 'verifying'], {
    status,
    failures,
    finishedAt: at,
    ...(images && { images }),
    ...(rollback && { rollback: rollback.told }),
  });
  await tx.steps.closeOpen(id);
  const [first] = failures;
  await keepDeed(tx, {
    actor: { kind: 'run', name: id },
    verb: 'end',
    action: `deployment.${status}`,
    place,
    object: id,
    outcome: outcomeOf(status),
    ...(first && { reason: first.message }),
  });
  if (rollback?.queued) {
    await tx.deployments.add(rollback.queued);
    await keepDeed(tx, {
      actor: { kind: 'system', name: 'rollback' },
      verb: 'create',
      action: 'deployment.queued',
      place,
      object: rollback.queued.id,
      reason: rollback.message,
    });
  }
  await tx.events.append(id, [
    { type: 'status', at, status, ...(first && { message: first.message }) },
    ...(rollback
      ? [
          {
            type: 'log' as const,
            at,
            level: 'info' as const,
            message: rollback.message,
          },
        ]
      : []),
  ]);
  return startedAt === undefined ? undefined : at - startedAt;
}

/** It runs and is healthy: whether it stays so, and what others find out, decides. */
export async function beginVerification(
  tx: Store,
  id: string,
  rule: VerificationRule,
): Promise<void> {
  const at = await tx.now();
  await tx.deployments.change(id, ['running', 'cancelling'], {
    status: 'verifying',
    verification: { rule, since: at, healthySince: at, gates: [] },
  });
  await tx.steps.closeOpen(id);
  await tx.events.append(id, [{ type: 'status', at, status: 'verifying' }]);
}

/** What was rolled back stays so: automation does not put it there again by itself. */
async function holdAfterRollback(
  tx: Store,
  {
    id,
    planId,
    environmentId,
    requestedBy,
    rollsBack,
    ...asked
  }: DeploymentRecord,
  at: number,
): Promise<void> {
  const input =
    asked.input ??
    (planId === undefined ? undefined : await tx.plans.input(planId));
  const to = input?.rollbackTo;
  if (to === undefined) {
    return;
  }
  const numbers = new Map(
    (await tx.deployments.numbers([to, ...(rollsBack ? [rollsBack] : [])])).map(
      each => [each.id, each.number] as const,
    ),
  );
  const [environment] = await tx.environments.get([environmentId]);
  const target = numbers.has(to)
    ? `#${numbers.get(to)}`
    : 'an earlier deployment';
  const failed = rollsBack && numbers.get(rollsBack);
  const hold = {
    by: requestedBy,
    since: new Date(at).toISOString(),
    reason: rollsBack
      ? `Rolled back to ${target} by itself, after ${
          failed ? `#${failed}` : 'a deployment'
        } failed.`
      : `Rolled back to ${target} by ${requestedBy}.`,
  };
  await tx.environments.setHold(environmentId, hold);
  await keepDeed(tx, {
    actor: { kind: 'run', name: id },
    verb: 'set',
    action: 'environment.hold',
    environmentId,
    ...(environment?.hold && { before: { ...environment.hold } }),
    after: hold,
  });
}

/** Whoever is told that a person asked for it would look for that person. */
const NOBODY = 'Tutti';

/** What puts back the changes of a run that failed, or why nothing does. */
async function rollBack(
  tx: Store,
  failed: DeploymentRecord,
  hasApplied: boolean,
  at: number,
): Promise<{
  queued?: DeploymentRecord;
  told: NonNullable<DeploymentRecord['rollback']>;
  message: string;
}> {
  const { environmentId, releaseId = '' } = failed;
  const plan = failed.planId && (await tx.plans.get(failed.planId));
  const last = (await tx.deployments.lastDeployedOf([environmentId])).get(
    environmentId,
  );
  const [newer] = (await tx.deployments.waitingIn(environmentId)).filter(
    ({ number }) => number > failed.number,
  );
  const verdict = mayRollBack({
    isRollback: plan ? plan.input.rollbackTo !== undefined : false,
    destroys: failed.destroys,
    wasCancelled: failed.status === 'cancelling',
    hasApplied,
    ...(last && { lastSuccess: { number: last.number } }),
    releaseId,
    ...(newer && { newer: { number: newer.number } }),
    rolledBackReleases: last
      ? await tx.deployments.rolledBackSince(environmentId, last.number)
      : [],
  });
  if (!verdict.allowed || !last) {
    const reason = verdict.allowed
      ? 'Nothing succeeded here before.'
      : verdict.reason;
    return {
      told: { reason },
      message: `Nothing puts it back by itself. ${reason}`,
    };
  }
  const queued: DeploymentRecord = {
    id: randomUUID(),
    environmentId,
    number: await tx.environments.nextDeploymentNumber(environmentId),
    status: 'queued',
    input: { rollbackTo: last.id },
    format: PLAN_FORMAT,
    destroys: false,
    requestedBy: NOBODY,
    requestedAt: at,
    phases: failed.phases.map(({ phase }) => ({ phase, status: 'pending' })),
    failures: [],
    verb: `Roll back to #${last.number}`,
    rollsBack: failed.id,
  };
  return {
    queued,
    told: { id: queued.id, number: queued.number },
    message: `#${queued.number} puts back what #${last.number} deployed.`,
  };
}
