import { builtinDrivers, Driver, RunStore, Target } from '@tutti/engine';
import { Shape } from '@tutti/kubernetes';
import {
  ByRevision,
  CrossingPlanPorts,
  CrossingRunPorts,
  CrossingTarget,
} from './jobs';

/*
 * Methods of classes do not cross by themselves: these say which data and which functions do.
 */

export function targetAcross(target: Target): CrossingTarget {
  const { cluster, namespace, driver, simulated } = target;
  return {
    cluster,
    namespace,
    driver,
    simulated,
    isNamespaced: (apiVersion, kind) => target.isNamespaced(apiVersion, kind),
    async shapeOf(apiVersion, kind) {
      const shape = await target.shapeOf?.(apiVersion, kind);
      return shape && shapeByRevision(shape);
    },
    observe: (refs, call) => target.observe(refs, call),
    apply: (manifest, precondition, call) =>
      target.apply(manifest, precondition, call),
    stamp: (ref, precondition, call) => target.stamp(ref, precondition, call),
    remove: (ref, precondition, call) => target.remove(ref, precondition, call),
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

export function driversAcross(
  drivers: Record<string, Driver>,
): CrossingPlanPorts['drivers'] {
  const builtin = new Set(builtinDrivers());
  return Object.fromEntries(
    Object.entries(drivers).map(([name, driver]) => [
      name,
      builtin.has(driver) ? 'builtin' : driverAcross(driver),
    ]),
  );
}

function driverAcross(driver: Driver): Driver {
  const { name, version, inputs, outputsIn } = driver;
  return {
    name,
    version,
    inputs,
    ...(outputsIn && { outputsIn }),
    ...(driver.surroundings && {
      surroundings: request => driver.surroundings?.(request) ?? null,
    }),
    plan: (request, signal) => driver.plan(request, signal),
    apply: (request, run) => driver.apply(request, run),
    destroy: (record, run) => driver.destroy(record, run),
    recover: (record, operationId) => driver.recover(record, operationId),
  };
}

export function storeAcross(store: RunStore): CrossingRunPorts['store'] {
  return {
    state: () => store.state(),
    generated: (resourceId, name, kind) =>
      store.generated(resourceId, name, kind),
    saveResource: record => store.saveResource(record),
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
