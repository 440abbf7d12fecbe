import {
  PlanInput,
  PlanRecord,
  PlanRefusedError,
  stalePlanMoves,
  TuttiApi,
} from '@tutti/plugin-tutti-common';
import { links } from '../tutti/links';
import { asking } from '../tutti/refusal';
import { othersDone, outcomeOf } from './waiting';

/** Somebody else deploys at the same time, and again: then people should look. */
const PLANS_AT_MOST = 4;

export interface Rollout {
  tutti: TuttiApi;
  application: string;
  environment: string;
  images?: PlanInput['images'];
  review: 'none' | 'changes' | 'always';
  /** Of the task and its step: the same run of the same step deploys a plan once. */
  keyOfTask: string;
  /** Tells the person who waits. */
  say(text: string): void;
  /** Keeps what `fn` gave for a later run of the same task. */
  remember<T extends string>(key: string, fn: () => Promise<T>): Promise<T>;
  signal?: AbortSignal;
}

export interface RolloutOutcome {
  status: 'deployed' | 'unchanged' | 'to-review';
  planId?: string;
  deploymentId?: string;
}

function isUnchanged({ plan }: PlanRecord): boolean {
  return Object.entries(plan.summary).every(
    ([action, count]) => action === 'keep' || count === 0,
  );
}

function summaryOf({ plan, id }: PlanRecord): string {
  const counts = Object.entries(plan.summary)
    .filter(([action, count]) => count > 0 && action !== 'keep')
    .map(([action, count]) => `${count} to ${action}`);
  return `Planned ${plan.application}/${plan.environment}: ${
    counts.join(', ') || 'nothing to change'
  } (${links.plan(id)}).`;
}

/**
 * Makes a plan when nobody deploys there. One that is refused while somebody begins to is asked for
 * again when they are done: what they were making may have stood in its way.
 */
async function planned(rollout: Rollout): Promise<string> {
  const { tutti, application, environment, images, say } = rollout;
  const look = () => asking(tutti.getEnvironment(application, environment));
  for (;;) {
    const before = await look();
    await othersDone(rollout, before);
    try {
      const plan = await tutti.createPlan(application, environment, {
        ...(images && { images }),
      });
      say(summaryOf(plan));
      return plan.id;
    } catch (error) {
      const after = await look();
      const isQuiet = after.lastDeployment?.id === before.lastDeployment?.id;
      if (!(error instanceof PlanRefusedError) || isQuiet) {
        return asking(Promise.reject(error));
      }
    }
  }
}

/**
 * Plans, deploys and waits. A plan that somebody overtook is made again. A task that was killed
 * goes on with the plan and the deployment that it had.
 * @throws Refusal where no plan can be made, and Error with the cause where the deployment fails.
 */
export async function rollOut(rollout: Rollout): Promise<RolloutOutcome> {
  const { tutti, application, environment, review, say } = rollout;
  const place = `${application}/${environment}`;
  for (let attempt = 1; ; attempt += 1) {
    const planId = await rollout.remember(`plan.${place}.${attempt}`, () =>
      planned(rollout),
    );
    const now = await asking(tutti.getEnvironment(application, environment));
    const reviewed =
      review === 'always' || (review === 'changes' && now.release);
    const plan = await asking(tutti.getPlan(planId));
    if (
      isUnchanged(plan) &&
      now.lastDeployment?.status === 'succeeded' &&
      !plan.deploymentId
    ) {
      say(`${place} runs this already.`);
      return { status: 'unchanged', planId };
    }
    if (reviewed && !plan.deploymentId) {
      say(`Something runs in ${place}: review the plan, then deploy it.`);
      return { status: 'to-review', planId };
    }
    const overtaken = (what: string) => {
      if (attempt === PLANS_AT_MOST) {
        throw new Error(
          `${what} That happened ${attempt} times; somebody else deploys to ${place}. Run the template again when they are done.`,
        );
      }
      say(`${what} Planning again.`);
    };
    let deploymentId: string;
    try {
      const key = `${rollout.keyOfTask}.${planId}`;
      ({ id: deploymentId } = await tutti.deploy(planId, {
        idempotencyKey: key,
      }));
    } catch (error) {
      const moved = stalePlanMoves(error);
      if (!moved) return asking(Promise.reject(error));
      overtaken(`The plan is not current any more: ${moved.join('; ')}.`);
      continue;
    }
    say(`Deploying to ${place} (${links.deployment(deploymentId)}).`);
    const outcome = await outcomeOf(rollout, deploymentId);
    if (outcome === 'succeeded') {
      say(`${place} is deployed.`);
      return { status: 'deployed', planId, deploymentId };
    }
    overtaken('The world moved before the deployment began.');
  }
}
