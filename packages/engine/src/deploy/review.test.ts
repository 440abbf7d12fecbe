import { Driver, DriverChange, Secret } from '../model';
import { isKnown } from '../create/values';
import {
  definition,
  environmentType,
  platform,
  resourceType,
  workload,
} from '../testing/platform';
import { TestEnvironment } from '../testing/TestEnvironment';

const NETWORK = 'network.default#web.net';
const CLUSTER = 'cluster.default#web.cluster';
const SECRET = 'canary-of-the-network';

/** What its tool would do; tests change it. */
interface Tool {
  changes: DriverChange[];
  applied: string[];
}

/** A network whose outputs are known after it is made, and what is built in it by a tool that plans. */
function scene(deferredPlans: 'allow' | 'review', tool: Tool) {
  const base = {
    version: '1',
    inputs: { type: 'object' },
    destroy: async () => {},
    recover: async () => 'notStarted' as const,
  };
  const network: Driver = {
    ...base,
    name: 'network',
    plan: async () => ({ outputs: {}, objects: [], exactness: 'exact' }),
    apply: async () => ({
      outputs: { id: 'net-1', key: new Secret(SECRET) },
      objects: [],
    }),
  };
  const tooled: Driver = {
    ...base,
    name: 'tool',
    plan: async ({ inputs }) =>
      isKnown(inputs)
        ? {
            outputs: {},
            objects: [],
            exactness: 'exact',
            changes: tool.changes,
          }
        : { outputs: {}, objects: [], exactness: 'deferred' },
    apply: async ({ address }) => {
      tool.applied.push(address);
      return { outputs: { host: 'c.example.com' }, objects: [] };
    },
  };
  const outputs = (...names: string[]) => ({
    type: 'object' as const,
    properties: Object.fromEntries(
      names.map(name => [name, { type: 'string' as const }]),
    ),
  });
  const environment = TestEnvironment.of(
    platform({
      environmentTypes: [environmentType('development', { deferredPlans })],
      types: [
        resourceType('network', {
          outputs: {
            type: 'object',
            properties: {
              id: { type: 'string' },
              key: { type: 'string', 'x-secret': true },
            },
          },
        }),
        resourceType('cluster', { outputs: outputs('host') }),
      ],
      definitions: [
        definition('network', { type: 'network', driver: 'network' }),
        definition('cluster', {
          type: 'cluster',
          driver: 'tool',
          inputs: { network: '${params.network}' },
        }),
      ],
    }),
    [
      workload('web', {
        variables: { HOST: '${resources.cluster.host}' },
        resources: {
          net: { type: 'network' },
          cluster: {
            type: 'cluster',
            params: { network: '${resources.net.id}' },
          },
        },
      }),
      workload('alone'),
    ],
  );
  environment.drivers.network = network;
  environment.drivers.tool = tooled;
  return environment;
}

/** How each step stands, by the last that was told of it. */
function standing(environment: TestEnvironment): Record<string, string> {
  return Object.fromEntries(
    environment.events.flatMap(event =>
      event.type === 'step' ? [[event.address, event.status]] : [],
    ),
  );
}

const CREATES: DriverChange[] = [
  { address: 'cluster.main', action: 'create', summary: `key ${SECRET}` },
  { address: 'pool.main', action: 'create' },
];

it('what a driver could not plan is known in the run, which waits for its review', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('review', tool);
  const reviewed = await environment.plan();
  expect(reviewed.reviews).toEqual([CLUSTER]);
  const outcome = await environment.run(reviewed);
  expect(outcome).toEqual({
    status: 'reviewing',
    plans: [
      {
        address: CLUSTER,
        action: 'create',
        changes: [
          {
            address: 'cluster.main',
            action: 'create',
            summary: 'key (secret)',
          },
          { address: 'pool.main', action: 'create' },
        ],
        hash: expect.any(String),
      },
    ],
  });
  expect(tool.applied).toEqual([]);
  // What does not need it is done; what does has not begun, and is not skipped.
  expect(standing(environment)).toMatchObject({
    [NETWORK]: 'done',
    [CLUSTER]: 'pending',
    'workload#alone': 'done',
  });
  expect(standing(environment)['workload#web']).toBeUndefined();
});

