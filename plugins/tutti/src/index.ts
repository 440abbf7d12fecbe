/**
 * The frontend of Tutti: applications, plans, deployments.
 *
 * @packageDocumentation
 */
export { tuttiPlugin as default } from './plugin';
export { tuttiApiRef } from './api';
