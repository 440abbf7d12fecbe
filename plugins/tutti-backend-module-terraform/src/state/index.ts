export { DetachedStates } from './DetachedStates';
export { clock, openDatabase } from './database';
export { DatabaseJobRecords } from './DatabaseJobRecords';
export { DatabaseWorkPlaces } from './DatabaseWorkPlaces';
export { STATE_PATH, stateRouter } from './stateRouter';
export {
  StateLocked,
  StateStore,
  type KeptState,
  type StateCaller,
  type StateLock,
} from './StateStore';
