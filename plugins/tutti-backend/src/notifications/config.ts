import { Config } from '@backstage/config';

/**
 * What people are told about. They are the topics of the notifications too, so that everybody may
 * switch one off for themselves.
 */
export const NOTIFICATION_TOPICS = [
  /** Something waits for their approval. */
  'approval',
  /** What they asked for is approved, rejected, or was approved by nobody in time. */
  'decision',
  /** What they asked for failed, or was interrupted. */
  'failure',
  /** What failed was put back by itself, or could not be. */
  'rollback',
  /** Others changed in a cluster what is theirs. */
  'drift',
  /** What they asked for did not run, because something changed while it waited. */
  'stale',
] as const;

export type NotificationTopic = (typeof NOTIFICATION_TOPICS)[number];

/**
 * The topics that are sent: all of them, unless `tutti.notifications` says otherwise.
 *
 * @throws Error that names the config key.
 */
export function readNotificationTopics(
  config: Config,
): ReadonlySet<NotificationTopic> {
  const section = config.getOptionalConfig('tutti.notifications');
  if (section?.getOptionalBoolean('enabled') === false) {
    return new Set();
  }
  const asked = section?.getOptionalStringArray('topics');
  if (!asked) {
    return new Set(NOTIFICATION_TOPICS);
  }
  return new Set(
    asked.map(topic => {
      const known = NOTIFICATION_TOPICS.find(each => each === topic);
      if (!known) {
        throw new Error(
          `tutti.notifications.topics: there is no topic '${topic}'; there are: ${NOTIFICATION_TOPICS.join(
            ', ',
          )}`,
        );
      }
      return known;
    }),
  );
}
