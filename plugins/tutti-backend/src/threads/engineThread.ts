import { setPriority } from 'node:os';
import { isMainThread, MessagePort } from 'node:worker_threads';
import {
  blastRadius,
  builtinDrivers,
  checkDefinitions,
  checkScore,
  drawPlan,
  Driver,
  folderSource,
  loadAcceptedPlatform,
  loadPlatform,
  planDeployment,
  PlanPorts,
  Platform,
  readWorkload,
  runDeployment,
  RunOutcome,
  RunPorts,
  succeed,
  Target,
} from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';
import { newErrorId } from '../faults/FaultLog';
import { readPlan, writePlan } from '../plans';
import { systemClock } from '../planning/systemClock';
import { keyedDigest } from '../sealing/Sealer';
import { generatedKey } from '../store/generatedValues';
import { Crossing } from './Crossing';
import {
  ByRevision,
  CrossingPlanPorts,
  CrossingRunPorts,
  CrossingTarget,
  JobName,
  Jobs,
} from './jobs';
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

// Whoever answers requests goes first where both want a core. Linux has a priority of each thread;
// elsewhere it would be that of the process.
if (!isMainThread && process.platform === 'linux') {
  setPriority(5);
}

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

const NOT_THERE = { error: 'it was not read' };

const JOBS: {
  [Name in JobName]: (
    ask: Jobs[Name]['ask'],
  ) => Promise<Jobs[Name]['answer']> | Jobs[Name]['answer'];
} = {
  async plan({ ports, keepSteps, ...asked }) {
    const planned = await planDeployment(
      await withPlatforms(asked),
      planPorts(ports),
    );
    return planned.ok
      ? succeed(await writePlan(planned.value, keepSteps), planned.problems)
      : planned;
  },
  async planAndRun({ ports, keepSteps, planned, decided, ...asked }) {
    const request = await withPlatforms(asked);
    const drawn = await drawPlan(request, planPorts(ports));
    if (!drawn.ok) {
      await planned(drawn);
      return undefined;
    }
    const { plan } = drawn.value;
    await planned(succeed(await writePlan(plan, keepSteps), drawn.problems));
    const run = await decided();
    return (
      run &&
      readable(
        await runDeployment(
          {
            request,
            reviewed: plan,
            drawn: drawn.value,
            resumes: false,
            deployment: run.deployment,
          },
          runPorts({ ...ports, ...run.ports }),
        ),
      )
    );
  },
  run: async ({ reviewed, resumes, deployment, approved, ports, ...asked }) =>
    readable(
      await runDeployment(
        {
          request: await withPlatforms(asked),
          reviewed: await readPlan(reviewed),
          resumes,
          deployment,
          ...(approved && { approved }),
        },
        runPorts(ports),
      ),
    ),
  blastRadius: async ({ before, after, environments, ports }) =>
    blastRadius(
      {
        before: await platforms.of(before),
        after: await platforms.of(after),
        environments,
      },
      paperPorts(ports),
    ),
  readScore({ text, file, folder, beside }) {
    const readSource = beside
      ? (path: string) => beside.get(path) ?? NOT_THERE
      : folder !== undefined && folderSource(folder);
    return readWorkload(text, { file, ...(readSource && { readSource }) });
  },
  scoreSources({ text, file }) {
    const asked = new Set<string>();
    readWorkload(text, {
      file,
      readSource(path) {
        asked.add(path);
        return NOT_THERE;
      },
    });
    return succeed([...asked]);
  },
  checkScore: async ({ text, request, platform }) =>
    checkScore(text, {
      ...request,
      platform: await platforms.of(platform),
      drivers: Object.fromEntries(builtin),
    }),
  readPlatform: ({ files, drivers }) =>
    checkDefinitions(loadPlatform(files, drivers), { files, drivers }),
  readAcceptedPlatform: ({ files, drivers, isBeforeAllowLists }) =>
    checkDefinitions(loadAcceptedPlatform(files, drivers, isBeforeAllowLists), {
      files,
      drivers,
      accepted: true,
    }),
};

async function withPlatforms<Request>({
  request,
  platform,
  restores,
}: {
  request: Request;
  platform: ByRevision<Platform>;
  restores?: ByRevision<Platform>;
}) {
  return {
    ...request,
    platform: await platforms.of(platform),
    ...(restores && { restores: { platform: await platforms.of(restores) } }),
  };
}

/** More sentences about what moved are not read by anybody. */
const MOST_SENTENCES = 50;

function readable(outcome: RunOutcome): RunOutcome {
  if (outcome.status !== 'stale') {
    return outcome;
  }
  const { moved } = outcome;
  const left = moved.length - MOST_SENTENCES;
  return left > 0
    ? {
        ...outcome,
        moved: [...moved.slice(0, MOST_SENTENCES), `${left} more differ.`],
      }
    : outcome;
}

/** `ask` was written by `EngineThreads.run`, which takes only the ask of this job. */
function doJob<Name extends JobName>(job: Name, ask: unknown) {
  return JOBS[job](ask as Jobs[Name]['ask']);
}

function planPorts(ports: CrossingPlanPorts): PlanPorts {
  const { openTarget, claimRoutes, dryRun, signal } = ports;
  return {
    ...paperPorts(ports),
    openTarget: async place => targetHere(await openTarget(place)),
    claimRoutes,
    ...(dryRun && { dryRun }),
    clock: systemClock,
    signal,
  };
}

function runPorts(ports: CrossingRunPorts): RunPorts {
  const { store, leaseEnd, sink, cancel, limits, readSecret, unforeseen } =
    ports;
  return {
    ...planPorts(ports),
    store: { ...store, leaseLeftMs: () => leftMs(leaseEnd) },
    sink,
    cancel,
    limits,
    readSecret,
    unforeseen(trace) {
      const errorId = newErrorId();
      unforeseen(errorId, trace);
      return errorId;
    },
  };
}

function paperPorts({
  drivers,
  generated,
  digestKey,
}: Pick<CrossingPlanPorts, 'drivers' | 'generated' | 'digestKey'>): Pick<
  PlanPorts,
  'drivers' | 'generated' | 'digest'
> {
  return {
    drivers: Object.fromEntries(
      Object.entries(drivers).map(([name, driver]) => [
        name,
        driver === 'builtin' ? builtinDriver(name) : driver,
      ]),
    ),
    generated: { find: key => generated.get(generatedKey(key)) },
    digest: keyedDigest(Buffer.from(digestKey)),
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
