/**
 * API types, client and permissions of Tutti, for browsers and servers alike.
 *
 * @packageDocumentation
 */
export * from './binding';
export * from './client';
export * from './hasProblem';
export * from './masks';
export * from './names';
export * from './order';
export * from './permissions';
export * from './shortDigest';
export * from './types';
export * from './verb';
/** JSON Schema of a Score file, as the engine reads it: for editors. */
export { SCORE_SCHEMA } from '@tutti/engine/scoreSchema';
export { headOf } from './planHead';
