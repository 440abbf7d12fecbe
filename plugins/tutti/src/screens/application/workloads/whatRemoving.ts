import type { Application, WorkloadSummary } from '@tutti/plugin-tutti-common';
import { resourceName } from './needs';

/** Types that only read what is there: nothing goes with them. */
const MAKES_NOTHING = ['environment', 'service', 'service-port'];

/** What follows when a workload is removed from an application. */
export interface Removing {
  /** Environments in which it runs until they are deployed to again. */
  runsIn: string[];
  /** What nobody else of the application asks for. */
  onlyIts: string[];
  /** Owners of other applications to whom it is offered; `anyone`: all. */
  offeredTo: string[];
}

export function whatRemoving(
  { environments, workloads, offers }: Application,
  workload: WorkloadSummary,
): Removing {
  const { name, resources } = workload;
  const others = new Set(
    workloads
      .filter(each => each.name !== name)
      .flatMap(each => each.resources.filter(({ id }) => id).map(resourceName)),
  );
  return {
    runsIn: environments
      .filter(
        ({ release, destroyed }) =>
          !destroyed && release && Object.hasOwn(release.digests, name),
      )
      .map(environment => environment.name),
    onlyIts: resources
      .filter(
        resource =>
          !MAKES_NOTHING.includes(resource.type) &&
          !others.has(resourceName(resource)),
      )
      .map(resource =>
        resource.id
          ? resourceName(resource)
          : `${resourceName(resource)} (${resource.name})`,
      ),
    offeredTo: Object.hasOwn(offers, name) ? offers[name] : [],
  };
}
