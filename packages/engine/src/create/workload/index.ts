export * from './input';
export { environmentLabelValue, kubernetesId, labelValue } from './labels';
export { profileContainers } from './profile/profileContainers';
export { reservedNameProblems } from './profile/reservedNames';
export { renderWorkload } from './render';
export { shortHash, shortName } from './shortName';
export { contextView, workloadView } from './views';
export type { RuleContext } from './views';
