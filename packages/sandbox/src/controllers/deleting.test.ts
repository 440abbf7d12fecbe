import { listAt, textAt } from '../json';
import { deployment, paths } from '../testing/manifests';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

describe('deleting', () => {
  const counts = async () => ({
    deployments: listAt((await world.api.get(paths.deployments)).body, 'items')
      .length,
    replicaSets: listAt((await world.api.get(paths.replicaSets)).body, 'items')
      .length,
    pods: (await world.pods()).length,
  });

  beforeEach(async () => {
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 2 }),
    );
    world.clock.advance(2000);
  });

  it('in the background, the owner goes at once and what it owns after it', async () => {
    await world.api.remove(`${paths.deployments}/web`);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 1, pods: 2 });
    world.clock.advance(1000);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 0, pods: 0 });
  });

  it('in the foreground, the owner goes last', async () => {
    await world.api.remove(`${paths.deployments}/web`, {
      propagationPolicy: 'Foreground',
    });
    world.clock.advance(100);
    expect((await counts()).deployments).toBe(1);
    world.clock.advance(1000);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 0, pods: 0 });
  });

  it('as orphans, what it owned stays and is adopted by the next', async () => {
    await world.api.remove(`${paths.deployments}/web`, {
      propagationPolicy: 'Orphan',
    });
    world.clock.advance(2000);
    expect(await counts()).toEqual({ deployments: 0, replicaSets: 1, pods: 2 });
    const before = (await world.pods()).map(pod =>
      textAt(pod, 'metadata', 'uid'),
    );
    await world.api.create(
      paths.deployments,
      deployment('web:1', { replicas: 2 }),
    );
    world.clock.advance(2000);
    expect(await counts()).toEqual({ deployments: 1, replicaSets: 1, pods: 2 });
    expect(
      (await world.pods()).map(pod => textAt(pod, 'metadata', 'uid')),
    ).toEqual(before);
    expect(await world.status(`${paths.deployments}/web`)).toMatchObject({
      readyReplicas: 2,
    });
  });

  it('a namespace empties it first', async () => {
    await world.api.create('/api/v1/namespaces', {
      metadata: { name: 'team' },
    });
    const inTeam = paths.deployments.replace('default', 'team');
    await world.api.create(inTeam, deployment('web:1'));
    world.clock.advance(2000);
    await world.api.remove('/api/v1/namespaces/team');
    expect((await world.api.get('/api/v1/namespaces/team')).body).toMatchObject(
      {
        status: { phase: 'Terminating' },
      },
    );
    expect((await world.api.create(inTeam, deployment('web:1'))).status).toBe(
      403,
    );
    world.clock.advance(2000);
    expect((await world.api.get('/api/v1/namespaces/team')).status).toBe(404);
    expect(
      listAt(
        (await world.api.get('/api/v1/namespaces/team/pods')).body,
        'items',
      ),
    ).toEqual([]);
    expect((await world.api.create(inTeam, deployment('web:1'))).status).toBe(
      404,
    );
  });

  it('what has two owners goes with the second', async () => {
    const owner = async (name: string) =>
      (await world.api.create(paths.configMaps, { metadata: { name } })).body;
    const owners = [await owner('one'), await owner('two')].map(body => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: textAt(body, 'metadata', 'name') ?? '',
      uid: textAt(body, 'metadata', 'uid') ?? '',
    }));
    await world.api.create(paths.secrets, {
      metadata: { name: 'shared', ownerReferences: owners },
    });
    await world.api.remove(`${paths.configMaps}/one`);
    world.clock.advance(10);
    expect((await world.api.get(`${paths.secrets}/shared`)).status).toBe(200);
    await world.api.remove(`${paths.configMaps}/two`);
    world.clock.advance(10);
    expect((await world.api.get(`${paths.secrets}/shared`)).status).toBe(404);
  });
});
