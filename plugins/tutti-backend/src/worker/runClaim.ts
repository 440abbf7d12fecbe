import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  ExactPlan,
  FenceLost,
  PLAN_FORMAT,
  RunLimits,
  RunOutcome,
  StepFailure,
  unforeseenMessage,
} from '@tutti/engine';
import { RanImages } from '@tutti/plugin-tutti-common';
import { ApplicationChanges } from '../ApplicationChanges';
import { FaultLog, isTransient, patiently } from '../faults';
import { GatedPlace, Gates } from '../line';
import { Metrics } from '../metrics';
import { Notifier } from '../notifications';
import { RunTrace } from '../traces';
import { cameBetween, OTHER_FORMAT, Planner, WorkerPorts } from '../planning';
import { HealthObserver, ImageObserver, Lookup, Wakeups } from '../services';
import { DeploymentRecord, ReleaseRecord, Store, StoredPlan } from '../store';
import { CancelWatch } from './CancelWatch';
import { DatabaseRunStore } from './DatabaseRunStore';
import { beginVerification, end } from './ending';
import { admit, Admission, CANCELLED } from './gates';
import { Lease } from './Lease';
import { beginReview } from './reviewing';
import { RunRecorder } from './RunRecorder';

/** A run that takes its worker down again and again ends here. */
const MOST_TAKEOVERS = 5;

/** Of a run, for those who look at its trace. */
const GOOD_ENDS = ['succeeded', 'cancelled', 'aside', 'reviewing'];

export interface RunTools {
  store: Store;
  planner: Planner;
  gates: Gates;
  wakeups: Wakeups;
  notifier: Pick<Notifier, 'tell'>;
  changes: ApplicationChanges;
  health: HealthObserver;
  images: Pick<ImageObserver, 'look'>;
  faults: FaultLog;
  metrics: Metrics;
  logger: LoggerService;
  limits: Partial<RunLimits>;
  /** Told when a run has nothing to do any more but to wait for people, perhaps for days. */
  waitsForPeople?(): void;
}

/**
 * Runs one claimed deployment to its end and writes the end down; when the lease is lost or this
 * process stops, nothing is written: whoever claims it next goes on.
 */
export async function runClaim(
  running: RunTools,
  lease: Lease,
  stopping: AbortSignal,
  cancels: CancelWatch,
): Promise<void> {
  const tools = { ...running, gates: running.gates.ofOneMoment() };
  const { store, changes, wakeups, health, metrics, logger } = tools;
  const { claim } = lease;
  const cancel = cancels.of(claim.deploymentId);
  try {
    const place = await new Lookup(store).placeById(claim.environmentId);
    const outcome = await run(tools, lease, place, cancel.signal, stopping);
    if (
      lease.lost.aborted ||
      (outcome.status === 'interrupted' && lease.fails)
    ) {
      lease.giveUp();
      metrics.leaseLost();
      logger.warn(
        `Deployment ${claim.deploymentId}: another worker has it now, or may have`,
      );
    } else if (outcome.status === 'interrupted' && stopping.aborted) {
      logger.info(
        `Deployment ${claim.deploymentId} waits for the next worker: this one stops`,
      );
    } else if (outcome.status === 'aside') {
      logger.info(
        `Deployment ${claim.deploymentId} waits beside the line of its environment`,
      );
    } else {
      // Who hears of the end asks for health at once, and must not be told what was before.
      health.outdate(claim.environmentId);
      // Looked at once, however often the end has to be written.
      let images: RanImages | undefined;
      await whileItIsOurs(tools, lease, stopping, async () => {
        images ??= await imagesAfter(tools, place, outcome);
        await finish(tools, lease, place, outcome, images);
      });
      // Which resources there are is known now.
      changes.announce(place.application.name);
      logger.info(`Deployment ${claim.deploymentId}: ${outcome.status}`);
    }
  } catch (error) {
    if (!(error instanceof FenceLost)) {
      throw error;
    }
    metrics.leaseLost();
    logger.warn(
      `Deployment ${claim.deploymentId} was taken over: ${error.message}`,
    );
  } finally {
    cancel.forget();
    lease.stop();
    health.outdate(claim.environmentId);
    if (!lease.lost.aborted) {
      await store.leases.release(claim);
    }
    wakeups.events.ring();
  }
}

/** What is promoted or rolled back to later names these. A run that is still verified is looked at when it passes. */
async function imagesAfter(
  { store, gates, images }: RunTools,
  { environment }: GatedPlace,
  { status }: RunOutcome,
): Promise<RanImages | undefined> {
  if (status !== 'succeeded' || (await gates.verification(environment))) {
    return undefined;
  }
  // The first run has bound it to its target.
  const [bound] = environment.target
    ? [environment]
    : await store.environments.get([environment.id]);
  return bound && images.look(bound);
}

