import { Services } from '../services';
import { applicationRoutes } from './applications';
import { auditRoutes } from './audit';
import { buildRoutes } from './builds';
import { compareRoutes } from './compare';
import { deploymentRoutes } from './deployments';
import { driftRoutes } from './drift';
import { environmentRoutes } from './environments';
import { eventRoutes } from './events';
import { execRoutes } from './exec';
import { offerRoutes } from './offers';
import { impactRoutes } from './impacts';
import { listingRoutes } from './listings';
import { planRoutes } from './plans';
import { clusterRoutes } from './clusters';
import { moduleRoutes } from './modules';
import { platformRoutes } from './platform';
import { previewRoutes } from './previews';
import { promotionRoutes } from './promotions';
import { resourceRoutes } from './resources';
import { revisionRoutes } from './revisions';
import { Route } from './route';
import { runtimeRoutes } from './runtime';
import { valueRoutes } from './values';
import { versionRoutes } from './versions';
import { waitingRoutes } from './waiting';
import { webhookRoutes } from './webhooks';
import { whyRoutes } from './why';
import { workloadRoutes } from './workloads';

export { createRouter } from './createRouter';
export { KeptAnswers } from './KeptAnswers';

/** Every route of the API. */
export function allRoutes(services: Services): Route[] {
  return [
    ...applicationRoutes(services.applications),
    ...workloadRoutes(services.workloads),
    ...environmentRoutes(services.environments),
    ...previewRoutes(services.previews),
    ...runtimeRoutes(services.runtime),
    ...execRoutes(services.exec),
    ...valueRoutes(services.values),
    ...planRoutes(services.plans),
    ...impactRoutes(services.impacts),
    ...buildRoutes(services.builds),
    ...deploymentRoutes(services.deployments),
    ...promotionRoutes(services.promotions),
    ...eventRoutes(services.events),
    ...resourceRoutes(services.resources),
    ...listingRoutes(services.listings),
    ...compareRoutes(services.compare),
    ...versionRoutes(services.versions),
    ...platformRoutes(services.platform),
    ...clusterRoutes(services.clusters),
    ...moduleRoutes(services.modules),
    ...revisionRoutes(services.revisions),
    ...offerRoutes(services.offers),
    ...driftRoutes(services.drift),
    ...waitingRoutes(services.waiting),
    ...whyRoutes(services.why),
    ...auditRoutes(services.audit),
    ...webhookRoutes(services.webhooks),
  ];
}
