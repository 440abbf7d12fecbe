export { AuthorizedAuditService } from './AuthorizedAuditService';
export { DefaultAuditService } from './DefaultAuditService';
export type { AuditAsked, AuditService } from './types';