async function run(
  tools: RunTools,
  lease: Lease,
  place: GatedPlace,
  cancel: AbortSignal,
  stopping: AbortSignal,
): Promise<RunOutcome | { status: 'aside' }> {
  const { store, planner, wakeups, faults, metrics, logger, limits } = tools;
  const { claim } = lease;
  const deployment = await store.deployments.get(claim.deploymentId);
  if (
    claim.takeovers > MOST_TAKEOVERS &&
    !(deployment?.planId && isMerged(await store.plans.get(deployment.planId)))
  ) {
    return {
      status: 'interrupted',
      message: `its worker was lost ${claim.takeovers} times`,
    };
  }
  const hasBegun = deployment?.startedAt !== undefined;
  const isPlannedAnew = deployment?.input !== undefined && !hasBegun;
  if (deployment && deployment.format !== PLAN_FORMAT && !isPlannedAnew) {
    // Before anything reads the plan: it is of another form.
    return { status: 'stale', moved: [OTHER_FORMAT] };
  }
  if (!deployment) {
    throw new Error(`Deployment ${claim.deploymentId} is gone`);
  }
  const { application, environment } = place;
  const recorder = new RunRecorder({
    store,
    lease,
    phases: deployment.phases,
    begun: hasBegun ? await store.steps.begun(claim.deploymentId) : new Map(),
    wakeups,
    metrics,
    logger,
  });
  const spans = new RunTrace({
    deploymentId: claim.deploymentId,
    number: deployment.number,
    application: application.name,
    environment: environment.name,
    environmentType: environment.type,
    takeovers: claim.takeovers,
    ...(deployment.traceParent !== undefined && {
      traceParent: deployment.traceParent,
    }),
  });
  let came = 'interrupted';
  const signal = AbortSignal.any([lease.lost, stopping]);
  const onRetry = (attempt: number, error: unknown) =>
    logger.warn(
      `Deployment ${claim.deploymentId}: trying again (${attempt}): ${error}`,
    );
  try {
    const admission: Admission = hasBegun
      ? { kind: 'begins', plan: await planOf(store, deployment) }
      : await admit(tools, lease, place, deployment, {
          cancel,
          signal,
          onRetry,
        });
    if (admission.kind === 'aside') {
      came = 'aside';
      return { status: 'aside' };
    }
    if (admission.kind === 'ends') {
      came = admission.outcome.status;
      return admission.outcome;
    }
    const { plan, drawn } = admission;
    const ports: WorkerPorts = {
      store: new DatabaseRunStore(
        store,
        lease,
        {
          name: plan.plan.target.name,
          driver: plan.plan.target.driver,
          cluster: plan.plan.target.cluster,
          namespace: plan.plan.target.namespace,
          ...(plan.plan.target.git && { git: plan.plan.target.git }),
        },
        onRetry,
      ),
      sink: event => {
        // All is delivered before anything is waited for.
        if (
          event.type === 'step' &&
          event.status === 'waiting' &&
          isMerged(plan)
        ) {
          tools.waitsForPeople?.();
        }
        recorder.record(event);
        spans.record(event);
      },
      leaseEnd: lease.end,
      cancel,
      signal,
      limits,
      unforeseen: (errorId, trace) =>
        faults.write(errorId, `in deployment ${claim.deploymentId}`, trace),
    };
    const outcome = drawn
      ? await planner.runDrawn(drawn, claim, ports)
      : await planner.run(
          {
            application,
            environment,
            release: await releaseOf(store, plan),
            input: plan.input,
            basis: plan.basis,
            requestedBy: deployment.requestedBy,
          },
          {
            reviewed: plan,
            resumes: hasBegun,
            deploymentId: claim.deploymentId,
            ...(deployment.review && { approved: deployment.review.approved }),
          },
          ports,
          onRetry,
        );
    came = outcome.status;
    if (outcome.status !== 'stale') {
      return outcome;
    }
    const between = await cameBetween(store, plan, claim.deploymentId);
    return { ...outcome, moved: [...between, ...outcome.moved] };
  } catch (error) {
    if (error instanceof FenceLost) {
      throw error;
    }
    if (signal.aborted) {
      return { status: 'interrupted', message: 'The worker was stopped.' };
    }
    if (cancel.aborted) {
      return CANCELLED;
    }
    if (isTransient(error)) {
      // Where the database is away, this fails too: then nothing ends, and whoever claims it begins.
      await store.now();
    }
    return {
      status: 'failed',
      failures: [unplanned(error, claim.deploymentId, faults)],
      applies: 0,
      deletes: 0,
    };
  } finally {
    spans.end(came, GOOD_ENDS.includes(came));
    await whileItIsOurs(tools, lease, stopping, () => recorder.flush());
  }
}

/**
 * What a run has come to is not lost with a database that is away for a moment, or has no room. To let go
 * would help nobody: whoever takes over meets the same.
 */
function whileItIsOurs(
  { logger }: Pick<RunTools, 'logger'>,
  { lost, claim }: Lease,
  stopping: AbortSignal,
  write: () => Promise<void>,
): Promise<void> {
  return patiently(write, {
    signal: AbortSignal.any([lost, stopping]),
    attempts: Infinity,
    onRetry: (_attempt, error) =>
      logger.warn(
        `What came of deployment ${claim.deploymentId} could not be stored yet: ${error}`,
      ),
  });
}

