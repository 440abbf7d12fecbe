export { buildGraph, surveyGraph } from './buildGraph';
export type { Wiring } from './NodeDraft';
export { idOf, workloadAddress } from './address';
