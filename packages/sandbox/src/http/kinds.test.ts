import { JsonObject, listAt, objectAt, objectsAt } from '../json';
import { Observer, startObserver } from '../testing/observer';

let world: Observer;

beforeEach(async () => {
  world = await startObserver();
});
afterEach(() => world.close());

describe('kinds', () => {
  const definition = (schema: JsonObject): JsonObject => ({
    metadata: { name: 'workspaces.lab.example.com' },
    spec: {
      group: 'lab.example.com',
      names: { kind: 'Workspace', plural: 'workspaces', shortNames: ['ws'] },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          subresources: { status: {} },
        },
      ],
    },
  });
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const workspaces = '/apis/lab.example.com/v1/namespaces/default/workspaces';
  const workspace = (spec: JsonObject): JsonObject => ({
    apiVersion: 'lab.example.com/v1',
    kind: 'Workspace',
    metadata: { name: 'mine' },
    spec,
  });

  it('are discovered', async () => {
    const { body: groups } = await world.api.get('/apis');
    expect(objectsAt(groups, 'groups').map(group => group.name)).toEqual(
      expect.arrayContaining([
        'apps',
        'batch',
        'networking.k8s.io',
        'autoscaling',
        'policy',
        'rbac.authorization.k8s.io',
      ]),
    );
    const { body: apps } = await world.api.get('/apis/apps/v1');
    expect(objectsAt(apps, 'resources').map(resource => resource.name)).toEqual(
      expect.arrayContaining([
        'deployments',
        'deployments/status',
        'deployments/scale',
      ]),
    );
    const nowhere = await fetch(`${world.api.url}/apis/nowhere.example.com/v1`);
    expect(nowhere.status).toBe(404);
  });

  it('come with a definition and go with it', async () => {
    await world.api.create(
      crds,
      definition({
        type: 'object',
        properties: {
          spec: { type: 'object', properties: { size: { type: 'integer' } } },
          status: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
          },
        },
      }),
    );
    world.clock.advance(10);
    const { body } = await world.api.get(`${crds}/workspaces.lab.example.com`);
    expect(
      objectsAt(body, 'status', 'conditions').map(({ type, status }) => [
        type,
        status,
      ]),
    ).toEqual([
      ['NamesAccepted', 'True'],
      ['Established', 'True'],
    ]);
    expect(
      (await world.api.apply(`${workspaces}/mine`, workspace({ size: 1 })))
        .status,
    ).toBe(201);
    expect(
      (await world.api.apply(`${workspaces}/mine`, workspace({ size: 'x' })))
        .status,
    ).toBe(500);
    expect(
      (await world.api.apply(`${workspaces}/mine`, workspace({ sise: 1 })))
        .status,
    ).toBe(500);
    expect(
      (await world.api.merge(`${workspaces}/mine`, { spec: { size: 'x' } }))
        .status,
    ).toBe(422);
    await world.api.merge(`${workspaces}/mine/status`, {
      status: { ready: true },
      spec: { size: 9 },
    });
    expect((await world.api.get(`${workspaces}/mine`)).body).toMatchObject({
      spec: { size: 1 },
      status: { ready: true },
    });
    await world.api.remove(`${crds}/workspaces.lab.example.com`);
    world.clock.advance(10);
    expect((await fetch(world.api.url + workspaces)).status).toBe(404);
  });

  it('that nobody defined are kept as they are once somebody writes one', async () => {
    expect((await fetch(world.api.url + workspaces)).status).toBe(404);
    const written = await world.api.apply(
      `${workspaces}/mine`,
      workspace({ anything: [1, { goes: null }] }),
    );
    expect(written.status).toBe(201);
    expect(written.body).toMatchObject({
      spec: { anything: [1, { goes: null }] },
    });
    const { body: found } = await world.api.get('/apis/lab.example.com/v1');
    expect(
      objectsAt(found, 'resources').map(({ name, kind, namespaced }) => ({
        name,
        kind,
        namespaced,
      })),
    ).toContainEqual({
      name: 'workspaces',
      kind: 'Workspace',
      namespaced: true,
    });
    expect(
      listAt((await world.api.get(workspaces)).body, 'items'),
    ).toHaveLength(1);
  });

  it('of a known group must exist', async () => {
    const { status } = await world.api.create(
      '/apis/apps/v1/namespaces/default/gadgets',
      {
        apiVersion: 'apps/v1',
        kind: 'Gadget',
        metadata: { name: 'a' },
      },
    );
    expect(status).toBe(404);
  });

  it('that are only asked are answered', async () => {
    const { status, body } = await world.api.create(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
    );
    expect(status).toBe(201);
    expect(objectAt(body, 'status')).toMatchObject({ allowed: true });
  });
});
