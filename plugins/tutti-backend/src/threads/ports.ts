import {
  builtinDrivers,
  Driver,
  Platform,
  RunStore,
  Target,
  targetFacts,
} from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';
import type { PlanDeadline } from '../planning/PlanDeadline';
import {
  ByRevision,
  CrossingPlanPorts,
  CrossingRunPorts,
  CrossingTarget,
} from './jobs';

/*
 * Methods of classes do not cross by themselves: these say which data and which functions do.
 */

export function byRevision(platform: Platform): ByRevision<Platform> {
  return { revision: platform.revision, fetch: async () => platform };
}

export function targetAcross(target: Target): CrossingTarget {
  const dryRun = target.dryRun?.bind(target);
  const deliver = target.deliver?.bind(target);
  return {
    ...targetFacts(target),
    isNamespaced: (apiVersion, kind) => target.isNamespaced(apiVersion, kind),
    async shapeOf(apiVersion, kind) {
      const shape = await target.shapeOf?.(apiVersion, kind);
      return shape && shapeByRevision(shape);
    },
    observe: (refs, call) => target.observe(refs, call),
    apply: (manifest, precondition, call, conflicts) =>
      target.apply(manifest, precondition, call, conflicts),
    ...(dryRun && {
      dryRun: (manifest, precondition, call) =>
        dryRun(manifest, precondition, call),
    }),
    stamp: (ref, precondition, call) => target.stamp(ref, precondition, call),
    release: (ref, precondition, call) =>
      target.release(ref, precondition, call),
    remove: (ref, precondition, call) => target.remove(ref, precondition, call),
    ...(deliver && { deliver: (set, call) => deliver(set, call) }),
    health: (refs, call) => target.health(refs, call),
  };
}

const shapeRevisions = new WeakMap<Shape, string>();
let shapesSeen = 0;

/** A target gives the same shape again as long as its cluster describes the kind alike. */
function shapeByRevision(shape: Shape): ByRevision<Shape> {
  let revision = shapeRevisions.get(shape);
  if (revision === undefined) {
    shapesSeen += 1;
    revision = `shape ${shapesSeen}`;
    shapeRevisions.set(shape, revision);
  }
  return { revision, fetch: async () => shape };
}

/** @param deadline - of a plan, which drivers with a tool of their own may take longer for */
export function driversAcross(
  drivers: Record<string, Driver>,
  deadline?: PlanDeadline,
): CrossingPlanPorts['drivers'] {
  const builtin = new Set(builtinDrivers());
  return Object.fromEntries(
    Object.entries(drivers).map(([name, driver]) => [
      name,
      builtin.has(driver) ? 'builtin' : driverAcross(driver, deadline),
    ]),
  );
}

function driverAcross(driver: Driver, deadline?: PlanDeadline): Driver {
  const { name, version, inputs, outputsIn, planTimeoutMs } = driver;
  const drift = driver.drift?.bind(driver);
  const detach = driver.detach?.bind(driver);
  return {
    name,
    version,
    inputs,
    ...(outputsIn && { outputsIn }),
    ...(driver.surroundings && {
      surroundings: request => driver.surroundings?.(request) ?? null,
    }),
    ...(planTimeoutMs !== undefined && { planTimeoutMs }),
    plan: (request, signal) =>
      deadline && planTimeoutMs !== undefined
        ? deadline.during(planTimeoutMs, limit =>
            driver.plan(
              request,
              signal ? AbortSignal.any([signal, limit]) : limit,
            ),
          )
        : driver.plan(request, signal),
    apply: (request, run) => driver.apply(request, run),
    destroy: (record, run) => driver.destroy(record, run),
    ...(detach && { detach: (record, run) => detach(record, run) }),
    ...(drift && { drift: (record, signal) => drift(record, signal) }),
    recover: (record, operationId) => driver.recover(record, operationId),
  };
}

export function storeAcross(store: RunStore): CrossingRunPorts['store'] {
  return {
    state: () => store.state(),
    generated: key => store.generated(key),
    saveResource: record => store.saveResource(record),
    saveDecided: records => store.saveDecided(records),
    forgetResource: resourceId => store.forgetResource(resourceId),
    saveWorkload: record => store.saveWorkload(record),
    forgetWorkload: workload => store.forgetWorkload(workload),
    openIntent: (intent, object, timeoutMs) =>
      store.openIntent(intent, object, timeoutMs),
    settleIntent: (id, outcome) => store.settleIntent(id, outcome),
    openIntents: () => store.openIntents(),
    now: () => store.now(),
  };
}
