export type { ProcessEnd, ProcessOrder } from './order';
export { placeHere, type ProcessPlace } from './place';
export { recoverProcess, type RecoveredProcess } from './recoverProcess';
export { SupervisedProcess } from './SupervisedProcess';
export { Supervisors } from './Supervisors';
