export { observeBacklogs } from './observeBacklogs';
export { Metrics } from './Metrics';
export { withCountedErrors } from './withCountedErrors';
