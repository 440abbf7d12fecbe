export { AuthorizedDriftService } from './AuthorizedDriftService';
export { DefaultDriftService } from './DefaultDriftService';
export type { DriftService } from './types';
