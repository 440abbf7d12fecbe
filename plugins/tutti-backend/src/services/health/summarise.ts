import { HealthCause, HealthStatus } from '@tutti/engine';
import { compareNames, Health, Runtime } from '@tutti/plugin-tutti-common';
import { Observation, ObservedObject } from './Observation';
import { workloadOf } from './inCluster';

const WORST_FIRST: HealthStatus[] = ['failed', 'missing', 'progressing'];

/** The worst of some objects, and the object that says so. */
function worst(objects: ObservedObject[]): {
  status: HealthStatus;
  object?: ObservedObject;
} {
  for (const status of WORST_FIRST) {
    const object = objects.find(candidate => candidate.status === status);
    if (object) {
      return { status, object };
    }
  }
  return { status: 'healthy' };
}

function byOwner(objects: ObservedObject[]): Map<string, ObservedObject[]> {
  const owners = new Map<string, ObservedObject[]>();
  for (const object of objects) {
    const owned = owners.get(object.owner) ?? [];
    owners.set(object.owner, owned);
    owned.push(object);
  }
  return owners;
}

/** One line for a tile: workloads are counted, a broken resource degrades the whole. */
export function summariseHealth(observation: Observation | undefined): Health {
  if (!observation) {
    return {
      status: 'unknown',
      healthy: 0,
      of: 0,
      message: 'The cluster has not answered yet',
    };
  }
  const observedAt = new Date(observation.observedAt).toISOString();
  const owners = [...byOwner(observation.objects)].map(([owner, objects]) => ({
    owner,
    ...worst(objects),
  }));
  const workloads = owners.filter(
    ({ owner }) => workloadOf(owner) !== undefined,
  );
  const counts = {
    healthy: workloads.filter(({ status }) => status === 'healthy').length,
    of: workloads.length,
  };
  if (observation.error) {
    return {
      status: 'unknown',
      ...counts,
      message: observation.error,
      observedAt,
    };
  }
  const broken =
    owners.find(({ status }) => status === 'failed') ??
    owners.find(({ status }) => status === 'missing');
  const waiting = owners.find(({ status }) => status === 'progressing');
  if (workloads.length === 0 && !broken && !waiting) {
    return { status: 'empty', ...counts, observedAt };
  }
  const message = sentence(broken ?? waiting);
  return {
    status: statusOf(broken, waiting),
    ...counts,
    ...(message && { message }),
    observedAt,
  };
}

function statusOf(broken: unknown, waiting: unknown): Health['status'] {
  if (broken) {
    return 'degraded';
  }
  return waiting ? 'progressing' : 'healthy';
}

function sentence(
  of: { owner: string; object?: ObservedObject } | undefined,
): string | undefined {
  if (!of?.object) {
    return undefined;
  }
  const { object, owner } = of;
  const name = workloadOf(owner) ?? `${object.ref.kind} ${object.ref.name}`;
  const why =
    object.status === 'missing'
      ? `${object.ref.kind} ${object.ref.name} is gone`
      : object.cause?.reason ?? object.message;
  return `${name}: ${why}`;
}

/** The live view: every workload with its objects and the cause, where one is not well. */
export function summariseRuntime(
  observation: Observation | undefined,
): Pick<Runtime, 'observedAt' | 'error' | 'workloads'> {
  const objects = observation?.objects ?? [];
  const error = observation
    ? observation.error
    : 'The cluster has not answered yet';
  return {
    observedAt: new Date(observation?.observedAt ?? Date.now()).toISOString(),
    ...(error && { error }),
    workloads: [...byOwner(objects)]
      .flatMap(([owner, owned]) => {
        const name = workloadOf(owner);
        return name === undefined ? [] : [describeWorkload(name, owned)];
      })
      .sort((a, b) => compareNames(a.name, b.name)),
  };
}

function describeWorkload(
  name: string,
  objects: ObservedObject[],
): Runtime['workloads'][number] {
  const { status, object } = worst(objects);
  const cause: HealthCause | undefined = object?.cause;
  const shown = object ?? objects.find(({ ready }) => ready) ?? objects[0];
  return {
    name,
    status,
    message: shown.message,
    ...(cause && { cause }),
    objects: objects.map(({ ref, status: own, message }) => ({
      kind: ref.kind,
      name: ref.name,
      ...(ref.namespace && { namespace: ref.namespace }),
      status: own,
      message,
    })),
  };
}
