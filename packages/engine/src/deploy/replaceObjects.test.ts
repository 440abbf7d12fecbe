import { JsonObject } from '../model';
import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';

/** An environment whose one resource is made of one object. */
function environmentOf(object: JsonObject): TestEnvironment {
  return TestEnvironment.of(platformOf(object), [
    workload('web', { resources: { thing: { type: 'thing' } } }),
  ]);
}

function platformOf(object: JsonObject) {
  return platform({
    types: [resourceType('thing')],
    definitions: [
      definition('thing', { type: 'thing', inputs: { objects: [object] } }),
    ],
  });
}

async function changed(before: JsonObject, after: JsonObject) {
  const environment = environmentOf(before);
  await environment.deploy();
  environment.change({ platform: platformOf(after) });
  environment.cluster.writes.length = 0;
  return environment;
}

async function theChange(environment: TestEnvironment) {
  const plan = await environment.plan();
  const [change] = plan.steps
    .flatMap(({ objects }) => objects)
    .filter(({ action }) => action !== 'keep');
  return { plan, change };
}

function job(image: string): JsonObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate' },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'main', image }],
        },
      },
    },
  };
}

function statefulSet(
  storage: string,
  more: JsonObject = {},
  image = 'postgres:17',
): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: {
        metadata: { labels: { app: 'db' } },
        spec: { containers: [{ name: 'main', image }] },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage } },
          },
        },
      ],
      ...more,
    },
  };
}

function claim(storageClassName: string, storage = '1Gi'): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: {
      storageClassName,
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage } },
    },
  };
}

function settings(value: string, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data: { value },
    ...more,
  };
}

function secret(value: string, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'key' },
    stringData: { value },
    ...more,
  };
}

describe('an object that cannot be changed in place', () => {
  it.each<[string, JsonObject, JsonObject, string[]]>([
    ['a Job with another image', job('a:1'), job('a:2'), ['spec.template']],
    [
      'an immutable ConfigMap with other data',
      settings('1', { immutable: true }),
      settings('2', { immutable: true }),
      ['data'],
    ],
    [
      'an immutable Secret with other data',
      secret('1', { immutable: true }),
      secret('2', { immutable: true }),
      ['data.value'],
    ],
    [
      'a Secret of another type',
      secret('1'),
      secret('1', { type: 'example.com/other' }),
      ['type'],
    ],
  ])('is deleted and made anew: %s', async (_, before, after, fields) => {
    const environment = await changed(before, after);
    const { plan, change } = await theChange(environment);
    expect(change).toMatchObject({ action: 'replace', unchangeable: fields });
    expect(plan).toMatchObject({ consents: [], deployable: true });
    const was = environment.cluster.get(
      `${change.ref.kind}/${change.ref.name}`,
    );
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.writes).toEqual([
      `remove ${change.ref.kind}/${change.ref.name}`,
      `apply ${change.ref.kind}/${change.ref.name}`,
    ]);
    const now = environment.cluster.get(
      `${change.ref.kind}/${change.ref.name}`,
    );
    expect(now?.uid).not.toBe(was?.uid);
    expect((await theChange(environment)).change).toBeUndefined();
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['an image', statefulSet('1Gi'), statefulSet('1Gi', {}, 'postgres:18')],
    [
      'an amount in another spelling',
      statefulSet('1Gi'),
      statefulSet('1024Mi'),
    ],
    ['a claim that grows', claim('slow'), claim('slow', '2Gi')],
    ['data of a ConfigMap', settings('1'), settings('2')],
    ['becoming immutable', settings('1'), settings('1', { immutable: true })],
  ])('is not every object: %s', async (_, before, after) => {
    const environment = await changed(before, after);
    const { change } = await theChange(environment);
    expect(change).toMatchObject({ action: 'update' });
    expect(change.unchangeable).toBeUndefined();
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    [
      'a claim of another class',
      claim('slow'),
      claim('fast'),
      'PersistentVolumeClaim data of thing.default#web.thing has to be deleted and made anew, because spec of it cannot be changed; what is in it is lost.',
    ],
    [
      'a StatefulSet with other claims',
      statefulSet('1Gi'),
      statefulSet('2Gi'),
      'StatefulSet db of thing.default#web.thing has to be deleted and made anew, because spec of it cannot be changed; its pods stop meanwhile, and its claims stay as they are.',
    ],
  ])(
    'waits for consent where it holds data: %s',
    async (_, before, after, message) => {
      const environment = await changed(before, after);
      const { plan, change } = await theChange(environment);
      expect(plan.deployable).toBe(false);
      expect(plan.consents).toMatchObject([
        {
          action: 'replace',
          covers: 'data',
          required: true,
          given: false,
          message,
        },
      ]);
      expect(await environment.run(plan)).toMatchObject({
        status: 'failed',
        failures: [{ code: 'ConsentMissing' }],
      });
      expect(environment.cluster.writes).toEqual([]);

      const [{ subject }] = plan.consents;
      environment.change({ consent: [{ subject, action: 'replace' }] });
      const agreed = await environment.plan();
      expect(agreed.deployable).toBe(true);
      expect(await environment.run(agreed)).toMatchObject({
        status: 'succeeded',
      });
      expect(environment.cluster.writes).toEqual([
        `remove ${change.ref.kind}/${change.ref.name}`,
        `apply ${change.ref.kind}/${change.ref.name}`,
      ]);
    },
  );

  it('is made when it went away before its replacement was', async () => {
    const environment = await changed(job('a:1'), job('a:2'));
    const { plan } = await theChange(environment);
    let isBroken = true;
    environment.cluster.before = verb => {
      if (verb === 'apply' && isBroken)
        throw new Error('the process ends here');
    };
    expect(await environment.run(plan)).toMatchObject({ status: 'failed' });
    expect(environment.cluster.get('Job/migrate')).toBeUndefined();
    isBroken = false;
    expect(await environment.run(await environment.plan())).toMatchObject({
      status: 'succeeded',
    });
    expect(environment.cluster.get('Job/migrate')).toBeDefined();
  });

  it('runs as a new Job where the cluster has cleaned the finished one away', async () => {
    const environment = await changed(job('a:1'), job('a:2'));
    environment.cluster.delete('Job/migrate');
    const { plan, change } = await theChange(environment);
    expect(change).toMatchObject({ action: 'create' });
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.writes).toEqual(['apply Job/migrate']);

    environment.cluster.delete('Job/migrate');
    expect((await theChange(environment)).change).toBeUndefined();
  });

  it('of somebody else, made under its name since, is left to be adopted', async () => {
    const environment = await changed(job('a:1'), job('a:2'));
    environment.cluster.delete('Job/migrate');
    environment.cluster.put({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'migrate', namespace: 'shop-dev' },
    });
    const { change } = await theChange(environment);
    expect(change).toMatchObject({ action: 'adopt' });
  });
});
