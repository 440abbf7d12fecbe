import { exampleShop } from '../../deploy/__testUtils__/exampleShop';
import { PlanRequest } from '../../model';
import { TestEnvironment } from '../../testing';

/** What somebody does that the example platform has a rule about. */
type Change = (request: TestEnvironment['request']) => Partial<PlanRequest>;

const image =
  (name: string): Change =>
  ({ images }) => ({ images: { ...images, web: { main: name } } });

const noOwner: Change = ({ application: { owner: _, ...application } }) => ({
  application,
});

/** Says with the annotation that it wants a profile other than its environment type's. */
const profile =
  (name: string): Change =>
  ({ workloads }) => ({
    workloads: workloads.map(workload =>
      workload.name === 'web'
        ? { ...workload, annotations: { 'tutti.dev/profile': name } }
        : workload,
    ),
  });

const noMemoryLimit: Change = ({ workloads }) => ({
  workloads: workloads.map(workload =>
    workload.name === 'web'
      ? {
          ...workload,
          containers: { main: { ...workload.containers.main, resources: {} } },
        }
      : workload,
  ),
});

const noPatches: Change = ({ platform }) => ({
  platform: {
    ...platform,
    profiles: {
      ...platform.profiles,
      standard: { ...platform.profiles.standard, patches: [] },
    },
  },
});

async function planned(type: string, change?: Change) {
  const shop = exampleShop(type);
  if (change) {
    shop.change(change(shop.request));
  }
  const { deployable, policies } = await shop.plan();
  const said = policies.filter(({ outcome }) => outcome !== 'pass');
  return {
    deployable,
    said: [...new Set(said.map(({ effect, policy }) => `${effect} ${policy}`))],
  };
}

describe('policies of the example platform', () => {
  it.each(['development', 'staging', 'production'])(
    'have nothing to say about the example shop in %s',
    async type => {
      expect(await planned(type)).toEqual({ deployable: true, said: [] });
    },
  );

  it.each<[string, Change, string[]]>([
    ['the latest image', image('example.com/web:latest'), ['no-latest']],
    ['an image without a version', image('example.com:80/web'), ['no-latest']],
    ['no owner', noOwner, ['owner']],
    ['another profile', profile('standard'), ['log-shipper']],
    ['no memory limit', noMemoryLimit, ['memory-limits']],
  ])('deny %s in production', async (_, change, policies) => {
    expect(await planned('production', change)).toEqual({
      deployable: false,
      said: policies.map(name => `deny ${name}-in-production`),
    });
  });

  it.each(['standard', 'hardened'])(
    'cannot be met by a container that the author calls log-shipper (profile %s)',
    async name => {
      const shop = exampleShop('production');
      const [first, ...others] = shop.request.workloads;
      shop.change({
        workloads: [
          {
            ...first,
            annotations: { 'tutti.dev/profile': name },
            containers: {
              ...first.containers,
              'log-shipper': { ...Object.values(first.containers)[0] },
            },
          },
          ...others,
        ],
      });
      await expect(shop.plan()).rejects.toThrow(/NameTaken/);
    },
  );

  it.each<[string, Change]>([
    ['a digest', image(`example.com/web@sha256:${'a'.repeat(64)}`)],
    ['a version at a registry with a port', image('example.com:80/web:1.0')],
    ['the profile that production has anyway', profile('hardened')],
  ])('allow %s in production', async (_, change) => {
    expect(await planned('production', change)).toEqual({
      deployable: true,
      said: [],
    });
  });

  it.each<[string, Change, string[]]>([
    ['no memory limit', noMemoryLimit, ['warn memory-limits']],
    ['no labels to watch it by', noPatches, ['warn apm-labels']],
    ['the latest image', image('example.com/web:latest'), []],
    ['no owner', noOwner, []],
  ])('let development have %s', async (_, change, said) => {
    expect(await planned('development', change)).toEqual({
      deployable: true,
      said,
    });
  });
});
