import { TestEnvironment } from '../testing';
import { smallShop } from '../testing/shop';

const subject = '/Service/shop-dev/api';

/** A Service that somebody made, adopted and then not needed any more. */
async function leaving(): Promise<TestEnvironment> {
  const environment = smallShop();
  await environment.deploy();
  environment.cluster.delete('Service/api');
  environment.cluster.put({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace: 'shop-dev', labels: { by: 'hand' } },
  });
  await environment.deploy({ consent: [{ subject, action: 'adopt' }] });
  environment.change({
    consent: [],
    workloads: environment.request.workloads.map(each =>
      each.name === 'api' ? { ...each, service: { ports: {} } } : each,
    ),
  });
  return environment;
}

function labels(environment: TestEnvironment): unknown {
  const metadata = environment.cluster.get('Service/api')?.content.metadata;
  return typeof metadata === 'object' && metadata && 'labels' in metadata
    ? metadata.labels
    : undefined;
}

const owned = (environment: TestEnvironment) =>
  environment.database
    .state()
    .objects.filter(({ ref }) => ref.kind === 'Service' && ref.name === 'api');

describe('what was adopted and is not needed any more', () => {
  it('stays, and says no longer whose it is', async () => {
    const environment = await leaving();
    expect(labels(environment)).toMatchObject({
      'tutti.dev/environment-id': 'env-1',
    });
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.writes.at(-1)).toBe('release Service/api');
    expect(labels(environment)).not.toHaveProperty([
      'tutti.dev/environment-id',
    ]);
    expect(labels(environment)).toMatchObject({ by: 'hand' });
    expect(owned(environment)).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'is let go of by the next run when a worker died %s the request arrived',
    async when => {
      const environment = await leaving();
      const plan = await environment.plan();
      environment.cluster[when] = verb => {
        if (verb === 'release') {
          environment.stop.abort();
          throw new Error('the worker is dead');
        }
      };
      await environment.run(plan).catch(() => undefined);
      environment.cluster[when] = () => {};
      environment.stop = new AbortController();
      expect(owned(environment)).toHaveLength(1);

      expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
      expect(owned(environment)).toEqual([]);
      expect(environment.cluster.get('Service/api')).toBeDefined();
      expect(labels(environment)).not.toHaveProperty([
        'tutti.dev/environment-id',
      ]);
    },
  );
});
