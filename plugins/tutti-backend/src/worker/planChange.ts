import { randomUUID } from 'node:crypto';
import { PLAN_FORMAT, Problem } from '@tutti/engine';
import { draftRelease, PlannedPaper, Planner, storeRelease } from '../planning';
import { nothingToDo } from '../services/plans/nothingToDo';
import { whyNotDeployable } from '../services/plans/deployable';
import { GatedPlace } from '../line';
import { Claim, DeploymentRecord, Store, StoredPlan } from '../store';

/**
 * Plans a change whose turn has come, on the last success as it is now, and keeps the plan with its
 * deployment. A plan that may not run is kept too: people see why.
 *
 * @throws FenceLost when a newer run has taken over
 */
export async function planChange(
  { store, planner }: { store: Store; planner: Planner },
  claim: Claim,
  { application, environment }: GatedPlace,
  deployment: DeploymentRecord,
  signal: AbortSignal,
): Promise<
  | { ok: true; plan: StoredPlan; paper: PlannedPaper }
  | { ok: false; problems: Problem[] }
> {
  const input = deployment.input ?? {};
  const draft = await draftRelease(store, application, environment, input);
  const result = await planner.plan(
    {
      application,
      environment,
      release: draft,
      input,
      basis: draft.basis,
      requestedBy: deployment.requestedBy,
    },
    signal,
  );
  if (!result.ok) {
    return result;
  }
  const { head, rest, steps, basis } = result.value;
  const nothing = nothingToDo(head);
  if (nothing) {
    return { ok: false, problems: [nothing] };
  }
  const release = await store.ofApplication(application.id, async tx =>
    storeRelease(
      tx,
      {
        applicationId: application.id,
        isPreview: (await tx.previews.of([environment.id])).size > 0,
      },
      draft,
    ),
  );
  const plan: StoredPlan = {
    id: randomUUID(),
    environmentId: environment.id,
    releaseId: release.id,
    input,
    basis,
    givenImages: draft.givenImages,
    plan: head,
    createdAt: await store.now(),
    createdBy: deployment.requestedBy,
  };
  await store.fenced(claim, async tx => {
    await tx.plans.add(plan, { rest, steps });
    await tx.deployments.attachPlan(deployment.id, {
      id: plan.id,
      releaseId: release.id,
      format: PLAN_FORMAT,
      planned: {
        hash: head.hash,
        target: head.target,
        givenImages: draft.givenImages,
        basis,
      },
    });
    await tx.steps.plan(deployment.id, plan.id);
  });
  const reason = whyNotDeployable(head);
  return reason
    ? {
        ok: false,
        problems: [
          { severity: 'error', code: 'NotDeployable', message: reason },
        ],
      }
    : { ok: true, plan, paper: result.value };
}
