import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';

/** Backstage's notifications as a plugin sees them; keeps what was sent, in order. */
export class RecordedNotifications implements NotificationService {
  readonly sent: NotificationSendOptions[] = [];

  async send(notification: NotificationSendOptions): Promise<void> {
    this.sent.push(notification);
  }

  /** For a backend of tests. */
  get feature() {
    return createServiceFactory({
      service: notificationService,
      deps: {},
      factory: () => this,
    });
  }
}
