import { Config } from '@backstage/config';
import { Pace } from './Pace';
import { Share } from './Share';
import { Turns } from './Turns';

/** What each caller may have under way at once. */
export interface Shares {
  requests: Share;
  longPolls: Share;
  plans: Share;
  /** Of machines. */
  pace: Pace;
  /** Whose request begins next. */
  turns: Turns;
}

/** Those who wait cost memory only; who has so many is no portal and no pipeline. */
const WAITING_REQUESTS = 1_000;

/** @throws Error that names the config key. */
export function readShares(config: Config): Shares {
  const section = config.getOptionalConfig('tutti.perCaller');
  const most = (key: string, fallback: number) => {
    const number = section?.getOptionalNumber(key) ?? fallback;
    if (!Number.isInteger(number) || number < 1) {
      throw new Error(`tutti.perCaller.${key} must be 1 or more.`);
    }
    return number;
  };
  return {
    requests: new Share({
      what: 'requests',
      atOnce: most('requests', 10),
      waiting: WAITING_REQUESTS,
      retryAfterS: 1,
    }),
    longPolls: new Share({
      what: 'requests that wait for events',
      atOnce: most('longPolls', 20),
      waiting: 0,
      retryAfterS: 5,
    }),
    plans: new Share({
      what: 'plans',
      atOnce: most('plans', 2),
      waiting: 0,
      retryAfterS: 2,
    }),
    pace: new Pace(most('perMinute', 3_000)),
    turns: new Turns(),
  };
}