/** Where somebody has to merge: backends come and go meanwhile, and none is lost by the run. */
function isMerged(plan: StoredPlan | undefined): boolean {
  return plan?.plan.target.git?.mode === 'pullRequest';
}

async function planOf(
  store: Store,
  { id, planId }: DeploymentRecord,
): Promise<StoredPlan> {
  const plan = planId === undefined ? undefined : await store.plans.get(planId);
  if (!plan) {
    throw new Error(`The plan of deployment ${id} is gone`);
  }
  return plan;
}

async function releaseOf(
  store: Store,
  { id, releaseId }: StoredPlan,
): Promise<ReleaseRecord> {
  const release = await store.releases.get(releaseId);
  if (!release) {
    throw new Error(`The release of plan ${id} is gone`);
  }
  return release;
}

/** The run could not even begin: nothing was changed, and to deploy again is safe. */
function unplanned(
  error: unknown,
  deploymentId: string,
  faults: FaultLog,
): StepFailure {
  const failure = { address: 'plan', code: 'NotPlanned' };
  if (
    error instanceof ServiceUnavailableError ||
    error instanceof InputError ||
    error instanceof NotFoundError
  ) {
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
  tools: RunTools,
  lease: Lease,
  place: GatedPlace,
  outcome: RunOutcome,
  images: RanImages | undefined,
): Promise<void> {
  const { claim } = lease;
  const { environment } = place;
  const { deploymentId, environmentId } = claim;
  if (outcome.status === 'reviewing') {
    await waitForReview(tools, lease, place, outcome.plans);
    return;
  }
  const { gates, notifier, metrics } = tools;
  const failures = failuresOf(outcome);
  const rollsBack =
    outcome.status === 'failed' && (await gates.rollsBack(environment));
  const rule =
    outcome.status === 'succeeded'
      ? await gates.verification(environment)
      : undefined;
  const ended = await writeOnce(tools, lease, async (tx, deployment) => {
    const { destroys, review } = deployment;
    if (rule && !destroys) {
      await beginVerification(tx, deploymentId, rule);
      return undefined;
    }
    if (
      outcome.status === 'interrupted' &&
      (await tx.resources.hasOpenOperation(environmentId))
    ) {
      await tx.environments.block(environmentId, outcome.message);
    }
    const hasApplied =
      claim.takeovers > 0 ||
      // It was begun before it waited.
      review !== undefined ||
      (outcome.status === 'failed' && outcome.applies + outcome.deletes > 0);
    const tookMs = await end(
      tx,
      deployment,
      {
        status: outcome.status,
        failures,
        hasApplied,
        ...(images && !destroys && { images }),
      },
      { rollsBack, place },
    );
    return { tookMs };
  });
  if (ended) {
    metrics.deploymentEnded(outcome.status, ended.tookMs);
    notifier.tell({
      kind: 'ended',
      deploymentId,
      // One that was frozen since then says nothing late.
      isStillTrue: () => lease.leftMs() > 0,
    });
  }
}

/** What a run has come to; nothing where that was written down before, and only the answer was lost. */
function writeOnce<T>(
  { store }: Pick<RunTools, 'store'>,
  { claim }: Lease,
  write: (tx: Store, deployment: DeploymentRecord) => Promise<T>,
): Promise<T | undefined> {
  return store.fenced(claim, async tx => {
    const deployment = await tx.deployments.get(claim.deploymentId);
    return deployment && ['running', 'cancelling'].includes(deployment.status)
      ? write(tx, deployment)
      : undefined;
  });
}

/** It goes on when somebody has said so; until then it holds no lease and no worker's place. */
async function waitForReview(
  tools: RunTools,
  lease: Lease,
  place: GatedPlace,
  plans: ExactPlan[],
): Promise<void> {
  const { store, gates, notifier, metrics } = tools;
  const { deploymentId } = lease.claim;
  const deployment = await store.deployments.get(deploymentId);
  if (!deployment) {
    throw new Error(`Deployment ${deploymentId} is gone`);
  }
  const approval = await gates.askedReview(
    place,
    await planOf(store, deployment),
    plans,
  );
  const ended = await writeOnce(tools, lease, async (tx, running) => {
    if (await beginReview(tx, deploymentId, { plans, approval })) {
      return undefined;
    }
    const cancelled = {
      status: 'cancelled' as const,
      failures: [],
      hasApplied: true,
    };
    return {
      tookMs: await end(tx, running, cancelled, { rollsBack: false, place }),
    };
  });
  if (ended) {
    metrics.deploymentEnded('cancelled', ended.tookMs);
    return;
  }
  notifier.tell({
    kind: 'asked',
    deploymentId,
    isStillTrue: () => lease.leftMs() > 0,
  });
}

function failuresOf(
  outcome: Exclude<RunOutcome, { status: 'reviewing' }>,
): StepFailure[] {
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
