export { HealthObserver } from './HealthObserver';
export type { Observation, ObservedObject } from './HealthObserver';
export { summariseHealth, summariseRuntime } from './summarise';
