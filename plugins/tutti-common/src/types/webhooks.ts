import type { DeploymentStatus } from './deploymentStatus';

/** What is told to webhooks. Another version would have another number, and come beside this one. */
export interface WebhookMessage {
  version: 1;
  /** The same however often it is sent: who has seen it ignores it. */
  id: string;
  type: `deployment.${DeploymentStatus}`;
  /** ISO 8601. */
  at: string;
  application: { id: string; name: string };
  environment: { id: string; name: string; type: string };
  deployment: {
    id: string;
    number: number;
    /** When it happened; it may have another one by now. */
    status: DeploymentStatus;
    /** Entity ref, or the subject of a service. */
    requestedBy: string;
    releaseId?: string;
  };
  links: {
    /** The page of the deployment. */
    portal: string;
    /** `GET` it for more. */
    api: string;
  };
}

/** One that is configured. */
export interface WebhookView {
  name: string;
  /** Its origin: what follows may be a secret. */
  target: string;
  /** Absent: all. */
  events?: string[];
  applications?: string[];
  environmentTypes?: string[];
  allowPrivate: boolean;
  /** So many wait to be sent, and so many were given up. */
  pending: number;
  dead: number;
  /** What came of the last try. */
  last?: { at: string; delivered: boolean; answer?: number; problem?: string };
}

/** Something that was sent to a webhook, or is to be. */
export interface WebhookDelivery {
  id: string;
  type: string;
  /** `dead`: it was given up after a day; it can be sent again. */
  status: 'pending' | 'delivered' | 'dead';
  attempts: number;
  createdAt: string;
  /** When it is tried next. */
  dueAt?: string;
  triedAt?: string;
  /** HTTP status of the last try. */
  answer?: number;
  problem?: string;
  message: WebhookMessage;
}

/** What came of sending all again. */
export interface WebhookResent {
  /** So many are sent now. */
  count: number;
}

/** Newest first. */
export interface WebhookDeliveryPage {
  items: WebhookDelivery[];
  next?: string;
}
