import { isObject, JsonObject, NO_OVERLAYS } from '../model';
import { valueAt } from '../create/workload/tree';
import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';
import { api, shopTypes, smallShop } from '../testing/shop';
import { changes } from './__testUtils__/changes';

function specOf(environment: TestEnvironment, name: string): JsonObject {
  const found = environment.cluster.get(`Deployment/${name}`);
  const spec = found?.content.spec;
  return isObject(spec) ? spec : {};
}

const pods = (environment: TestEnvironment, name: string) =>
  specOf(environment, name).replicas;

const overlays = (parts: Partial<typeof NO_OVERLAYS>) => ({
  overlays: { ...NO_OVERLAYS, ...parts },
});

const AT = '2026-11-29T20:00:00.000Z';

describe('overlays', () => {
  let shop: TestEnvironment;
  beforeEach(async () => {
    shop = smallShop();
    await shop.deploy();
  });

  /** The plan says it, the run does it, and the plan after it has nothing to do. */
  async function decide(parts: Parameters<TestEnvironment['change']>[0]) {
    shop.change(parts);
    const plan = await shop.plan();
    expect(await shop.run(plan)).toMatchObject({ status: 'succeeded' });
    shop.change({ restart: [] });
    const again = await shop.plan();
    expect(changes(again)).toEqual({});
    return plan;
  }

  it('a scaled workload is shown as such, runs as many pods, and stays so', async () => {
    const plan = await decide(overlays({ replicas: { api: 3 } }));
    expect(changes(plan)).toEqual({ 'workload#api': ['update', 'scaled'] });
    expect(
      plan.steps.find(step => step.address === 'workload#api'),
    ).toMatchObject({
      reasons: [{ message: 'no set number of pods before, 3 pods now' }],
    });
    expect(pods(shop, 'api')).toBe(3);
    expect(changes(await decide(overlays({ replicas: { api: 2 } })))).toEqual({
      'workload#api': ['update', 'scaled'],
    });
    await decide({ overlays: NO_OVERLAYS });
    expect(specOf(shop, 'api').replicas ?? 1).toBe(1);
  });

  it('a pause stops every workload and no resource, and ends', async () => {
    const plan = await decide(overlays({ paused: true, replicas: { api: 3 } }));
    expect(changes(plan)).toEqual({
      'workload#api': ['update', 'paused'],
      'workload#worker': ['update', 'paused'],
    });
    expect([pods(shop, 'api'), pods(shop, 'worker')]).toEqual([0, 0]);
    const resumed = await decide(overlays({ replicas: { api: 3 } }));
    expect(changes(resumed)).toEqual({
      'workload#api': ['update', 'scaled'],
      'workload#worker': ['update', 'scaled'],
    });
    expect(pods(shop, 'api')).toBe(3);
  });

  it('a restart makes the pods of that workload anew, once', async () => {
    const plan = await decide({
      ...overlays({ restarts: { api: AT } }),
      restart: ['api'],
    });
    expect(changes(plan)).toEqual({ 'workload#api': ['update', 'restarted'] });
    expect(valueAt(specOf(shop, 'api'), 'template', 'metadata')).toMatchObject({
      annotations: { 'kubectl.kubernetes.io/restartedAt': AT },
    });
    const writes = shop.cluster.writes.length;
    await decide({ restart: [] });
    expect(shop.cluster.writes).toHaveLength(writes);
  });

  it('what else changes with it is told beside it', async () => {
    const image = 'example/api:2';
    const plan = await decide({
      ...overlays({ replicas: { api: 3 } }),
      workloads: shop.request.workloads.map(each =>
        each.name === 'api'
          ? { ...api, containers: { main: { ...api.containers.main, image } } }
          : each,
      ),
    });
    expect(changes(plan)).toEqual({
      'workload#api': ['update', 'scaled', 'object-changed'],
    });
  });

  it('what names no workload of the release does nothing', async () => {
    await decide(overlays({ replicas: { gone: 3 }, restarts: { gone: AT } }));
    expect(pods(shop, 'api')).toBeUndefined();
  });

  it('a plan of other overlays is another plan', async () => {
    const hashes = new Set<string>();
    for (const parts of [
      {},
      { paused: true },
      { replicas: { api: 1 } },
      { replicas: { api: 2 } },
      { restarts: { api: AT } },
    ]) {
      shop.change(overlays(parts));
      hashes.add((await shop.plan()).hash);
    }
    expect(hashes.size).toBe(5);
  });
});

describe('a number of pods where an autoscaler decides', () => {
  it('is refused with the reason', async () => {
    const environment = TestEnvironment.of(
      platform({
        types: [...shopTypes, resourceType('autoscaler', { phase: 'after' })],
        definitions: [
          definition('autoscaler', {
            type: 'autoscaler',
            inputs: {
              objects: [
                {
                  apiVersion: 'autoscaling/v2',
                  kind: 'HorizontalPodAutoscaler',
                  metadata: { name: '${resource.name}' },
                  spec: {
                    scaleTargetRef: {
                      apiVersion: 'apps/v1',
                      kind: 'Deployment',
                      name: '${workload.name}',
                    },
                    maxReplicas: 5,
                  },
                },
              ],
            },
          }),
        ],
      }),
      [workload('web', { resources: { scaling: { type: 'autoscaler' } } })],
      overlays({ replicas: { web: 3 } }),
    );
    expect(await environment.tryPlan()).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        expect.objectContaining({
          code: 'ScaleRefused',
          address: 'workload#web',
        }),
      ]),
    });
    expect(await environment.deploy({ overlays: NO_OVERLAYS })).toMatchObject({
      status: 'succeeded',
    });
    environment.change(overlays({ paused: true }));
    expect(changes(await environment.plan())).toEqual({
      'workload#web': ['update', 'paused'],
    });
  });
});
