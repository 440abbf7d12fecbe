export { AuthorizedExecService } from './AuthorizedExecService';
export { DefaultExecService } from './DefaultExecService';
export type { ExecService, ExecTickets } from './types';
