import { WorkloadRecord } from '../model';
import { decideWorkload } from '../create/draft/decide';
import { WorkloadDraft } from '../create/draft/draft';
import { drawWorkload } from '../create/draft/draftWorkload';
import { workloadHash } from '../create/draft/fingerprint';
import { applyObjects } from './applyObjects';
import { endsRun, PlanDiverged } from './failures';
import { isAppliedWith } from './generations';
import { orThrow } from './orThrow';
import { Session } from './Session';

/**
 * Draws the workload again with real outputs, and applies it if it is not the one that runs.
 *
 * @returns `kept` when what was unknown turned out unchanged
 */
export async function runWorkload(
  session: Session,
  step: WorkloadDraft,
): Promise<'done' | 'kept'> {
  const { board, draft, store } = session;
  const drawn = orThrow(drawWorkload(board, step));
  await draft.completer.learn(drawn.objects);
  const wanted = orThrow(draft.completer.workload(step.address, drawn.objects));
  const hash = workloadHash(board, wanted);
  if (hash === undefined) {
    throw new PlanDiverged('something in its manifests is still not known');
  }
  const { record } = step;
  if (step.comparison.kind === 'unknown' && record?.appliedHash === hash) {
    const decision = decideWorkload({
      exists: true,
      lifecycle: record.lifecycle,
      comparison: { kind: 'equal' },
      drift: step.drift,
      force: session.force,
    });
    if (!decision.work) {
      await keepWorkload(session, step);
      return 'kept';
    }
  }
  if (step.comparison.kind === 'unknown' && record?.appliedHash !== hash) {
    session.demandNoRepair();
  }
  session.judge(step, wanted);
  const applying: WorkloadRecord = {
    workload: step.workload.name,
    profile: step.profile.name,
    ...(record?.appliedHash !== undefined && {
      appliedHash: record.appliedHash,
    }),
    ...(record?.generations && { generations: record.generations }),
    completedJobs: record?.completedJobs ?? [],
    lifecycle: 'applying',
  };
  await store.saveWorkload(applying);
  try {
    await applyObjects(session, step, wanted, applying.completedJobs);
  } catch (error) {
    if (!endsRun(error)) {
      await store.saveWorkload({ ...applying, lifecycle: 'failed' });
    }
    throw error;
  }
  await store.saveWorkload({
    workload: applying.workload,
    profile: step.profile.name,
    appliedHash: hash,
    completedJobs: jobsOf(wanted),
    ...withGenerations(session.generationsFor(step.address)),
    lifecycle: 'ready',
  });
  return 'done';
}

/** Leaves a workload as it is. What it needs may have got new passwords that it does not use. */
export async function keepWorkload(
  session: Session,
  { address, record }: WorkloadDraft,
): Promise<void> {
  const generations = session.generationsFor(address);
  if (record && !isAppliedWith(record.generations, generations)) {
    const { generations: _before, ...kept } = record;
    await session.store.saveWorkload({
      ...kept,
      ...withGenerations(generations),
    });
  }
}

function withGenerations(
  generations: Record<string, number>,
): Pick<WorkloadRecord, 'generations'> {
  return Object.keys(generations).length > 0 ? { generations } : {};
}

/** They were awaited, so they have finished well. */
export function jobsOf(objects: { ref: { kind: string; name: string } }[]) {
  return objects
    .filter(({ ref }) => ref.kind === 'Job')
    .map(({ ref }) => ref.name);
}
