import { Services } from '../services';
import { applicationRoutes } from './applications';
import { deploymentRoutes } from './deployments';
import { environmentRoutes } from './environments';
import { eventRoutes } from './events';
import { planRoutes } from './plans';
import { platformRoutes } from './platform';
import { resourceRoutes } from './resources';
import { Route } from './route';
import { valueRoutes } from './values';
import { whyRoutes } from './why';
import { workloadRoutes } from './workloads';

export { createRouter } from './createRouter';

/** Every route of the API. */
export function allRoutes(services: Services): Route[] {
  return [
    ...applicationRoutes(services.applications),
    ...workloadRoutes(services.workloads),
    ...environmentRoutes(services.environments),
    ...valueRoutes(services.values),
    ...planRoutes(services.plans),
    ...deploymentRoutes(services.deployments),
    ...eventRoutes(services.events),
    ...resourceRoutes(services.resources),
    ...platformRoutes(services.platform),
    ...whyRoutes(services.why),
  ];
}
