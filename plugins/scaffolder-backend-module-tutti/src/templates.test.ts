import { JsonObject } from '@backstage/types';
import { Application } from '@tutti/plugin-tutti-common';
import {
  entitiesOf,
  EVE,
  MARIA,
  Portal,
  startPortal,
  Task,
  TEAM,
} from './__testUtils__/portal';

const IMAGE = 'registry.example.com/team/service:1.4.2';
const DEVELOPMENT = { name: 'development', type: 'development' };
const STAGING = { name: 'staging', type: 'staging' };
const DATABASE = {
  name: 'db',
  type: 'postgres',
  params: { version: '17' },
  outputs: ['host', 'password'],
};

function service(name: string, more: JsonObject = {}): JsonObject {
  return {
    name,
    owner: TEAM,
    image: IMAGE,
    port: 8080,
    environments: [DEVELOPMENT, STAGING],
    resources: [DATABASE],
    ...more,
  };
}

const IS_HEALTHY = {
  lastDeployment: { status: 'succeeded' },
  health: { status: 'healthy' },
};

describe('the example templates', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      templates: [
        'new-service.yaml',
        'add-workload.yaml',
        'change-resources.yaml',
      ].flatMap(file => entitiesOf(`templates/${file}`)),
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  const made = (name: string): Promise<Application | undefined> =>
    portal
      .tutti()
      .getApplication(name)
      .catch(() => undefined);
  const completed = (task: Task): Task => {
    if (task.status !== 'completed') throw new Error(task.log.join('\n'));
    return task;
  };

  it('take a new service from the form to healthy workloads, as the one who asks', async () => {
    const task = completed(await portal.run('new-service', service('booking')));
    expect(task.output).toMatchObject({
      links: [
        { title: 'The application', url: '/tutti/applications/booking' },
        { url: expect.stringMatching(/^\/tutti\/plans\//) },
      ],
    });
    expect(await made('booking')).toMatchObject({
      owner: TEAM,
      workloads: [{ name: 'booking', resources: [{ type: 'postgres' }] }],
      environments: [
        { ...DEVELOPMENT, ...IS_HEALTHY },
        { ...STAGING, ...IS_HEALTHY },
      ],
    });
    const { items } = await portal
      .tutti()
      .listDeployments({ application: 'booking' });
    expect(items.map(({ requestedBy }) => requestedBy)).toEqual([MARIA, MARIA]);
    expect(task.log.join('\n')).toMatch(/workload#booking: waiting/);
  });

  it('lead to the running service where it has an address', async () => {
    const { output } = completed(
      await portal.run(
        'new-service',
        service('website', {
          environments: [DEVELOPMENT],
          resources: [
            { name: 'address', type: 'dns' },
            {
              name: 'public',
              type: 'route',
              params: {
                host: '${resources.address.host}',
                path: '/',
                port: 8080,
              },
            },
          ],
        }),
      ),
    );
    expect(output).toMatchObject({
      links: [
        { title: 'Open the service', url: expect.stringMatching(/^https?:/) },
        {},
        {},
      ],
    });
  });

  it('run again as a change: what was made is kept, and a plan waits for review', async () => {
    const again = completed(
      await portal.run(
        'new-service',
        service('booking', {
          resources: [DATABASE, { name: 'cache', type: 'redis' }],
        }),
      ),
    );
    expect(again.log.join('\n')).toMatch(/review the plan/);
    expect(await made('booking')).toMatchObject({
      workloads: [{ resources: [{ name: 'cache' }, { name: 'db' }] }],
      environments: [
        { lastDeployment: { number: 1 }, pendingChanges: 1 },
        { lastDeployment: { number: 1 }, pendingChanges: 1 },
      ],
    });
  });

  it('add a workload, and a resource to it, as plans', async () => {
    const added = completed(
      await portal.run('add-workload', {
        application: 'booking',
        name: 'mailer',
        image: IMAGE,
        environments: [DEVELOPMENT],
      }),
    );
    expect(added.output).toMatchObject({
      links: [{ title: 'Review the plan' }, {}],
    });
    completed(
      await portal.run('change-resources', {
        application: 'booking',
        workload: 'mailer',
        resources: [{ name: 'files', type: 'volume', mountPath: '/files' }],
        environments: [DEVELOPMENT],
      }),
    );
    const { score, version } = await portal
      .tutti()
      .getWorkload('booking', 'mailer');
    expect(version).toBe(2);
    expect(score).toContain('source: ${resources.files}');
    const taken = await portal.run('add-workload', {
      application: 'booking',
      name: 'mailer',
      image: 'registry.example.com/other:1',
      environments: [DEVELOPMENT],
    });
    expect(taken.error).toMatch(/has a workload 'mailer' already/);
  });

  it.each<[string, JsonObject, RegExp]>([
    ['a name taken by platform files', { name: 'shop' }, /taken by the appl/],
    [
      'a name taken by others',
      { name: 'others' },
      /'others' is taken by the application "others", which user:default\/eve owns/,
    ],
    [
      'an owner that does not exist',
      { owner: 'group:default/nobody' },
      /owner group:default\/nobody is not in the catalog/,
    ],
    [
      'an owner whom one is no member of',
      { owner: 'group:default/platform' },
      /would be owned by somebody else/,
    ],
    [
      'a system that is bound already',
      { system: 'system:default/shop' },
      /bound to the application 'shop' already/,
    ],
    [
      'a type without definition in that environment',
      {
        environments: [DEVELOPMENT, STAGING],
        resources: [{ name: 'db', type: 'postgres', class: 'huge' }],
      },
      /type postgres, class huge, which the platform does not offer/,
    ],
    [
      'params that the type does not take',
      { resources: [{ ...DATABASE, params: { version: 'new' } }] },
      /version/,
    ],
    [
      'an environment type that one may not make',
      {
        environments: [DEVELOPMENT, { name: 'production', type: 'production' }],
      },
      /release-managers/,
    ],
  ])('make nothing with %s, and say why', async (_what, wrong, message) => {
    if (!(await made('others'))) {
      await portal.tutti(EVE).createApplication({ name: 'others' });
    }
    const values = service('refused', wrong);
    const task = await portal.run('new-service', values);
    expect(task).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(message),
    });
    expect(task.error).not.toMatch(/\n\s+at |Request failed/);
    expect(await made('refused')).toBeUndefined();
    expect(await made('others')).toMatchObject({ workloads: [] });
  });

  it('refuse an image without tag before a task begins', async () => {
    await expect(
      portal.begin('new-service', service('refused', { image: 'nginx' })),
    ).rejects.toThrow(/image/);
    expect(await made('refused')).toBeUndefined();
  });

  it('run twice at once: one service, whoever was first', async () => {
    const values = service('twins', {
      environments: [DEVELOPMENT],
      resources: [],
    });
    const ids = await Promise.all([
      portal.begin('new-service', values),
      portal.begin('new-service', values),
    ]);
    const tasks = await Promise.all(ids.map(id => portal.ended(id)));
    tasks.forEach(completed);
    expect(await made('twins')).toMatchObject({
      workloads: [{ name: 'twins' }],
      environments: [{ ...DEVELOPMENT, ...IS_HEALTHY }],
    });
    expect((await portal.tutti().getWorkload('twins', 'twins')).version).toBe(
      1,
    );
  });
});
