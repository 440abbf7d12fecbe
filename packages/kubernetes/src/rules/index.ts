import { Rule, Rules } from '../Inspection';
import { configRules } from './config';
import { containerRules } from './containers';
import { metadataRules } from './metadata';
import { networkRules } from './network';
import { operationRules } from './operations';
import { podRules } from './pods';
import { resourceRules } from './resources';
import { volumeRules } from './volumes';
import { workloadRules } from './workloads';

/** Every rule of Kubernetes' own kinds, by the struct that it is about. */
export const allRules: Rules = new Map<string, readonly Rule[]>([
  ...metadataRules,
  ...containerRules,
  ...resourceRules,
  ...volumeRules,
  ...podRules,
  ...workloadRules,
  ...networkRules,
  ...configRules,
  ...operationRules,
]);
