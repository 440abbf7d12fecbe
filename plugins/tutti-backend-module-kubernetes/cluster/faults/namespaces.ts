import { JsonObject } from '@tutti/engine';
import { ControlPlane } from '../../src/__testUtils__/controlPlane';
import { deployment, environmentIn, Fault, settings, until } from './Fault';

/** Somebody deletes the namespace, and an object in it is held by a finalizer. */
export const terminating: Fault = {
  name: 'a namespace is stuck terminating',
  says: /unable to create new content in namespace stuck because it is being terminated/,
  async provoke(place) {
    const { plane } = place;
    const held = '/api/v1/namespaces/stuck/configmaps';
    const { change, deploy } = environmentIn(place, 'stuck', [settings()]);
    const first = await deploy();
    if (first.is !== 'healthy') throw new Error(first.why);
    await plane.ask('POST', held, {
      ...settings('held'),
      metadata: { name: 'held', finalizers: ['lab.example.com/held'] },
    });
    await plane.ask('DELETE', '/api/v1/namespaces/stuck');
    await until(async () => {
      const [, ...others] = JSON.stringify(await plane.ask('GET', held)).split(
        '"uid"',
      );
      return others.length === 1;
    });
    change({ objects: [settings('settings', 'b')] });
    return {
      deploy,
      async mend() {
        await plane.ask('PATCH', `${held}/held`, {
          metadata: { finalizers: null },
        });
        await until(() =>
          plane.ask('GET', '/api/v1/namespaces/stuck').then(
            () => false,
            () => true,
          ),
        );
      },
    };
  },
};

/** Resolves when the quota counts. */
async function limit(
  plane: ControlPlane,
  name: string,
  hard: JsonObject,
): Promise<void> {
  const quotas = `/api/v1/namespaces/${name}/resourcequotas`;
  await plane.ask('POST', quotas, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name },
    spec: { hard },
  });
  await until(async () =>
    JSON.stringify(await plane.ask('GET', quotas)).includes('"used"'),
  );
}

async function lift(plane: ControlPlane, name: string): Promise<void> {
  await plane.ask(
    'DELETE',
    `/api/v1/namespaces/${name}/resourcequotas/${name}`,
  );
}

/** A quota of the namespace leaves no room for what is added. */
export const quota: Fault = {
  name: 'a quota is exceeded',
  says: /exceeded quota: small/,
  async provoke(place) {
    const { plane } = place;
    const { change, deploy } = environmentIn(place, 'small', [settings('one')]);
    await deploy();
    await limit(plane, 'small', { 'count/configmaps': '1' });
    change({ objects: [settings('one'), settings('two')] });
    return { deploy, mend: () => lift(plane, 'small') };
  },
};

/** A quota of pods lets the workload be changed, and none of its new pods be made. */
export const podQuota: Fault = {
  name: 'a quota leaves no room for pods',
  says: /no pod could be made: the quota no-pods is used up/,
  async provoke(place) {
    const { plane } = place;
    const { environment, change, deploy } = environmentIn(place, 'no-pods', [
      settings(),
    ]);
    await deploy();
    await limit(plane, 'no-pods', { pods: '1' });
    change({ objects: [settings(), deployment('crowd', {})] });
    environment.limits = { healthTimeoutMs: 5_000, healthPollMs: 200 };
    return {
      deploy,
      async mend() {
        await lift(plane, 'no-pods');
        // A ReplicaSet that was refused its pods asks again after a while, longer each time.
        environment.limits = { healthTimeoutMs: 60_000, healthPollMs: 200 };
      },
    };
  },
};
