export * from './Allowance';
export { checkOutputs, checkParams, plannedOutputs } from './contract';
export {
  canonical,
  containsSecret,
  eachOpaque,
  isKnown,
  reveal,
} from './inspect';
export { HIDDEN, mask, maskedMap, unmask } from './masks';
export { isSecretObject, mapContents, sealInputs, sealOutputs } from './seal';
export { joinText } from './joinText';
export { fillPlatformValue } from './platformValue';
export {
  fillScoreText,
  fillScoreValue,
  notMountable,
  readOutput,
} from './scoreText';
export { viewSchema, type SchemaView } from './schemaView';
export type { Filled, ScoreScope } from './scoreText';
export { shownParams, shownPlatform } from './shownPlatform';
export { checkObject } from './structure';
