import { Store } from '../../store';

/** What an environment still has, in words. */
export interface Left {
  /** What only a destruction takes away, or a deployment that is not over. */
  running: string[];
  /** Addresses of what was kept on purpose. */
  retained: string[];
}

/** Call it in the transaction that acts on the answer. */
export async function leftOf(store: Store, id: string): Promise<Left> {
  const unfinished = await store.deployments.countUnfinished([id]);
  const workloads = await store.workloadStates.list(id);
  const resources = await store.resources.heads([id]);
  const retained = resources.filter(
    ({ lifecycle }) => lifecycle === 'retained',
  );
  const last = (await store.deployments.lastOf([id])).get(id);
  const isDestroyed = last?.destroys && last.status === 'succeeded';
  const objects = await store.objects.count([id]);
  const counts: [number, string][] = [
    [unfinished, 'deployments'],
    [workloads.length, 'workloads'],
    [resources.length - retained.length, 'resources'],
    // After a destruction only what was kept on purpose has objects, and its namespace.
    [isDestroyed ? 0 : objects, 'objects'],
  ];
  return {
    running: counts.flatMap(([count, what]) =>
      count > 0 ? [`${count} ${what}`] : [],
    ),
    retained: retained.map(({ address }) => address),
  };
}
