import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import {
  FenceLost,
  PLAN_FORMAT,
  RunLimits,
  RunOutcome,
  StepFailure,
  unforeseenMessage,
} from '@tutti/engine';
import { DeploymentStatus } from '@tutti/plugin-tutti-common';
import { FaultLog, isTransient } from '../faults';
import { Metrics } from '../metrics';
import { cameBetween, OTHER_FORMAT, Planner } from '../planning';
import { HealthObserver, Wakeups } from '../services';
import { Store } from '../store';
import { DatabaseRunStore } from './DatabaseRunStore';
import { Lease } from './Lease';
import { RunRecorder } from './RunRecorder';

/** A run that takes its worker down again and again ends here. */
const MOST_TAKEOVERS = 5;
const LOOK_FOR_CANCEL_MS = 1_000;

export interface RunTools {
  store: Store;
  planner: Planner;
  wakeups: Wakeups;
  health: HealthObserver;
  faults: FaultLog;
  metrics: Metrics;
  logger: LoggerService;
  limits: Partial<RunLimits>;
}

/**
 * Runs one claimed deployment to its end and writes the end down; when the lease is lost or this
 * process stops, nothing is written: whoever claims it next goes on.
 */
export async function runClaim(
  tools: RunTools,
  lease: Lease,
  stopping: AbortSignal,
): Promise<void> {
  const { store, wakeups, health, logger } = tools;
  const { claim } = lease;
  const over = new AbortController();
  const cancel = new AbortController();
  const watching = watchForCancel(
    tools,
    claim.deploymentId,
    cancel,
    over.signal,
  );
  try {
    const outcome = await run(tools, lease, cancel.signal, stopping);
    if (
      lease.lost.aborted ||
      (outcome.status === 'interrupted' && lease.fails)
    ) {
      lease.giveUp();
      logger.warn(
        `Deployment ${claim.deploymentId}: another worker has it now, or may have`,
      );
    } else if (outcome.status === 'interrupted' && stopping.aborted) {
      logger.info(
        `Deployment ${claim.deploymentId} waits for the next worker: this one stops`,
      );
    } else {
      // Who hears of the end asks for health at once, and must not be told what was before.
      health.outdate(claim.environmentId);
      await finish(tools, lease, outcome);
      logger.info(`Deployment ${claim.deploymentId}: ${outcome.status}`);
    }
  } catch (error) {
    if (!(error instanceof FenceLost)) {
      throw error;
    }
    logger.warn(
      `Deployment ${claim.deploymentId} was taken over: ${error.message}`,
    );
  } finally {
    over.abort();
    await watching;
    lease.stop();
    health.outdate(claim.environmentId);
    if (!lease.lost.aborted) {
      await store.leases.release(claim);
    }
    wakeups.notify();
  }
}

async function run(
  tools: RunTools,
  lease: Lease,
  cancel: AbortSignal,
  stopping: AbortSignal,
): Promise<RunOutcome> {
  const { store, planner, wakeups, faults, metrics, logger, limits } = tools;
  const { claim } = lease;
  if (claim.takeovers > MOST_TAKEOVERS) {
    return {
      status: 'interrupted',
      message: `its worker was lost ${claim.takeovers} times`,
    };
  }
  const deployment = await store.deployments.get(claim.deploymentId);
  if (deployment && deployment.format !== PLAN_FORMAT) {
    // Before anything reads the plan: it is of another form.
    return { status: 'stale', moved: [OTHER_FORMAT] };
  }
  const plan = deployment && (await store.plans.get(deployment.planId));
  const release = plan && (await store.releases.get(plan.releaseId));
  const [environment] = await store.environments.get([claim.environmentId]);
  const [application] = await store.applications.get([
    environment?.applicationId ?? '',
  ]);
  if (!deployment || !plan || !release || !application) {
    throw new Error(`Deployment ${claim.deploymentId} is not complete`);
  }
  const recorder = new RunRecorder({
    store,
    lease,
    phases: deployment.phases,
    wakeups,
    metrics,
    logger,
  });
  const signal = AbortSignal.any([lease.lost, stopping]);
  try {
    const outcome = await planner.run(
      { application, environment, release, input: plan.input },
      {
        reviewed: plan.plan,
        resumes: claim.takeovers > 0,
        deploymentId: claim.deploymentId,
      },
      {
        store: new DatabaseRunStore(store, lease, {
          name: plan.plan.target.name,
          driver: plan.plan.target.driver,
          cluster: plan.plan.target.cluster,
          namespace: plan.plan.target.namespace,
        }),
        sink: event => recorder.record(event),
        leaseEnd: lease.end,
        cancel,
        signal,
        limits,
        unforeseen: (errorId, trace) =>
          faults.write(errorId, `in deployment ${claim.deploymentId}`, trace),
        onRetry: (attempt, error) =>
          logger.warn(
            `Deployment ${claim.deploymentId}: trying again (${attempt}): ${error}`,
          ),
      },
    );
    if (outcome.status !== 'stale') {
      return outcome;
    }
    const between = await cameBetween(store, plan, claim.deploymentId);
    return { ...outcome, moved: [...between, ...outcome.moved] };
  } catch (error) {
    if (signal.aborted) {
      return { status: 'interrupted', message: 'The worker was stopped.' };
    }
    return {
      status: 'failed',
      failures: [unplanned(error, claim.deploymentId, faults)],
      applies: 0,
      deletes: 0,
    };
  } finally {
    await recorder.flush();
  }
}

