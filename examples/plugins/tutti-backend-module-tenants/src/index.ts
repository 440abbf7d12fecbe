/**
 * An example of a driver of one's own: see docs/guides/drivers-and-targets.md.
 *
 * @packageDocumentation
 */
export { tuttiModuleTenants as default } from './module';
export { tenantsDriver } from './tenantsDriver';
