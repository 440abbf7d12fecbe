import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { DEPLOYMENTS_TOPIC, DeploymentHint } from '@tutti/plugin-tutti-common';
import { FeedReader } from './Feed';

/** Tells other plugins of the portal. Hints: ids only, and one may be lost with the replica that tells it. */
export function publishDeployments(
  events: EventsService,
  logger: LoggerService,
): FeedReader {
  return {
    name: 'backstage-events',
    tell(happened) {
      for (const { id, at, status, ...of } of happened) {
        const eventPayload: DeploymentHint = {
          id: String(id),
          at: new Date(at).toISOString(),
          application: of.application.name,
          environment: of.environment.name,
          deployment: of.deployment.id,
          status,
        };
        events
          .publish({ topic: DEPLOYMENTS_TOPIC, eventPayload })
          .catch((error: unknown) =>
            logger.debug(`A deployment could not be announced: ${error}`),
          );
      }
    },
  };
}
