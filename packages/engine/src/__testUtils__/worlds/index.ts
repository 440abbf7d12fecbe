export { anyWorld } from './anyWorld';
export * from './World';
