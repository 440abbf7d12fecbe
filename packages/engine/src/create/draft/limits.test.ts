import { Platform } from '../../model';
import { TestEnvironment } from '../../testing';
import { platform, workload } from '../../testing/platform';

function limited(limits: Platform['targets'][string]['limits']): Platform {
  const plain = platform({});
  plain.targets.memory.limits = limits;
  return plain;
}

async function problemsWith(limits: Platform['targets'][string]['limits']) {
  const environment = TestEnvironment.of(limited(limits), [workload('web')]);
  const { problems } = await environment.tryPlan();
  return problems;
}

describe('what a Target allows', () => {
  it.each([
    { kinds: ['Namespace', 'Deployment'] },
    { kinds: ['Namespace', 'apps/Deployment'] },
    { namespaces: ['shop-dev'] },
    { namespaces: ['shop-*'] },
  ])('may be written: %j', async limits => {
    expect(await problemsWith(limits)).toEqual([]);
  });

  it('refuses another kind, naming object and limit', async () => {
    expect(
      await problemsWith({ kinds: ['Namespace', 'StatefulSet'] }),
    ).toMatchObject([
      {
        severity: 'error',
        code: 'BeyondLimits',
        message:
          'Deployment web of workload#web is of kind apps/Deployment, which is not under limits.kinds of Target memory.',
        hint: 'Leave the object out, or have the platform team add it to limits.kinds of Target memory.',
        address: 'workload#web',
      },
    ]);
  });

  it('refuses another namespace, its own first of all', async () => {
    const problems = await problemsWith({ namespaces: ['other-*'] });
    expect(problems.map(({ message }) => message)).toEqual([
      'Namespace shop-dev is not under limits.namespaces of Target memory.',
      'Deployment web of workload#web would be in namespace shop-dev, which is not under limits.namespaces of Target memory.',
    ]);
  });

  it('lets stay and go what is there already', async () => {
    const environment = TestEnvironment.of(platform({}), [workload('web')]);
    await environment.deploy();
    environment.change({ platform: limited({ kinds: ['Service'] }) });
    expect((await environment.plan()).deployable).toBe(true);
    environment.change({ workloads: [] });
    expect(await environment.run(await environment.plan())).toMatchObject({
      status: 'succeeded',
    });
    expect(environment.cluster.listing()).toEqual(['Namespace/shop-dev']);
  });
});
