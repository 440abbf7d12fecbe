import { Plan } from '@tutti/engine';
import { TestEnvironment } from '@tutti/engine/testing';
import { at } from './json';
import {
  environmentOfThings,
  Wanted,
} from './__testUtils__/environmentOfThings';
import { definitionOf } from './__testUtils__/manifests';
import { describePlaces, Site } from './__testUtils__/places';

/** What a platform and a workload make of a cluster, by plans and runs alone. */

/** An environment of its own beside the site's namespace. */
async function environmentAt(site: Site, wanted: Wanted) {
  const namespace = `${site.target.namespace}-shop`;
  const { environment, change } = environmentOfThings(
    place => site.driver.open(place),
    { cluster: 'here', namespace },
    wanted,
  );
  const deploy = async () => {
    const plan = await environment.plan();
    expect(await environment.run(plan)).toMatchObject({ status: 'succeeded' });
    return plan;
  };
  return {
    environment,
    change,
    deploy,
    target: await site.neighbour(namespace),
  };
}

function actions({ steps }: Plan): string[] {
  return steps.flatMap(({ objects }) =>
    objects
      .filter(({ action }) => action !== 'keep')
      .map(({ action, ref }) => `${action} ${ref.kind}`),
  );
}

const settings = (value: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data: { value },
});

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: {
    storageClassName: 'slow',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  },
};

const volume = (name: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'slow-by-hand',
    hostPath: { path: '/srv/data' },
  },
});

const job = (image: string) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate' },
  spec: {
    template: {
      spec: { restartPolicy: 'Never', containers: [{ name: 'main', image }] },
    },
  },
});

describePlaces(site => {
  it('a kind and an object of it come in one plan', async () => {
    const basket = {
      apiVersion: 'lab.example.com/v1',
      kind: 'Hamper',
      metadata: { name: 'mine' },
      spec: { size: 1 },
    };
    const { environment, target, change } = await environmentAt(site(), {
      objects: [basket, definitionOf('Hamper')],
    });
    const consenting = async () =>
      environment.deploy({ consent: (await environment.plan()).consents });
    expect(await consenting()).toMatchObject({ status: 'succeeded' });
    const ref = { ...basket, name: 'mine', namespace: target.namespace };
    const read = async () => (await target.observe([ref], site().call))[0];
    expect((await read()).content).toMatchObject({ spec: { size: 1 } });
    change({
      objects: [{ ...basket, spec: { size: 2 } }, definitionOf('Hamper')],
    });
    expect(await consenting()).toMatchObject({ applies: 1 });
    expect((await read()).content).toMatchObject({ spec: { size: 2 } });
  }, 60_000);

  it('a plan says what the cluster accepts and refuses, and whose fields it takes', async () => {
    const { environment, target, change, deploy } = await environmentAt(
      site(),
      { objects: [settings('1')] },
    );
    const first = await deploy();
    expect(first.dryRun).toMatchObject({ accepted: 1, refused: 0 });
    const path = `/api/v1/namespaces/${target.namespace}/configmaps/settings`;
    await site().ask('PATCH', `${path}?fieldManager=by-hand`, {
      data: { value: 'foreign' },
    });

    change({ objects: [settings('2')] });
    const taking = await environment.plan();
    expect(taking).toMatchObject({ deployable: true });
    expect(JSON.stringify(taking)).toContain(
      '"takes":[{"manager":"by-hand","path":".data.value"}]',
    );

    change({ objects: [settings('2')], target: { conflicts: 'refuse' } });
    const refusing = await environment.plan();
    expect(refusing).toMatchObject({
      deployable: false,
      dryRun: {
        refusals: [
          {
            message: expect.stringContaining('.data.value belongs to by-hand'),
          },
        ],
      },
    });
    expect(await environment.run(refusing)).toMatchObject({
      status: 'failed',
      failures: [{ code: 'TargetFieldConflict' }],
    });
  }, 60_000);

  it('objects and namespaces of others are left alone', async () => {
    const { environment, target, change, deploy } = await environmentAt(
      site(),
      { objects: [settings('1'), job('registry.example.com/migrate:1')] },
    );
    await deploy();
    const path = `/api/v1/namespaces/${target.namespace}/configmaps`;
    await site().ask('POST', path, {
      ...settings('theirs'),
      metadata: { name: 'of-somebody' },
    });
    change({ objects: [settings('2')] });
    expect(actions(await deploy())).toEqual(['update ConfigMap', 'delete Job']);
    expect(await site().ask('GET', `${path}/of-somebody`)).toMatchObject({
      data: { value: 'theirs' },
    });

    environment.change({
      environment: { id: 'another', name: 'dev', type: 'development' },
    });
    const other = new TestEnvironment(environment.request);
    other.ports = () => environment.ports();
    const { problems } = await other.tryPlan();
    expect(problems).toMatchObject([
      { message: expect.stringMatching(/another environment/) },
    ]);
  }, 60_000);

  it('a plan goes no further than the Target allows', async () => {
    const { environment } = await environmentAt(site(), {
      objects: [settings('1'), claim],
      target: { limits: { kinds: ['Namespace', 'ConfigMap', 'Deployment'] } },
    });
    const { problems } = await environment.tryPlan();
    expect(problems).toMatchObject([
      {
        code: 'BeyondLimits',
        message:
          'PersistentVolumeClaim data of thing.default#web.thing is of kind PersistentVolumeClaim, which is not under limits.kinds of Target here.',
      },
    ]);
  });

  it('a Job whose template changed is deleted and made anew', async () => {
    const { target, change, deploy } = await environmentAt(site(), {
      objects: [job('registry.example.com/migrate:1')],
    });
    await deploy();
    const ref = { apiVersion: 'batch/v1', kind: 'Job', name: 'migrate' };
    const [before] = await target.observe([ref], site().call);
    change({ objects: [job('registry.example.com/migrate:2')] });
    expect(actions(await deploy())).toEqual(['replace Job']);
    const [after] = await target.observe([ref], site().call);
    expect(after.uid).not.toBe(before.uid);
    expect(JSON.stringify(at(after.content, 'spec', 'template'))).toContain(
      'migrate:2',
    );
  }, 90_000);

  it.each<[string, object]>([
    ['a claim', claim],
    ['a definition of a kind', definitionOf('Basket')],
    [
      'a namespace',
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'beside-shop' },
      },
    ],
    ['a volume', volume('by-hand')],
  ])(
    '%s is not pruned without consent',
    async (_, object) => {
      const { environment, target, change } = await environmentAt(site(), {
        objects: [settings('1'), object],
      });
      const made = await environment.plan();
      environment.change({ consent: made.consents });
      expect(await environment.run(await environment.plan())).toMatchObject({
        status: 'succeeded',
      });
      change({ objects: [settings('1')] });
      environment.change({ consent: [] });
      const plan = await environment.plan();
      expect(plan).toMatchObject({
        deployable: false,
        consents: [{ action: 'destroy', covers: 'data', required: true }],
      });
      expect(await environment.run(plan)).toMatchObject({ status: 'failed' });
      const [{ ref }] = plan.steps
        .flatMap(({ objects }) => objects)
        .filter(({ action }) => action === 'delete');
      expect(await target.observe([ref], site().call)).toHaveLength(1);

      environment.change({ consent: plan.consents });
      expect(await environment.run(await environment.plan())).toMatchObject({
        status: 'succeeded',
      });
      expect(await target.observe([ref], site().call)).toEqual([]);
    },
    90_000,
  );
});
