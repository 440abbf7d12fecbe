export { ActivePlatform, whyNone } from './ActivePlatform';
export { CatalogFacts } from './CatalogFacts';
export { readPlatformConfig } from './config';
export type { PlatformConfig } from './config';
export { DeclaredApplications } from './DeclaredApplications';
export { PlatformLoader } from './PlatformLoader';
export { createSource } from './sources';
