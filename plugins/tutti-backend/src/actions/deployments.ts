import { InputError, NotFoundError } from '@backstage/errors';
import {
  Deployment,
  DeploymentDetail,
  FINAL_STATUSES,
} from '@tutti/plugin-tutti-common';
import { EnvironmentPath } from '../services/types';
import { ActionContext } from './Action';

/** Older ones are looked up in the portal. */
const MOST_PAGES = 5;
const AT_ONCE = 100;

/**
 * A deployment by its number in an environment, the newest without one.
 *
 * @throws NotFoundError where there is none, InputError for one that is long ago
 */
export async function deploymentOf(
  path: EnvironmentPath,
  number: number | undefined,
  { services, caller }: ActionContext,
): Promise<Deployment> {
  let before: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next } = await services.deployments.list(
      {
        ...path,
        limit: number === undefined ? 1 : AT_ONCE,
        ...(before !== undefined && { before }),
      },
      caller,
    );
    const found =
      number === undefined
        ? items[0]
        : items.find(each => each.number === number);
    if (found) {
      return found;
    }
    if (next === undefined || number === undefined) {
      throw new NotFoundError(
        number === undefined
          ? `Nothing was deployed to ${path.application}/${path.environment} yet`
          : `There is no deployment #${number} of ${path.application}/${path.environment}`,
      );
    }
    before = next;
  }
  throw new InputError(
    `number: #${number} is too long ago; the history of the environment in the portal shows it.`,
  );
}

/** The deployment when it has ended, or as it is when the time is over. */
export async function awaited(
  id: string,
  waitMs: number,
  { services, caller, signal }: ActionContext,
): Promise<DeploymentDetail> {
  const end = performance.now() + waitMs;
  let after = 0;
  for (;;) {
    const detail = await services.deployments.get(id, caller);
    const left = end - performance.now();
    if (FINAL_STATUSES.includes(detail.status) || left <= 0 || signal.aborted) {
      return detail;
    }
    // What it has told already comes at once, what it tells next ends the wait.
    const page = await services.events.after(
      { deployment: id, after, waitMs: left },
      caller,
      signal,
    );
    after = page.last;
  }
}
