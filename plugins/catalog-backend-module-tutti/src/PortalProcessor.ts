import { Entity } from '@backstage/catalog-model';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { labelValue } from '@tutti/engine';
import { applicationOf, workloadOf } from '@tutti/plugin-tutti-common';
import { KUBERNETES_ID } from './annotations';

const LINK_TITLE = 'Deployed with Tutti';

/**
 * Adds to what is deployed with Tutti what the rest of the portal goes by: the id of the Kubernetes
 * tab, and a link to the environments. What a file says itself is never changed.
 */
export class PortalProcessor implements CatalogProcessor {
  /** @param portalUrl - `app.baseUrl` */
  constructor(private readonly portalUrl: string) {}

  getProcessorName(): string {
    return 'TuttiPortalProcessor';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    const application = applicationOf(entity);
    if (!application || !['System', 'Component'].includes(entity.kind)) {
      return entity;
    }
    const { annotations = {}, links = [] } = entity.metadata;
    const workload = workloadOf(entity);
    const url = `${this.portalUrl}/tutti/applications/${encodeURIComponent(
      application,
    )}`;
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...(workload && {
            [KUBERNETES_ID]: labelValue(`${application}.${workload}`),
          }),
          ...annotations,
        },
        links: links.some(link => link.url === url)
          ? links
          : [...links, { url, title: LINK_TITLE, icon: 'dashboard' }],
      },
    };
  }
}
