import { randomUUID } from 'node:crypto';
import { PLAN_FORMAT, Problem } from '@tutti/engine';
import {
  draftRelease,
  DrawnPaper,
  Planner,
  ReleaseContent,
  ReleaseDraft,
  storeRelease,
} from '../planning';
import { nothingToDo } from '../services/plans/nothingToDo';
import { whyNotDeployable } from '../services/plans/deployable';
import { GatedPlace, Gates } from '../line';
import {
  Claim,
  DeploymentRecord,
  ReleaseHead,
  Store,
  StoredPlan,
} from '../store';

export type PlannedChange =
  /** What was drawn waits for its run: end it in any case. */
  | { ok: true; plan: StoredPlan; drawn: DrawnPaper }
  | { ok: false; problems: Problem[] };

/**
 * Plans a change whose turn has come, on the last success as it is now, and keeps the plan with its
 * deployment. A plan that may not run is kept too: people see why.
 *
 * @throws FenceLost when a newer run has taken over, and what `signal` was aborted with
 */
export async function planChange(
  {
    store,
    planner,
    gates,
  }: { store: Store; planner: Planner; gates: Pick<Gates, 'lastSuccess'> },
  claim: Claim,
  place: GatedPlace,
  deployment: DeploymentRecord,
  signal: AbortSignal,
): Promise<PlannedChange> {
  const { application, environment } = place;
  const input = deployment.input ?? {};
  const draft = await draftRelease(store, application, environment, input, {
    success: await gates.lastSuccess(environment),
  });
  const result = await planner.draw(
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
    // What a cancelled plan could not read any more is nothing that is wrong with it.
    signal.throwIfAborted();
    return result;
  }
  const drawn = result.value;
  return drawn.drawing.hold(
    async () => {
      signal.throwIfAborted();
      const { head } = drawn;
      const nothing = nothingToDo(head);
      if (nothing) {
        return { ok: false, problems: [nothing] };
      }
      const plan = await keep(store, claim, place, {
        deployment,
        draft,
        drawn,
      });
      const reason = whyNotDeployable(head);
      return reason
        ? {
            ok: false,
            problems: [
              { severity: 'error', code: 'NotDeployable', message: reason },
            ],
          }
        : { ok: true, plan, drawn };
    },
    ({ ok }) => ok,
  );
}

async function keep(
  store: Store,
  claim: Claim,
  place: GatedPlace,
  {
    deployment,
    draft,
    drawn: { head, rest, steps, basis },
  }: { deployment: DeploymentRecord; draft: ReleaseDraft; drawn: DrawnPaper },
): Promise<StoredPlan> {
  const release = await released(store, place, draft);
  return store.fenced(claim, async tx => {
    const plan: StoredPlan = {
      id: randomUUID(),
      environmentId: place.environment.id,
      releaseId: release.id,
      input: deployment.input ?? {},
      basis,
      givenImages: draft.givenImages,
      plan: head,
      createdAt: await tx.now(),
      createdBy: deployment.requestedBy,
    };
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
    if (deployment.planId !== undefined) {
      await tx.steps.clear(deployment.id);
    }
    await tx.steps.plan(deployment.id, { id: plan.id, steps: steps.length });
    return plan;
  });
}

/** Most changes lead to what was released before: nobody has to wait for others to find that. */
async function released(
  store: Store,
  { application, environment }: GatedPlace,
  draft: ReleaseContent,
): Promise<ReleaseHead> {
  const known = await store.releases.findByHash(application.id, draft.hash);
  return known && !known.isPreview
    ? known
    : store.ofApplication(application.id, async tx =>
        storeRelease(
          tx,
          {
            applicationId: application.id,
            isPreview: (await tx.previews.of([environment.id])).size > 0,
          },
          draft,
        ),
      );
}
