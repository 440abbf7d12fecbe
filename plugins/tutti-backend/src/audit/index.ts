export { Audit } from './Audit';
export type { AuditedRequest } from './AuditedRequest';
export { keepDeed, outcomeOf } from './deeds';
