export { awaitingMerge } from './awaitingMerge';
export { hostsBy, type HostOf } from './hostOf';
export { Proposal } from './Proposal';
export { pullRequestText } from './text';
