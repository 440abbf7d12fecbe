export { buildGraph, surveyGraph } from './buildGraph';
export type { GraphSurvey } from './buildGraph';
export type { Standing, Wiring } from './NodeDraft';
export { addressOf, declaredIdentity, idOf, workloadAddress } from './address';
export {
  generatedPasswords,
  keepsItsPods,
  mayRotate,
} from './generatedPasswords';
export { definitionReads, profileReads, workloadReads } from './valueReaders';
