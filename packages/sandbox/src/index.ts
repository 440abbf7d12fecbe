export { main } from './main';
export { startSandbox } from './sandbox';
export type { Sandbox, SandboxOptions } from './sandbox';
export { ManualClock } from './clock';
export type { Clock } from './clock';
