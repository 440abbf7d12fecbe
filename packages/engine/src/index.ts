/**
 * Tutti's engine: read, match, create, deploy.
 *
 * @packageDocumentation
 */
export * from './model';
export * from './create/blast';
export * from './create/check';
export * from './create/comparison';
export * from './create/manifests';
export { DEFAULT_DRY_RUN } from './create/dryRun';
export * from './create/plan';
export * from './create/redaction';
export * from './create/policies';
export * from './gates';
export * from './deploy';
export * from './drift';
export * from './lineage';
export * from './drivers';
export * from './match';
export * from './create/values';
export * from './create/workload';
export * from './rights';
export * from './read';
export { parsePlatformText } from './placeholders';
export * from './create/graph';
export * from './loadPlatform';
export * from './checkDefinitions';
