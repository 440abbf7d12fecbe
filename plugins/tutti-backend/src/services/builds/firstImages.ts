import { openContainers } from '../../planning';
import { Images, Store } from '../../store';
import { BuildRule, whyNotOfType } from './whereTo';

/** Older ones of a container were told for other places, or nobody builds it for this one. */
const MOST_LOOKED_AT = 50;

/**
 * What a build has to bring along where not every container has an image yet, because nothing has succeeded
 * there: the newest builds of the others that go there. Call it in a transaction of the application, so
 * that of two first builds the second sees the first.
 *
 * @param images - of the build itself
 * @returns all images, and what has none at all: `workload/container`
 */
export async function withFirstImages(
  tx: Store,
  {
    applicationId,
    environmentId,
    type,
    images,
  }: {
    applicationId: string;
    environmentId: string;
    type: BuildRule;
    images: Images;
  },
): Promise<{ images: Images; missing: string[] }> {
  const last = (await tx.deployments.lastDeployedOf([environmentId])).get(
    environmentId,
  );
  const workloads = (await tx.workloads.listOf([applicationId])).get(
    applicationId,
  );
  const known = [images, last?.planned?.givenImages ?? {}];
  const all = { ...images };
  const missing: string[] = [];
  for (const { name, good, defaultImages } of workloads ?? []) {
    for (const container of good ? openContainers(good.workload) : []) {
      if (
        defaultImages[container] !== undefined ||
        known.some(each => each[name]?.[container] !== undefined)
      ) {
        continue;
      }
      const builds = await tx.builds.page({
        applicationIds: [applicationId],
        workload: name,
        limit: MOST_LOOKED_AT,
      });
      const newest = builds.find(
        build =>
          build.container === container &&
          whyNotOfType(build, type) === undefined,
      );
      if (newest) {
        all[name] = { ...all[name], [container]: newest.image };
      } else {
        missing.push(name);
      }
    }
  }
  return { images: all, missing: [...new Set(missing)] };
}
