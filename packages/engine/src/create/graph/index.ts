export { buildGraph } from './buildGraph';
export type { Wiring } from './draft';
export { idOf, workloadAddress } from './identity';