it('goes on where it was when exactly that is approved', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('review', tool);
  const reviewed = await environment.plan();
  const first = await environment.run(reviewed);
  const [{ address, hash }] = first.status === 'reviewing' ? first.plans : [];
  const outcome = await environment.run(reviewed, {
    resumes: true,
    approved: { [address]: hash },
  });
  expect(outcome.status).toBe('succeeded');
  expect(tool.applied).toEqual([CLUSTER]);
  expect(standing(environment)).toMatchObject({
    [NETWORK]: 'kept',
    [CLUSTER]: 'done',
    'workload#web': 'done',
    'workload#alone': 'kept',
  });
});

it('asks again when the driver would do something else than what was approved', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('review', tool);
  const reviewed = await environment.plan();
  const first = await environment.run(reviewed);
  const [{ address, hash }] = first.status === 'reviewing' ? first.plans : [];
  tool.changes = [{ address: 'cluster.old', action: 'destroy' }, ...CREATES];
  const again = await environment.run(reviewed, {
    resumes: true,
    approved: { [address]: hash },
  });
  expect(again).toMatchObject({
    status: 'reviewing',
    plans: [{ changes: tool.changes.map(({ action }) => ({ action })) }],
  });
  expect(tool.applied).toEqual([]);
});

it('asks nobody where the environment type does not', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('allow', tool);
  const reviewed = await environment.plan();
  expect(reviewed.reviews).toBeUndefined();
  expect((await environment.run(reviewed)).status).toBe('succeeded');
  expect(tool.applied).toEqual([CLUSTER]);
});

it('does not run a plan that said nothing of the review', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('allow', tool);
  const reviewed = await environment.plan();
  environment.change({ platform: scene('review', tool).request.platform });
  expect(await environment.run(reviewed)).toEqual({
    status: 'stale',
    moved: [`${CLUSTER} would wait for a review in the run.`],
  });
  expect(tool.applied).toEqual([]);
});

it('asks nobody once everything is known before the run', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('allow', tool);
  await environment.deploy();
  const { environmentTypes } = scene('review', tool).request.platform;
  environment.change({
    platform: { ...environment.request.platform, environmentTypes },
    force: true,
  });
  // The network is made again with the outputs that it has.
  expect((await environment.plan()).reviews).toBeUndefined();
});

it('a failure beside it ends the run: nothing is left to review', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('review', tool);
  const { workloads } = environment.request;
  environment.change({
    workloads: [
      ...workloads,
      workload('broken', {
        resources: { bad: { type: 'network', id: 'bad' } },
      }),
    ],
  });
  const { network } = environment.drivers;
  environment.drivers.network = {
    ...network,
    apply: async (request, run) => {
      if (request.id === 'bad') throw new Error('no address is left');
      return network.apply(request, run);
    },
  };
  const outcome = await environment.run(await environment.plan());
  expect(outcome).toMatchObject({
    status: 'failed',
    failures: [{ address: 'network.default#bad' }],
  });
});

it('a driver that never says what it would do is not run', async () => {
  const tool: Tool = { changes: CREATES, applied: [] };
  const environment = scene('review', tool);
  environment.drivers.tool = {
    ...environment.drivers.tool,
    plan: async () => ({ outputs: {}, objects: [], exactness: 'deferred' }),
  };
  expect(await environment.run(await environment.plan())).toMatchObject({
    status: 'failed',
    failures: [
      {
        address: CLUSTER,
        code: 'PlanDiverged',
        message: expect.stringContaining('has to be reviewed'),
      },
    ],
  });
  expect(tool.applied).toEqual([]);
});
