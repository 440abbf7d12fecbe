export { builtinKinds, kubernetesVersion, objectMetaShape } from './builtin';
export type { BuiltinKind } from './builtin';
export { dropUnknown, findMismatches } from './conform';
export type { Mismatch } from './conform';
export { normalize, zeroOf } from './normalize';
export { canonicalQuantity, isQuantity, quantityValue } from './quantity';
export { anything, fieldOf, itemsOf, shapeOf } from './shape';
export type { ListShape, Shape, StructShape } from './shape';
