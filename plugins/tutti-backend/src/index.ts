/**
 * The backend of Tutti: API, state and the deployment worker.
 *
 * @packageDocumentation
 */
export { tuttiPlugin as default } from './plugin';
export { resealCommand } from './reseal';
export {
  createTuttiApplicationConditionalDecision,
  createTuttiEnvironmentConditionalDecision,
  tuttiApplicationConditions,
  tuttiEnvironmentConditions,
} from './services/access';
