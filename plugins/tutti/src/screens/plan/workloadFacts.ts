import type {
  JsonValue,
  PlanStep,
  WorkloadStep,
} from '@tutti/plugin-tutti-common';

/** What a workload would run as: for the first plan, where nothing can be compared. */
export interface WorkloadFacts {
  /** By container, in order. */
  images: { container: string; image: string }[];
  /** Absent where an autoscaler or nothing at all decides. */
  replicas?: number;
  /** Addresses of the resources it asks for. */
  needs: string[];
}

const REPLICATED = ['Deployment', 'StatefulSet'];

function numberAt(value: JsonValue | undefined, ...path: string[]) {
  let at: unknown = value;
  for (const key of path) {
    at =
      typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  }
  return typeof at === 'number' ? at : undefined;
}

/** As Kubernetes reads it: a Deployment that says nothing has one replica. */
function replicasOf({ objects }: WorkloadStep): number | undefined {
  const object = objects.find(({ ref }) => REPLICATED.includes(ref.kind));
  return object && numberAt(object.desired, 'spec', 'replicas');
}

export function workloadFacts(step: WorkloadStep): WorkloadFacts {
  const replicas = replicasOf(step);
  return {
    images: Object.entries(step.images)
      .map(([container, image]) => ({ container, image }))
      .sort((a, b) => a.container.localeCompare(b.container)),
    ...(replicas !== undefined && { replicas }),
    needs: step.needs.filter(isResource),
  };
}

/** `environment` and `workload#web` are no resources that somebody asks for. */
function isResource(address: PlanStep['address']): boolean {
  return address.includes('.') && !address.startsWith('workload#');
}
