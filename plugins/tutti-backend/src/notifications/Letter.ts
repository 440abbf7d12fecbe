import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { NotificationTopic } from './config';

/** What goes to whom, alone or as one of several. */
export interface Letter {
  topic: NotificationTopic;
  recipients: Extract<
    NotificationSendOptions['recipients'],
    { type: 'entity' }
  >;
  title: string;
  description: string;
  /** A path of the portal. */
  link: string;
  severity: 'low' | 'normal' | 'high' | 'critical';
  /** A later one of the same scope takes the place of this one. */
  scope: string;
  /** What it is about, in a list of several: names only. */
  name: string;
  environmentType?: string;
  /** Of a question: when nobody can answer it any more (ms since 1970). */
  expiresAt?: number;
}
