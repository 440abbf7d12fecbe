export { Announcer } from './Announcer';
export { readNotificationRules } from './config';
export { Letters } from './Letters';
export type { Told } from './told';
export { Notifier } from './Notifier';
export type { News } from './Notifier';
