export { behaviorOf } from './behavior';
export { podController } from './kubelet';
export { nodeName } from './scheduler';
