export { FaultLog } from './FaultLog';
export { isTransient } from './isTransient';
export { patiently } from './patiently';
