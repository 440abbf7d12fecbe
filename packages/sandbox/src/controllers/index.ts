import { ingresses, services } from './addresses';
import { autoscalers } from './autoscalers';
import { claims } from './claims';
import { cronJobs } from './cronJobs';
import { daemonSets } from './daemonSets';
import { definitions } from './definitions';
import { deployments } from './deployments';
import { disruptionBudgets } from './disruptionBudgets';
import { endpoints } from './endpoints';
import { events } from './events';
import { jobs } from './jobs';
import { Controller } from './loop';
import { namespaces } from './namespaces';
import { podController } from './pods';
import { replicaSets } from './replicaSets';
import { statefulSets } from './statefulSets';

/** One set of controllers for one sandbox. */
export const controllersOf = (): Controller[] => [
  definitions,
  namespaces,
  deployments,
  replicaSets,
  statefulSets,
  daemonSets,
  cronJobs,
  jobs,
  claims,
  podController(),
  services,
  endpoints,
  ingresses,
  autoscalers,
  disruptionBudgets,
  events,
];

export { behaviorOf, nodeName } from './pods';
export { GarbageCollector } from './garbage';
export { Loop } from './loop';
export { World } from './world';
