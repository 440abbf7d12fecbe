export { ExecGate } from './ExecGate';
export { readExecConfig } from './config';
export type { ExecConfig } from './config';
