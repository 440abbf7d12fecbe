import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { NOTIFICATION_TOPICS, readNotificationRules } from './config';

const read = (notifications: JsonObject) =>
  readNotificationRules(new ConfigReader({ tutti: { notifications } }));

it('tells everything at any hour without a word of the configuration', () => {
  expect(readNotificationRules(new ConfigReader({}))).toEqual({
    topics: new Set(NOTIFICATION_TOPICS),
    gatherForMs: 5 * 60 * 1000,
    quiet: [],
    urgent: new Set(['production']),
  });
});

it('reads what is quiet, what is urgent and what is gathered', () => {
  expect(
    read({
      topics: ['failure'],
      gatherFor: { minutes: 1 },
      urgent: ['production', 'staging'],
      quiet: [
        {
          days: ['mon', 'fri'],
          from: '19:00',
          to: '07:30',
          timeZone: 'Europe/Berlin',
        },
        { from: '00:00', to: '24:00' },
      ],
    }),
  ).toEqual({
    topics: new Set(['failure']),
    gatherForMs: 60_000,
    urgent: new Set(['production', 'staging']),
    quiet: [
      {
        days: new Set([1, 5]),
        from: 19 * 60,
        to: 7 * 60 + 30,
        timeZone: 'Europe/Berlin',
      },
      {
        days: new Set([0, 1, 2, 3, 4, 5, 6]),
        from: 0,
        to: 24 * 60,
        timeZone: 'UTC',
      },
    ],
  });
});

it('tells nothing where it is switched off', () => {
  expect(read({ enabled: false }).topics.size).toBe(0);
});

it.each<[JsonObject, string]>([
  [
    { topics: ['success'] },
    "tutti.notifications.topics: there is no topic 'success'",
  ],
  [
    { quiet: [{ days: ['monday'], from: '19:00', to: '07:00' }] },
    "tutti.notifications.quiet[0].days: there is no day 'monday'; there are: sun, mon",
  ],
  [
    { quiet: [{ from: '7', to: '08:00' }] },
    "tutti.notifications.quiet[0].from: '7' is no time",
  ],
  [
    { quiet: [{ from: '24:00', to: '08:00' }] },
    "tutti.notifications.quiet[0].from: '24:00' is no time",
  ],
  [
    { quiet: [{ from: '19:00', to: '07:60' }] },
    "tutti.notifications.quiet[0].to: '07:60' is no time",
  ],
  [
    { quiet: [{ from: '19:00', to: '07:00', timeZone: 'Berlin' }] },
    "tutti.notifications.quiet[0].timeZone: there is no time zone 'Berlin'",
  ],
  [
    { gatherFor: { days: 2 } },
    'tutti.notifications.gatherFor must be between 0 and one day',
  ],
])('names the key of what is wrong: %j', (settings, message) => {
  expect(() => read(settings)).toThrow(message);
});
