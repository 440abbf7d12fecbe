import { HealthObserver, summariseHealth } from '../services';
import { EnvironmentRecord } from '../store';
import { Look } from '../verification';

/** A cluster that does not answer by then is asked again at the next look. */
const LOOK_MS = 10_000;

/** What runs in an environment now, as verification and soaking go by it. */
export async function see(
  health: HealthObserver,
  environment: EnvironmentRecord,
): Promise<Look> {
  const { status, message } = summariseHealth(
    await health.observe(environment, LOOK_MS),
  );
  return {
    // Where no object is, none is broken.
    status: status === 'empty' ? 'healthy' : status,
    ...(message !== undefined && { cause: message }),
  };
}
