import { Address } from '../model';
import { isRemoval, StepDraft } from '../create/draft/draft';
import { endsRun } from './failures';
import { runRemoval } from './runRemoval';
import { keepResource, runResource } from './runResource';
import { runTarget } from './runTarget';
import { runWorkload } from './runWorkload';
import { schedule } from './schedule';
import { Session } from './Session';

/**
 * Runs all steps: first everything that shall be there, and only when that is done what nobody
 * needs any more, workloads before resources.
 *
 * @returns whether everything was done
 * @throws FenceLost, Interrupted
 */
export async function runSteps(session: Session): Promise<boolean> {
  const { steps } = session.draft;
  const stages: StepDraft[][] = [
    steps.filter(step => !isRemoval(step)),
    steps.filter(({ kind }) => kind === 'workload-removal'),
    steps.filter(({ kind }) => kind === 'resource-removal'),
  ];
  let complete = true;
  for (const stage of stages) {
    if (!complete) {
      for (const step of stage) {
        session.step(step, 'skipped', {
          message: 'nothing is removed while something else is not done',
        });
      }
      continue;
    }
    const endings = await schedule(stage, {
      parallel: session.limits.parallel,
      run: step => runStep(session, step),
      skip: (step, because) => skip(session, step, because),
      stopped: () => session.watch.stopped,
    });
    complete = [...endings.values()].every(ending => ending === 'done');
  }
  return complete;
}

async function runStep(
  session: Session,
  step: StepDraft,
): Promise<'done' | 'failed'> {
  if (!step.decision.work) {
    if (step.kind === 'resource') {
      await keepResource(session, step);
    }
    session.step(step, 'kept');
    return 'done';
  }
  const began = session.ports.clock.now();
  const took = () => session.ports.clock.now() - began;
  session.step(step, 'running');
  try {
    session.watch.check();
    const ending = await act(session, step);
    session.step(step, ending, { durationMs: took() });
    return 'done';
  } catch (error) {
    if (endsRun(error)) {
      // Requests of other steps in flight are given up at once.
      session.watch.stop();
      throw error;
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
