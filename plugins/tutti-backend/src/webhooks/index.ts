export { readWebhooks } from './config';
export type { Webhook } from './config';
export { Courier, readerFor } from './Courier';
