import { setTimeout as sleep } from 'node:timers/promises';
import { ResponseError } from '@backstage/errors';
import {
  DeploymentDetail,
  DeploymentEvent,
  EnvironmentSummary,
  FINAL_STATUSES,
  TuttiApi,
} from '@tutti/plugin-tutti-common';
import { links } from '../tutti/links';
import { asking } from '../tutti/refusal';

/** How long one question for news stays open. */
const NEWS_WITHIN_S = 20;
/** Tutti may be away for a while: it is being restarted, or its database is. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 1_000;

/** Who waits for a deployment. */
interface Follower {
  tutti: TuttiApi;
  /** Tells the person who waits. */
  say(text: string): void;
  signal?: AbortSignal;
}

/** What one line of the log says about an event; undefined for those that are no news to people. */
export function newsOf({ event }: DeploymentEvent): string | undefined {
  switch (event.type) {
    case 'step': {
      const { address, status, message, cause } = event;
      if (status === 'kept' || status === 'pending') return undefined;
      const more = cause?.message ?? message;
      return `${address}: ${status}${more ? `, ${more}` : ''}`;
    }
    case 'log':
      return event.level === 'info' ? undefined : event.message;
    case 'phase':
      return event.status === 'failed'
        ? `${event.phase} failed: ${event.message ?? 'see the deployment'}`
        : undefined;
    default:
      return event.message;
  }
}

/** Not an answer about the deployment: it may come when one asks again. */
function isPassing(error: unknown): boolean {
  return error instanceof ResponseError
    ? error.statusCode >= 500
    : error instanceof TypeError;
}

/** Why it failed: the first causes, as Tutti says them. */
function failureOf({ id, status, number, ...deployment }: DeploymentDetail) {
  const { application, environment, failures } = deployment;
  const causes = failures.map(
    ({ address, cause, message }) =>
      `- ${address}: ${cause?.message ?? message}`,
  );
  return new Error(
    [
      `Deployment #${number} of ${application} to ${environment} ended as ${status} (${links.deployment(
        id,
      )}).`,
      ...causes,
    ].join('\n'),
  );
}

/**
 * Follows a deployment to its end and tells what happens.
 * @throws Error when the task is cancelled, or Tutti is away for too long.
 */
async function followed(
  { tutti, say, signal }: Follower,
  id: string,
): Promise<DeploymentDetail> {
  let after = 0;
  let heard = Date.now();
  for (;;) {
    try {
      const page = await tutti.getEvents({
        deployment: id,
        after,
        wait: NEWS_WITHIN_S,
        signal,
      });
      after = page.last;
      for (const event of page.events) {
        const news = newsOf(event);
        if (news) say(news);
      }
      const deployment = await tutti.getDeployment(id);
      heard = Date.now();
      if (FINAL_STATUSES.includes(deployment.status)) return deployment;
    } catch (error) {
      if (signal?.aborted) {
        throw new Error(
          `The task was cancelled. The deployment goes on (${links.deployment(
            id,
          )}): cancel it there.`,
        );
      }
      if (!isPassing(error) || Date.now() - heard > PATIENCE_MS) {
        return asking(Promise.reject(error));
      }
      await sleep(PAUSE_MS);
    }
  }
}

/**
 * @returns `overtaken` where it did nothing, since the world had moved since its plan.
 * @throws Error with the causes where it ended otherwise than well.
 */
export async function outcomeOf(
  follower: Follower,
  id: string,
): Promise<'succeeded' | 'overtaken'> {
  const deployment = await followed(follower, id);
  switch (deployment.status) {
    case 'succeeded':
      return 'succeeded';
    case 'stale':
    case 'superseded':
      return 'overtaken';
    default:
      throw failureOf(deployment);
  }
}

/** Waits until what somebody else deploys there has ended, however it ends. */
export async function othersDone(
  follower: Follower,
  environment: EnvironmentSummary,
): Promise<void> {
  const { lastDeployment } = environment;
  if (!lastDeployment || FINAL_STATUSES.includes(lastDeployment.status)) return;
  const { id, number, requestedBy } = lastDeployment;
  follower.say(
    `Waiting for deployment #${number} of ${requestedBy} (${links.deployment(
      id,
    )}).`,
  );
  await followed({ ...follower, say: () => {} }, id);
}
