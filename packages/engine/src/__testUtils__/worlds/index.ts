export { anyOverlays } from './anyOverlays';
export { anyWorld } from './anyWorld';
export { brokenDocuments } from './brokenDocuments';
export { leakyWorld } from './leakyWorld';
export * from './Life';
export * from './shuffled';
export * from './thoroughness';
export * from './World';
