import { setTimeout as pause } from 'node:timers/promises';
import { deploy } from '../deployTo';
import { environmentIn, Fault, settings } from './Fault';

const OUTAGE_MS = 20_000;

/** The API server is killed while a run writes, and is back 20 s later. */
export const outage: Fault = {
  name: 'the API server is away for 20 s',
  says: /cluster "sandbox": .* cannot be reached \(ECONNREFUSED\)/,
  async provoke(place) {
    const { environment } = environmentIn(
      place,
      'outage',
      Array.from({ length: 200 }, (_, index) => settings(`settings-${index}`)),
    );
    let back: Promise<void> | undefined;
    const goAway = async () => {
      const serve = await place.plane.interrupt();
      await pause(OUTAGE_MS);
      await serve();
    };
    environment.onEvent = event => {
      if (
        event.type === 'step' &&
        event.address.startsWith('thing') &&
        event.status === 'running'
      ) {
        back ??= pause(300).then(goAway);
      }
    };
    return {
      deploy: () => deploy(environment),
      mend: async () => {
        await back;
        // The controllers have to find their way back as well.
        environment.limits = { healthTimeoutMs: 100_000 };
      },
    };
  },
};
