export { findDuplicates, printElement } from './duplicates';
export { FieldSet } from './fieldSet';
export { printManagers, readManagers } from './managers';
export type { Manager } from './managers';
export { applyOwned, ownAfterUpdate } from './ownership';
export type { Clash, Writer } from './ownership';
