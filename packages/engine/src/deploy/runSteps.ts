import { Address } from '../model';
import { isRemoval, StepDraft } from '../create/draft/draft';
import { Delivery } from './Delivery';
import { deliverShare } from './deliverShare';
import { endsRun, ReviewNeeded } from './failures';
import { ReferencedSecrets } from './ReferencedSecrets';
import { leavingWith, runRemoval } from './runRemoval';
import { keepResource, runResource } from './runResource';
import { runTarget } from './runTarget';
import { keepWorkload, runWorkload } from './runWorkload';
import { schedule } from './schedule';
import { Session } from './Session';

/**
 * Runs all steps: first everything that shall be there, and only when that is done what nobody
 * needs any more: workloads, then resources, then the namespace.
 *
 * @returns whether everything was done
 * @throws FenceLost, Interrupted
 */
export async function runSteps(session: Session): Promise<boolean> {
  const { steps } = session.draft;
  const referenced = new ReferencedSecrets(session);
  const stages: StepDraft[][] = [
    steps.filter(step => !isRemoval(step)),
    steps.filter(({ kind }) => kind === 'workload-removal'),
    steps.filter(({ kind }) => kind === 'resource-removal'),
    steps.filter(({ kind }) => kind === 'target-removal'),
  ];
  let complete = true;
  for (const stage of stages) {
    if (!complete && session.waitsForReview) {
      break;
    }
    if (!complete) {
      for (const step of stage) {
        session.step(step, 'skipped', {
          message: 'nothing is removed while something else is not done',
        });
      }
      continue;
    }
    const run = (step: StepDraft) => runStep(session, step, referenced);
    complete =
      session.delivery && stage === stages[0]
        ? await deliverStage(session, session.delivery, stage, run)
        : await runStage(session, stage, run);
  }
  return complete;
}

type RunStep = (step: StepDraft) => Promise<'done' | 'failed' | 'reviewing'>;

async function runStage(
  session: Session,
  stage: StepDraft[],
  run: RunStep,
): Promise<boolean> {
  const endings = await schedule(stage, {
    slots: session.slots,
    run,
    skip: (step, because) => skip(session, step, because),
    stopped: () => session.watch.stopped,
  });
  return [...endings.values()].every(ending => ending === 'done');
}

/**
 * The steps bring what they change, in dependency order; then all of it is delivered, with what goes, and
 * every step waits for its own health. What is removed beside the target's objects waits until all is well.
 */
async function deliverStage(
  session: Session,
  delivery: Delivery,
  stage: StepDraft[],
  run: RunStep,
): Promise<boolean> {
  const works: ReturnType<RunStep>[] = [];
  const gather: RunStep = step => {
    const brought = delivery.gathered(step.address);
    const work = run(step);
    works.push(work);
    return Promise.race([work, brought.then(() => 'done' as const)]);
  };
  try {
    if (await runStage(session, stage, gather)) {
      await deliverAll(session, delivery);
    } else {
      delivery.abandon();
    }
  } catch (error) {
    delivery.failed(error);
    await Promise.allSettled(works);
    throw error;
  }
  const endings = await Promise.allSettled(works);
  return (
    endings.every(ending => valueOf(ending) === 'done') &&
    works.length === stage.length
  );
}

/** A refused delivery fails the steps that wait for it; what ends the run is thrown. */
async function deliverAll(session: Session, delivery: Delivery): Promise<void> {
  const { draft, writer, watch, target, store, ports, origin } = session;
  for (const step of draft.steps) {
    if (
      isRemoval(step) &&
      step.decision.work &&
      step.decision.action !== 'retain'
    ) {
      delivery.add({ apply: [], ...leavingWith(step) });
    }
  }
  const { share } = delivery;
  try {
    watch.check();
    if (share.apply.length + share.release.length + share.remove.length > 0) {
      const where = await deliverShare(
        { target, store, digest: ports.digest, watch, writer },
        share,
        origin,
        (attempt, why) =>
          session.log('info', `delivering again (try ${attempt}): ${why}`),
      );
      session.log('info', `delivered: ${where}`);
    }
    delivery.delivered();
  } catch (error) {
    if (endsRun(error)) {
      throw error;
    }
    delivery.failed(error);
  }
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') {
    throw settled.reason;
  }
  return settled.value;
}

async function runStep(
  session: Session,
  step: StepDraft,
  referenced: ReferencedSecrets,
): Promise<'done' | 'failed' | 'reviewing'> {
  if (!step.decision.work) {
    if (step.kind === 'resource') {
      await keepResource(session, step);
    }
    if (step.kind === 'workload') {
      await keepWorkload(session, step);
    }
    session.step(step, 'kept');
    return 'done';
  }
  const began = session.ports.clock.now();
  const took = () => session.ports.clock.now() - began;
  session.step(step, 'running');
  try {
    session.watch.check();
    await referenced.readFor(step);
    const ending = await act(session, step);
    session.step(step, ending, { durationMs: took() });
    return 'done';
  } catch (error) {
    if (endsRun(error)) {
      // Requests of other steps in flight are given up at once.
      session.watch.stop();
      throw error;
    }
    if (error instanceof ReviewNeeded) {
      session.review(step, error.exact);
      return 'reviewing';
    }
    session.fail(step, error, took());
    return 'failed';
  }
}

async function act(
  session: Session,
  step: StepDraft,
): Promise<'done' | 'kept'> {
  switch (step.kind) {
    case 'target':
      await runTarget(session, step);
      return 'done';
    case 'resource':
      return runResource(session, step);
    case 'workload':
      return runWorkload(session, step);
    default:
      await runRemoval(session, step);
      return 'done';
  }
}

function skip(
  session: Session,
  step: StepDraft,
  because: Address | undefined,
): void {
  session.step(step, 'skipped', {
    message: because === undefined ? 'the run was stopped' : `needs ${because}`,
  });
}
