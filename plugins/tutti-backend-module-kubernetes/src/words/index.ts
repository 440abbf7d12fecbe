export { explainClaim } from './claim';
export { hintOn } from './conditions';
export { explainCreation } from './creation';
export { explainExit } from './exits';
export { explainPull, PULL_REASONS } from './imagePull';
export type { Explained } from './Meaning';
export { explainRefusedPod } from './refusedPods';
export { explainScheduling } from './scheduling';
export { whyNotReady, whyNotStarted } from './waiting';
