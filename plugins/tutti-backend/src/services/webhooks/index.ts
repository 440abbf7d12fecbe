export { AuthorizedWebhooksService } from './AuthorizedWebhooksService';
export { DefaultWebhooksService } from './DefaultWebhooksService';
export type { WebhooksService } from './types';
