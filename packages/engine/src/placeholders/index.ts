export { applyFunction } from './functions';
export * from './grammar';
export {
  among,
  inside,
  invalid,
  lookUp,
  unknownValue,
  type Found,
  type Miss,
} from './lookUp';
export { NEVER_CLOSED, notFilled } from './problems';
export type { CollectedResource, Parts } from './Root';
export {
  checkPlaceholder,
  needOf,
  noRoot,
  resolvePlaceholder,
  type PlaceName,
  type Scope,
} from './table';
