/**
 * What the catalog knows of Tutti's applications.
 *
 * @packageDocumentation
 */
export { catalogModuleTutti as default } from './module';
