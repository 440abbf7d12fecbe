export { ActivePlatform, whyNone } from './ActivePlatform';
export { CatalogFacts } from './CatalogFacts';
export { readPlatformConfig } from './config';
export type { PlatformConfig } from './config';
export { DeclaredApplications } from './DeclaredApplications';
export { PlatformLoader } from './PlatformLoader';
export { RevisionReader } from './RevisionReader';
export type { ReadRevision } from './RevisionReader';
export { createSource } from './sources';
