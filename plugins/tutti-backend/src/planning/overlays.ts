import { InputError } from '@backstage/errors';
import { NO_OVERLAYS, Overlays } from '@tutti/engine';
import { PlanInput } from '@tutti/plugin-tutti-common';

/**
 * What is decided about pods from now on: what was decided by the last success, and what is asked for
 * now. What names workloads that are gone is forgotten.
 *
 * @param workloads names of those that will run
 * @throws InputError for a workload that there is not, and for a restart of what is paused
 */
export function overlaysAfter(
  before: Overlays,
  input: Pick<PlanInput, 'destroy' | 'pause' | 'replicas' | 'restart'>,
  { workloads, now }: { workloads: string[]; now: number },
): Overlays {
  if (input.destroy) {
    return NO_OVERLAYS;
  }
  const { replicas = {}, restart = [] } = input;
  const names = new Set(workloads);
  for (const [part, asked] of [
    ['replicas', Object.keys(replicas)],
    ['restart', restart],
  ] as const) {
    const unknown = asked.find(name => !names.has(name));
    if (unknown !== undefined) {
      throw new InputError(
        `${part}: no workload '${unknown}' runs in this environment; there are: ${
          workloads.join(', ') || 'none'
        }`,
      );
    }
  }
  const paused = input.pause ?? before.paused;
  if (paused && restart.length > 0) {
    throw new InputError(
      'restart: the environment is paused, and no pod of it runs. Resume it with `pause: false`.',
    );
  }
  const at = new Date(now).toISOString();
  return {
    paused,
    replicas: ofThese(names, { ...before.replicas, ...replicas }),
    restarts: ofThese(names, {
      ...before.restarts,
      ...Object.fromEntries(restart.map(name => [name, at])),
    }),
  };
}

function ofThese<T>(
  names: Set<string>,
  decided: Record<string, T | null>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(decided)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, value]) =>
        value === null || !names.has(name) ? [] : [[name, value]],
      ),
  );
}
