import { MessagePort } from 'node:worker_threads';
import {
  builtinDrivers,
  Driver,
  folderSource,
  loadAcceptedPlatform,
  loadPlatform,
  planDeployment,
  PlanPorts,
  Platform,
  readWorkload,
  runDeployment,
  Target,
} from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';
import { newErrorId } from '../faults/FaultLog';
import { systemClock } from '../planning/systemClock';
import { keyedDigest } from '../sealing/Sealer';
import { generatedKey } from '../store/generatedValues';
import { Crossing } from './Crossing';
import { CrossingPlanPorts, CrossingTarget, JobName, Jobs } from './jobs';
import { Kept } from './Kept';
import { Carried } from './wire';

/** This file, among sources and in a package alike: whoever starts threads imports it. */
export const threadFile = __filename;

/** What the pool hands to a thread. */
export interface Task {
  job: JobName;
  ask: Carried;
  port: MessagePort;
}

export type Outcome = { value: Carried } | { error: Carried };

const platforms = new Kept<Platform>(4);
const shapes = new Kept<Shape>(64);

const builtin = new Map(builtinDrivers().map(driver => [driver.name, driver]));

/** The entry of a thread: does one job and answers; what it throws comes back as an outcome. */
export async function work({ job, ask, port }: Task): Promise<Outcome> {
  const crossing = new Crossing(port);
  // From now on it counts how long this thread does not answer.
  crossing.ping();
  try {
    return { value: crossing.write(await doJob(job, crossing.restore(ask))) };
  } catch (error) {
    return { error: crossing.write(error) };
  } finally {
    // The last events are heard before the answer comes, which takes another way.
    await crossing.ping();
    crossing.close();
  }
}

const JOBS: {
  [Name in JobName]: (
    ask: Jobs[Name]['ask'],
  ) => Promise<Jobs[Name]['answer']> | Jobs[Name]['answer'];
} = {
  plan: async ({ request, platform, ports }) =>
    planDeployment(
      { ...request, platform: await platforms.of(platform) },
      planPorts(ports),
    ),
  run: async ({ request, platform, reviewed, resumes, ports }) => {
    const { store, leaseEnd, sink, cancel, limits, unforeseen } = ports;
    return runDeployment(
      {
        request: { ...request, platform: await platforms.of(platform) },
        reviewed,
        resumes,
      },
      {
        ...planPorts(ports),
        store: { ...store, leaseLeftMs: () => leftMs(leaseEnd) },
        sink,
        cancel,
        limits,
        unforeseen(trace) {
          const errorId = newErrorId();
          unforeseen(errorId, trace);
          return errorId;
        },
      },
    );
  },
  readScore: ({ text, file, folder }) =>
    readWorkload(text, {
      file,
      ...(folder !== undefined && { readSource: folderSource(folder) }),
    }),
  readPlatform: ({ files, drivers }) => loadPlatform(files, drivers),
  readAcceptedPlatform: ({ files, drivers, isBeforeAllowLists }) =>
    loadAcceptedPlatform(files, drivers, isBeforeAllowLists),
};

/** `ask` was written by `EngineThreads.run`, which takes only the ask of this job. */
function doJob<Name extends JobName>(job: Name, ask: unknown) {
  return JOBS[job](ask as Jobs[Name]['ask']);
}

function planPorts(ports: CrossingPlanPorts): PlanPorts {
  const { drivers, openTarget, generated, claimRoutes, digestKey, signal } =
    ports;
  return {
    drivers: Object.fromEntries(
      Object.entries(drivers).map(([name, driver]) => [
        name,
        driver === 'builtin' ? builtinDriver(name) : driver,
      ]),
    ),
    openTarget: async place => targetHere(await openTarget(place)),
    generated: {
      find: (resourceId, name, kind) =>
        generated.get(generatedKey(resourceId, name, kind)),
    },
    claimRoutes,
    digest: keyedDigest(Buffer.from(digestKey)),
    clock: systemClock,
    signal,
  };
}

function targetHere(target: CrossingTarget): Target {
  return {
    ...target,
    async shapeOf(apiVersion, kind) {
      const described = await target.shapeOf(apiVersion, kind);
      return described && shapes.of(described);
    },
  };
}

function builtinDriver(name: string): Driver {
  const driver = builtin.get(name);
  if (!driver) {
    throw new Error(`The engine brings no driver ${name}`);
  }
  return driver;
}

function leftMs(leaseEnd: BigInt64Array): number {
  const left = Atomics.load(leaseEnd, 0) - process.hrtime.bigint();
  return left > 0n ? Number(left / 1_000_000n) : 0;
}
