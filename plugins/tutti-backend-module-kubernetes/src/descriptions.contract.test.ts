import { setTimeout as pause } from 'node:timers/promises';
import { planDeployment, Target } from '@tutti/engine';
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
