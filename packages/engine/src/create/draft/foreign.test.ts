import { JsonObject } from '../../model';
import { TestEnvironment } from '../../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';

const config = (namespace?: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'x', ...(namespace !== undefined && { namespace }) },
});
const role: JsonObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'x' },
  rules: [],
};
const namespace = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

/** An environment in shop-dev whose definition makes these. */
function making(objects: JsonObject[], adopt: string[] = []): TestEnvironment {
  const environment = TestEnvironment.of(
    platform({
      types: [resourceType('thing')],
      definitions: [
        definition('thing', { type: 'thing', inputs: { objects } }),
      ],
    }),
    [workload('web', { resources: { it: { type: 'thing' } } })],
  );
  environment.request.platform.targets.memory.namespaces.adopt = adopt;
  return environment;
}

describe('a new object outside of its environment', () => {
  it.each([
    ['a namespace that somebody else has', true],
    ['a namespace that nobody has', false],
  ])('is refused in %s', async (_, isThere) => {
    const environment = making([config('team-b')]);
    if (isThere) {
      environment.cluster.put({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'team-b' },
      });
    }
    const subject = '/ConfigMap/team-b/x';
    environment.change({ consent: [{ subject, action: 'create' }] });
    expect((await environment.tryPlan()).problems).toMatchObject([
      {
        code: 'ForeignNamespace',
        message:
          'ConfigMap x would be in namespace team-b, which is not of this environment.',
      },
    ]);
  });

  it.each<[string, JsonObject[], string[], string]>([
    [
      'for the whole cluster',
      [role],
      [],
      'rbac.authorization.k8s.io/ClusterRole//x',
    ],
    [
      'as another namespace',
      [namespace('shop-more')],
      [],
      '/Namespace//shop-more',
    ],
    [
      'in a namespace that the Target names',
      [config('logs')],
      ['logs'],
      '/ConfigMap/logs/x',
    ],
  ])(
    '%s is for one to accept who may manage',
    async (_, objects, adopt, subject) => {
      const environment = making(objects, adopt);
      environment.cluster.put({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'logs' },
      });
      const { consents, deployable } = await environment.plan();
      expect(consents).toMatchObject([
        { subject, action: 'create', covers: 'foreign', required: true },
      ]);
      expect(deployable).toBe(false);
      expect(
        await environment.deploy({ consent: [{ subject, action: 'create' }] }),
      ).toMatchObject({ status: 'succeeded' });
      // What is there is the environment's: nobody is asked twice.
      environment.change({ consent: [], force: true });
      expect((await environment.plan()).consents).toEqual([]);
      environment.cluster.delete(`${objects[0].kind}/${subject.split('/')[3]}`);
      expect((await environment.plan()).consents).toEqual([]);
    },
  );

  it('is none in a namespace that it makes itself', async () => {
    const environment = making([namespace('shop-more'), config('shop-more')]);
    expect((await environment.plan()).consents).toMatchObject([
      { subject: '/Namespace//shop-more' },
    ]);
  });

  it('is none at home', async () => {
    for (const object of [config(), config('shop-dev')]) {
      expect((await making([object]).plan()).consents).toEqual([]);
    }
  });
});
