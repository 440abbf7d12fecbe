import type { DeploymentStatus } from './deploymentStatus';
/**
 * An application as the catalog and the search list it: without anything of one environment that
 * changes with every deployment. Only applications that everyone may read are listed.
 */
export interface ApplicationListing {
  id: string;
  name: string;
  title: string;
  description?: string;
  /** Full entity ref. */
  owner?: string;
  /** Full ref of the catalog entity it is bound to. */
  entityRef?: string;
  /** By name. */
  workloads: {
    name: string;
    /** By which its pods carry `backstage.io/kubernetes-id`. */
    kubernetesId: string;
    /** Addresses of the resources that its Score file asks for. */
    resources: string[];
  }[];
  /** One per address, in however many environments it is. */
  resources: ListedResource[];
}

export interface ListedResource {
  /** `postgres.default#main` */
  address: string;
  type: string;
  class: string;
  /** What its class is of, and whose: `main`, or `web.db` where only one workload asks. */
  id: string;
  /** Addresses that it needed when it was last applied. */
  needs: string[];
  /** Names, in no particular order. */
  environments: string[];
}

/** Topic of the events service: something of an application was changed. */
export const APPLICATION_CHANGES_TOPIC = 'tutti.applications';

/** Payload of that topic: a hint to look again. Without a name: perhaps any. */
export interface ApplicationChange {
  application?: string;
}

/** Topic of the events service: a deployment has another status. */
export const DEPLOYMENTS_TOPIC = 'tutti.deployments';

/** Payload of that topic, told once by one replica. A hint: who needs all of them takes a webhook. */
export interface DeploymentHint {
  /** Of the event; grows. */
  id: string;
  at: string;
  /** Names. */
  application: string;
  environment: string;
  /** Its id. */
  deployment: string;
  status: DeploymentStatus;
}
