import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { isTimeZone } from '@tutti/engine';
import { QuietHours } from './quiet';

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

/** What is told, and when. */
export interface NotificationRules {
  /** What is sent at all. */
  topics: ReadonlySet<NotificationTopic>;
  /** What follows the first of a kind for the same people in this time is one notification; 0: each is one. */
  gatherForMs: number;
  quiet: readonly QuietHours[];
  /** Environment types whose failures are told in quiet hours too. */
  urgent: ReadonlySet<string>;
}

const KEY = 'tutti.notifications';
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const GATHER_FOR_MS = 5 * 60 * 1000;
const LONGEST_MS = 24 * 60 * 60 * 1000;
const URGENT = ['production'];

/**
 * All topics, gathered for five minutes, at any hour, unless `tutti.notifications` says otherwise.
 *
 * @throws Error that names the config key.
 */
export function readNotificationRules(config: Config): NotificationRules {
  const section = config.getOptionalConfig(KEY);
  return {
    topics: readTopics(section),
    gatherForMs: readGatherFor(section),
    quiet: (section?.getOptionalConfigArray('quiet') ?? []).map((rule, index) =>
      readQuietHours(rule, `${KEY}.quiet[${index}]`),
    ),
    urgent: new Set(section?.getOptionalStringArray('urgent') ?? URGENT),
  };
}

function readTopics(
  section: Config | undefined,
): ReadonlySet<NotificationTopic> {
  if (section?.getOptionalBoolean('enabled') === false) {
    return new Set();
  }
  const asked = section?.getOptionalStringArray('topics');
  return new Set(
    asked?.map(topic =>
      oneOf(NOTIFICATION_TOPICS, topic, {
        key: `${KEY}.topics`,
        noun: 'topic',
      }),
    ) ?? NOTIFICATION_TOPICS,
  );
}

function readGatherFor(section: Config | undefined): number {
  if (!section?.has('gatherFor')) {
    return GATHER_FOR_MS;
  }
  const asked = durationToMilliseconds(
    readDurationFromConfig(section, { key: 'gatherFor' }),
  );
  if (asked < 0 || asked > LONGEST_MS) {
    throw new Error(`${KEY}.gatherFor must be between 0 and one day`);
  }
  return asked;
}

function readQuietHours(config: Config, key: string): QuietHours {
  const days = config.getOptionalStringArray('days') ?? DAYS;
  const timeZone = config.getOptionalString('timeZone') ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    throw new Error(
      `${key}.timeZone: there is no time zone '${timeZone}'; write one such as Europe/Berlin`,
    );
  }
  return {
    days: new Set(
      days.map(day =>
        DAYS.indexOf(oneOf(DAYS, day, { key: `${key}.days`, noun: 'day' })),
      ),
    ),
    from: readTime(config, 'from', key),
    to: readTime(config, 'to', key),
    timeZone,
  };
}

/** @returns minutes since midnight */
function readTime(config: Config, name: 'from' | 'to', key: string): number {
  const text = config.getString(name);
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  const time = Number(hours) * 60 + Number(minutes);
  // Midnight begins a day, and may end one.
  const latest = name === 'to' ? 24 * 60 : 24 * 60 - 1;
  if (!(time <= latest) || Number(minutes) > 59) {
    throw new Error(
      `${key}.${name}: '${text}' is no time; write one such as '07:30', in quotes`,
    );
  }
  return time;
}

function oneOf<T extends string>(
  all: readonly T[],
  text: string,
  { key, noun }: { key: string; noun: string },
): T {
  const known = all.find(each => each === text);
  if (known === undefined) {
    throw new Error(
      `${key}: there is no ${noun} '${text}'; there are: ${all.join(', ')}`,
    );
  }
  return known;
}
