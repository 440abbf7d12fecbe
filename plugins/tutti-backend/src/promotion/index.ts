export { prospectsOf } from './prospects';
export type { Prospect } from './prospects';
export { soakAfter } from './soak';
export { FRESH_MS } from './standing';
export { whyWithdrawn } from './withdrawn';
