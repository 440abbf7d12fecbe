export { driverContract } from './driverContract';
export type { DriverSubject } from './driverContract';
export { MemoryCluster } from './MemoryCluster';
export type { Behaviour, ClusterVerb } from './MemoryCluster';
export { MemoryDatabase } from './MemoryDatabase';
export { runStoreContract } from './runStoreContract';
export type { RunStoreSubject } from './runStoreContract';
export { TestEnvironment } from './TestEnvironment';
export { VirtualClock } from './VirtualClock';
