export { MemoryCluster } from './MemoryCluster';
export type { Behaviour, ClusterVerb } from './MemoryCluster';
export { MemoryDatabase } from './MemoryDatabase';
export { TestEnvironment } from './TestEnvironment';
export { VirtualClock } from './VirtualClock';
