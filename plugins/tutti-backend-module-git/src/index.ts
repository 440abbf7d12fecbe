/**
 * The target driver `git` for Tutti.
 *
 * @packageDocumentation
 */
export { tuttiModuleGit as default } from './module';
