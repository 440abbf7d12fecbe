import { deployments } from './deployments';
import { Controller } from './loop';
import { namespaces } from './namespaces';
import { pods } from './pods';
import { replicaSets } from './replicaSets';

export const controllers: Controller[] = [
  namespaces,
  deployments,
  replicaSets,
  pods,
];

export { GarbageCollector } from './garbage';
export { Loop } from './loop';
export { World } from './world';
