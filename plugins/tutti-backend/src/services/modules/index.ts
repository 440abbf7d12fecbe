export { AuthorizedModulesService } from './AuthorizedModulesService';
export { DefaultModulesService } from './DefaultModulesService';
export type { ModulesService } from './types';
