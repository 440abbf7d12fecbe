export {
  describeModule,
  type ModuleDescription,
  type ModuleVariable,
} from './describeModule';
export { misfits, type Misfit } from './fits';
export { LocalModules } from './LocalModules';
export { openModules } from './openModules';
export type {
  ModuleReference,
  Modules,
  ResolvedModule,
} from './ModuleReference';
export { sameModule, versioned } from './versioned';
export { digestOf, readTree, type Tree } from './tree';
export type { TypeConstraint } from './typeConstraint';
