/**
 * Scaffolder actions of Tutti.
 *
 * @packageDocumentation
 */
export { scaffolderModuleTutti as default } from './module';
