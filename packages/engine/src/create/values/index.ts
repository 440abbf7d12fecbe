export * from './Allowance';
export { checkOutputs, checkParams, plannedOutputs } from './contract';
export {
  canonical,
  containsSecret,
  eachOpaque,
  isKnown,
  mask,
  reveal,
} from './inspect';
export { joinText } from './joinText';
export { fillPlatformValue } from './platformValue';
export { fillScoreText, fillScoreValue } from './scoreText';
export type { Filled, ScoreScope } from './scoreText';
export { checkObject } from './structure';
