import { ConfigReader } from '@backstage/config';
import { readRetention } from './retention';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('how long the past is kept', () => {
  it('says what it is without a word of the configuration', () => {
    expect(readRetention(new ConfigReader({}))).toEqual({
      eventsMs: 90 * DAY_MS,
      plansMs: 180 * DAY_MS,
      unusedPlansMs: 30 * DAY_MS,
      auditMs: 400 * DAY_MS,
      buildsMs: 180 * DAY_MS,
    });
  });

  it('is configured for each of them', () => {
    expect(
      readRetention(
        new ConfigReader({
          tutti: { retention: { events: { days: 7 }, unusedPlans: 'P2D' } },
        }),
      ),
    ).toEqual({
      eventsMs: 7 * DAY_MS,
      plansMs: 180 * DAY_MS,
      unusedPlansMs: 2 * DAY_MS,
      auditMs: 400 * DAY_MS,
      buildsMs: 180 * DAY_MS,
    });
  });

  it('leaves a run the time to end', () => {
    expect(() =>
      readRetention(
        new ConfigReader({ tutti: { retention: { events: { hours: 1 } } } }),
      ),
    ).toThrow('tutti.retention.events must be one day at least');
  });
});
