import type { Deployment, TuttiClient } from '@tutti/plugin-tutti-common';
import { UsageError } from '../Terminal';
import { RefusedByPortal } from './errors';

/** The largest page that a portal gives. */
const PAGE = 100;

export interface EnvironmentPlace {
  application: string;
  environment: string;
}

/** Newest first; over as many pages as somebody looks at. */
export async function* deploymentsOf(
  tutti: TuttiClient,
  place: EnvironmentPlace,
): AsyncGenerator<Deployment> {
  let before: string | undefined;
  do {
    const page = await tutti.listDeployments({
      ...place,
      limit: PAGE,
      ...(before !== undefined && { before }),
    });
    yield* page.items;
    before = page.next;
  } while (before !== undefined);
}

/**
 * The newest one that fits.
 *
 * @param what - how one is called that fits, for the sentence that there is none
 * @throws RefusedByPortal when there is none
 */
export async function findDeployment(
  tutti: TuttiClient,
  place: EnvironmentPlace,
  what: string,
  fits: (deployment: Deployment) => boolean,
): Promise<Deployment> {
  for await (const deployment of deploymentsOf(tutti, place)) {
    if (fits(deployment)) return deployment;
  }
  throw new RefusedByPortal(
    `Of ${place.application}/${place.environment} there is no ${what}.`,
  );
}

/** The one of this number. */
export function deploymentOfNumber(
  tutti: TuttiClient,
  place: EnvironmentPlace,
  number: number,
): Promise<Deployment> {
  return findDeployment(
    tutti,
    place,
    `deployment #${number}`,
    deployment => deployment.number === number,
  );
}

/** `57` or `#57`; a shell takes `#57` for a comment unless it is quoted. @throws UsageError */
export function numberOf(text: string): number {
  const [, digits] = /^#?([1-9]\d{0,8})$/.exec(text) ?? [];
  if (digits === undefined) {
    throw new UsageError(
      `${text}: give the number of a deployment, such as 57`,
    );
  }
  return Number(digits);
}

/** `shop to staging #57` */
export function nameOf(
  deployment: Pick<Deployment, 'application' | 'environment' | 'number'>,
): string {
  const { application, environment, number } = deployment;
  return `${application} to ${environment} #${number}`;
}
