import { setTimeout as pause } from 'node:timers/promises';
import {
  builtinDrivers,
  Clock,
  loadPlatform,
  PlanPorts,
  PlanRequest,
  Platform,
} from '@tutti/engine';
import { MemoryDatabase, TestEnvironment } from '@tutti/engine/testing';

/** A cluster takes its time. */
const CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await pause(milliseconds, undefined, { signal }).catch(() => {});
  },
};

/** @throws Error with the problems of the files */
export function platformFrom(
  files: { file: string; text: string }[],
): Platform {
  const platform = loadPlatform(files, builtinDrivers());
  if (!platform.ok) throw new Error(JSON.stringify(platform.problems));
  return platform.value;
}

/** Plans and runs against a cluster by the engine's own calls. Its records are kept in memory. */
export function environmentOn(
  openTarget: PlanPorts['openTarget'],
  request: Omit<PlanRequest, 'state'>,
): TestEnvironment {
  class Here extends TestEnvironment {
    override readonly database = new MemoryDatabase(CLOCK);

    override ports() {
      return { ...super.ports(), openTarget, clock: CLOCK };
    }
  }
  const environment = new Here(request);
  environment.limits = { healthTimeoutMs: 30_000, healthPollMs: 100 };
  return environment;
}
