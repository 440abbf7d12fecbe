export { observeQueue } from './observeQueue';
export { Metrics } from './Metrics';
export { withCountedErrors } from './withCountedErrors';
