/**
 * Tutti's engine: read, match, create, deploy.
 *
 * @packageDocumentation
 */
export * from './model';
export * from './create/blast';
export * from './create/manifests';
export * from './create/plan';
export * from './create/redaction';
export * from './create/policies';
export * from './deploy';
export * from './drivers';
export * from './match';
export * from './create/values';
export * from './create/workload';
export * from './read';
export * from './create/graph';
export * from './loadPlatform';
