export { rbacManifests } from './rbac';
export type { RbacOptions, RbacSubject } from './rbac';
export { rightsFor } from './rightsFor';
export type { Right, RightsNeeded } from './rightsFor';
