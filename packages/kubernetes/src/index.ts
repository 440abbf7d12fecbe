export * from './content';
export { isOfForm } from './finding';
export type { Expected, Finding } from './finding';
export { imageComplaint } from './grammar/image';
export * from './grammar/names';
export {
  canonicalQuantity,
  compareQuantities,
  isQuantity,
  quantityValue,
} from './grammar/quantity';
export { nextTime, parseSchedule } from './grammar/schedule';
export type { Schedule } from './grammar/schedule';
export {
  groupOf,
  inspectForm,
  inspectObject,
  inspectTemplate,
  shapeOfObject,
} from './inspectObject';
export { changesOf } from './rules/changes';
export { builtinKind, builtinKinds, kubernetesVersion } from './schema/builtin';
export type { BuiltinKind } from './schema/builtin';
export { dropUnknown } from './schema/conform';
export { customShape } from './schema/customShape';
export { describedShape } from './schema/describedShape';
export { normalize, zeroOf } from './schema/normalize';
export { isClusterWide } from './schema/scope';
export { anything, fieldOf, itemsOf, shapeOf } from './schema/shape';
export type { ListShape, Shape, StructShape } from './schema/shape';
export { explained, printField } from './words';
