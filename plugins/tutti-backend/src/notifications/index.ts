export { readNotificationTopics } from './config';
export { Notifier } from './Notifier';
export type { News } from './Notifier';
