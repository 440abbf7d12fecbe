import { WebhookMessage } from '@tutti/plugin-tutti-common';
import { Happened } from '../feed';
import { Webhook } from './config';

/** Where people and machines look at it. */
export interface Addresses {
  /** `app.baseUrl` */
  portal: string;
  /** `backend.baseUrl` */
  backend: string;
}

/** Ids, names and links: who wants to know more asks, with rights of their own. */
export function messageOf(
  { id, at, status, deployment, environment, application }: Happened,
  { portal, backend }: Addresses,
): WebhookMessage {
  const path = encodeURIComponent(deployment.id);
  return {
    version: 1,
    id: String(id),
    type: `deployment.${status}`,
    at: new Date(at).toISOString(),
    application: { id: application.id, name: application.name },
    environment: {
      id: environment.id,
      name: environment.name,
      type: environment.type,
    },
    deployment: {
      id: deployment.id,
      number: deployment.number,
      status,
      requestedBy: deployment.requestedBy,
      ...(deployment.releaseId !== undefined && {
        releaseId: deployment.releaseId,
      }),
    },
    links: {
      portal: `${portal}/tutti/deployments/${path}`,
      api: `${backend}/api/tutti/v1/deployments/${path}`,
    },
  };
}

export function isFor(
  { events, applications, environmentTypes }: Webhook,
  { status, application, environment }: Happened,
): boolean {
  return (
    (events?.includes(`deployment.${status}`) ?? true) &&
    (applications?.includes(application.name) ?? true) &&
    (environmentTypes?.includes(environment.type) ?? true)
  );
}
