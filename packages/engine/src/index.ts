/**
 * Tutti's engine: read, match, create, deploy.
 *
 * @packageDocumentation
 */
export * from './model';
