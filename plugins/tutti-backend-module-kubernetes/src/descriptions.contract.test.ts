import { setTimeout as pause } from 'node:timers/promises';
import {
  builtinDrivers,
  loadPlatform,
  planDeployment,
  readWorkload,
} from '@tutti/engine';
import { TestEnvironment } from '@tutti/engine/testing';
import { inspectObject, Shape } from '@tutti/kubernetes';
import { definitionOf } from './__testUtils__/manifests';
import { describePlaces, Site } from './__testUtils__/places';

const API = 'lab.example.com/v1';

/** How the cluster describes a kind, as soon as it does: a new kind takes it a moment. */
async function described(site: Site, kind: string): Promise<Shape> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    // Each plan opens the target anew.
    const target = await site.neighbour(site.target.namespace);
    const shape = await target.shapeOf?.(API, kind);
    if (shape) return shape;
    if (performance.now() > deadline) throw new Error('not within 20 s');
    await pause(50);
  }
}

const PLATFORM = `
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: development }
spec: { rank: 1 }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: here }
spec: { driver: kubernetes, cluster: here, namespace: shop }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: queue }
spec: { outputs: { type: object, properties: {} } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: queue }
spec:
  type: queue
  driver: manifests
  inputs:
    objects:
      - apiVersion: ${API}
        kind: Queue
        metadata: { name: jobs }
        spec: { sise: 2 }
`;

const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "nginx:1.27" } }
resources: { jobs: { type: queue } }
`;

/** A plan of a workload with a Queue that has a field wrong. */
async function planAt(site: Site) {
  const platform = loadPlatform(
    [{ file: 'platform.yaml', text: PLATFORM }],
    builtinDrivers(),
  );
  const workload = readWorkload(SCORE, { file: 'score.yaml' });
  if (!platform.ok || !workload.ok) {
    throw new Error(
      JSON.stringify([...platform.problems, ...workload.problems]),
    );
  }
  const environment = TestEnvironment.of(platform.value, [workload.value]);
  const target = await site.neighbour(site.target.namespace);
  return planDeployment(
    { ...environment.request, state: environment.database.state() },
    environment.ports(() => target),
  );
}

describePlaces(site => {
  it.each([
    ['v1', 'Namespace'],
    ['v1', 'Secret'],
    ['v1', 'Service'],
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['batch/v1', 'CronJob'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ])('%s %s is described as it is shipped', async (apiVersion, kind) => {
    expect(await site().target.shapeOf?.(apiVersion, kind)).toBeUndefined();
  });

  it('a custom kind is judged by its own schema', async () => {
    await site().create(
      definitionOf('Queue', {
        schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              required: ['size'],
              properties: {
                size: { type: 'integer' },
                free: {
                  type: 'object',
                  'x-kubernetes-preserve-unknown-fields': true,
                },
              },
            },
          },
        },
      }),
    );
    const shape = await described(site(), 'Queue');
    const queue = (spec: object) => ({
      apiVersion: API,
      kind: 'Queue',
      metadata: { name: 'jobs' },
      spec: { size: 1, ...spec },
    });
    const paths = (spec: object) =>
      inspectObject(queue(spec), shape).map(({ path }) => path.join('.'));
    expect(paths({ free: { any: ['thing'] } })).toEqual([]);
    expect(paths({ size: 'large' })).toEqual(['spec.size']);
    expect(paths({ sise: 2 })).toEqual(['spec.sise']);
    // What it refuses, we refuse.
    await expect(site().create(queue({ sise: 2 }))).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await planAt(site())).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'RefusedByKubernetes',
          path: 'spec.inputs.objects[0].spec.sise',
          file: 'platform.yaml',
        },
        {
          code: 'RefusedByKubernetes',
          message: expect.stringContaining('size'),
        },
      ],
    });
    // The same object, so that it crosses to a thread once.
    expect(await described(site(), 'Queue')).toBe(shape);
  });

  it('a kind that may hold anything passes', async () => {
    await site().create(definitionOf('Bag'));
    const shape = await described(site(), 'Bag');
    expect(
      inspectObject(
        {
          apiVersion: API,
          kind: 'Bag',
          metadata: { name: 'mine' },
          spec: { size: 1 },
        },
        shape,
      ),
    ).toEqual([]);
  });
});