/** The run could not even begin: nothing was changed, and to deploy again is safe. */
function unplanned(
  error: unknown,
  deploymentId: string,
  faults: FaultLog,
): StepFailure {
  const failure = { address: 'plan', code: 'NotPlanned' };
  if (error instanceof ServiceUnavailableError) {
    return { ...failure, message: error.message };
  }
  const { stack, message } = toError(error);
  const errorId = faults.keep(
    `before deployment ${deploymentId} began`,
    stack ?? message,
  );
  return {
    ...failure,
    message: isTransient(error)
      ? `The database, the catalog or the cluster did not answer. Deploy again. The log of the backend tells more under the error id ${errorId}.`
      : unforeseenMessage(errorId),
    errorId,
  };
}

/** The end, in one transaction: status, steps that never began, the last event, the lock. */
async function finish(
  { store, metrics }: RunTools,
  lease: Lease,
  outcome: RunOutcome,
): Promise<void> {
  const { claim } = lease;
  const status: DeploymentStatus = outcome.status;
  const failures = failuresOf(outcome);
  const tookMs = await store.fenced(claim, async tx => {
    const at = await tx.now();
    await tx.deployments.change(claim.deploymentId, ['running', 'cancelling'], {
      status,
      failures,
      finishedAt: at,
    });
    await tx.steps.closeOpen(claim.deploymentId);
    if (status === 'succeeded') {
      await tx.routes.keepOnly(claim.environmentId, claim.deploymentId);
    }
    const [first] = failures;
    if (
      outcome.status === 'interrupted' &&
      (await tx.resources.hasOpenOperation(claim.environmentId))
    ) {
      await tx.environments.block(claim.environmentId, outcome.message);
    }
    await tx.events.append(claim.deploymentId, [
      {
        type: 'status',
        at,
        status,
        ...(first && { message: first.message }),
      },
    ]);
    const { startedAt } = (await tx.deployments.get(claim.deploymentId)) ?? {};
    return startedAt === undefined ? undefined : at - startedAt;
  });
  metrics.deploymentEnded(status, tookMs);
}

function failuresOf(outcome: RunOutcome): StepFailure[] {
  switch (outcome.status) {
    case 'succeeded':
      return [];
    case 'failed':
    case 'cancelled':
      return outcome.failures;
    case 'stale':
      return outcome.moved.map(message => ({
        address: 'plan',
        code: 'StalePlan',
        message,
      }));
    default:
      return [
        {
          address: 'plan',
          code: 'Interrupted',
          message: outcome.message,
          ...(outcome.errorId !== undefined && { errorId: outcome.errorId }),
        },
      ];
  }
}

async function watchForCancel(
  { store, wakeups, logger }: RunTools,
  deploymentId: string,
  cancel: AbortController,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted && !cancel.signal.aborted) {
    const mark = wakeups.mark;
    try {
      const deployment = await store.deployments.get(deploymentId);
      if (deployment?.status === 'cancelling') {
        cancel.abort();
      }
    } catch (error) {
      logger.warn(`Nobody knows whether to cancel: ${error}`);
    }
    await wakeups.wait(mark, LOOK_FOR_CANCEL_MS, over);
  }
}
