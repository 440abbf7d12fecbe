/**
 * The driver `terraform` of Tutti.
 *
 * @packageDocumentation
 */
export { tuttiModuleTerraform as default } from './module';
