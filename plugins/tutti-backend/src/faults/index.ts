export { FaultLog } from './FaultLog';
export { isForCallers } from './isForCallers';
export { isTransient } from './isTransient';
export { patiently } from './patiently';
export { tellFault } from './tellFault';
