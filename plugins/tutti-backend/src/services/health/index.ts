export { HealthObserver } from './HealthObserver';
export { ImageObserver } from './ImageObserver';
export type { Observation, ObservedObject } from './Observation';
export {
  callWithin,
  liveRedactor,
  presentObjects,
  refText,
  workloadOf,
} from './inCluster';
export { redactorFor } from './redactorFor';
export { summariseHealth, summariseRuntime } from './summarise';
