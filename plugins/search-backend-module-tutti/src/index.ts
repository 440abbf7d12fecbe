/**
 * Finds the applications and workloads of Tutti in Backstage's search.
 *
 * @packageDocumentation
 */
export { searchModuleTutti as default } from './module';
