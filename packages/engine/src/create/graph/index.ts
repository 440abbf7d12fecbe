export { buildGraph } from './buildGraph';
export { idOf, workloadAddress } from './identity';
