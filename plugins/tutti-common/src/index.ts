/**
 * API types, client and permissions of Tutti, for browsers and servers alike.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './masks';
export * from './names';
export * from './order';
export * from './permissions';
export * from './types';
