import { EnvironmentState, Plan, PlanRequest, Secret } from '../../model';
import { environmentType } from '../../testing/platform';
import {
  api,
  environmentValues,
  postgresInCluster,
  redisInCluster,
  routeIngress,
  shopPlatform,
  smallShop,
  worker,
} from '../../testing/shop';
import { planDeployment } from './planDeployment';

const stateful = { ...postgresInCluster, protection: 'stateful' as const };
const others = [redisInCluster, routeIngress, environmentValues];
const platform = shopPlatform([stateful, ...others]);

type Asked = Partial<Omit<PlanRequest, 'state'>>;

const next: Asked = {
  platform,
  secrets: { TOKEN: new Secret('canary') },
  workloads: [
    {
      ...api,
      containers: {
        main: { ...api.containers.main, image: 'example.com/api:2' },
      },
    },
    worker,
  ],
};

interface Situation {
  request?: Asked;
  state?: (state: EnvironmentState) => EnvironmentState;
}

/** Something runs, and another release is planned: as it is, and after what happened in between. */
async function planned(...situations: Situation[]): Promise<Plan[]> {
  const environment = smallShop();
  const { status } = await environment.deploy({ platform });
  expect(status).toBe('succeeded');
  environment.change(next);
  const plans: Plan[] = [];
  for (const { request, state } of situations) {
    const recorded = environment.database.state();
    const plan = await planDeployment(
      {
        ...environment.request,
        ...request,
        state: state?.(recorded) ?? recorded,
      },
      environment.ports(),
    );
    if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
    plans.push(plan.value);
  }
  return plans;
}

describe('the same would be done', () => {
  it.each<[string, Situation]>([
    [
      'whatever a run in between remembers of outputs',
      {
        state: state => ({
          ...state,
          resources: state.resources.map(record => ({
            ...record,
            outputsVersion: record.outputsVersion + 1,
          })),
        }),
      },
    ],
    [
      'whatever a run in between applied of what would be changed anyway',
      {
        state: state => ({
          ...state,
          workloads: state.workloads.map(record =>
            record.workload === 'api'
              ? { ...record, appliedHash: 'another' }
              : record,
          ),
        }),
      },
    ],
    [
      'however a run in between left what would be changed anyway',
      {
        state: state => ({
          ...state,
          workloads: state.workloads.map(record =>
            record.workload === 'api'
              ? { ...record, lifecycle: 'failed' }
              : record,
          ),
        }),
      },
    ],
  ])('%s', async (_, situation) => {
    const [before, after] = await planned({}, situation);
    expect(after.effects).toBe(before.effects);
    expect(after.hash).not.toBe(before.hash);
  });

  it('whoever consents to it', async () => {
    const environment = smallShop();
    await environment.deploy({ platform });
    environment.change({ platform, workloads: [], destroy: true });
    const before = await environment.plan();
    expect(before.deployable).toBe(false);
    environment.change({
      consent: before.consents.map(({ subject, action }) => ({
        subject,
        action,
      })),
    });
    const after = await environment.plan();
    expect(after.deployable).toBe(true);
    expect(after.hash).not.toBe(before.hash);
    expect(after.effects).toBe(before.effects);
  });

  it('whatever the environment type says of gates', async () => {
    const gated = environmentType('development', {
      freeze: [
        {
          title: 'Weekend',
          mode: 'deny',
          cron: '0 16 * * 5',
          duration: '64h',
          timeZone: 'UTC',
        },
      ],
    });
    const [before, after] = await planned(
      {},
      {
        request: {
          platform: { ...platform, environmentTypes: { development: gated } },
        },
      },
    );
    expect(after.effects).toBe(before.effects);
  });
});

describe('something else would be done', () => {
  it.each<[string, Situation]>([
    [
      'when another image is asked for',
      { request: { workloads: [api, worker] } },
    ],
    ['when a workload is gone', { request: { workloads: [api] } }],
    ['when it is another release', { request: { release: 'r2' } }],
    [
      'when a run in between failed on what would have been kept',
      {
        state: state => ({
          ...state,
          workloads: state.workloads.map(record =>
            record.workload === 'worker'
              ? { ...record, lifecycle: 'failed' }
              : record,
          ),
        }),
      },
    ],
    [
      'when a run in between took a resource away',
      {
        state: state => ({ ...state, resources: state.resources.slice(1) }),
      },
    ],
    ['when everything is applied again', { request: { force: true } }],
    [
      'when the platform makes a resource in another way',
      {
        request: {
          platform: shopPlatform([
            stateful,
            {
              ...redisInCluster,
              inputs: { ...redisInCluster.inputs, outputs: { host: 'other' } },
            },
            ...others.slice(1),
          ]),
        },
      },
    ],
    [
      'when what holds data is held',
      {
        request: {
          platform: shopPlatform([
            { ...stateful, name: 'postgres-next' },
            ...others,
          ]),
        },
      },
    ],
  ])('%s', async (_, situation) => {
    const [before, after] = await planned({}, situation);
    expect(after.effects).not.toBe(before.effects);
  });

  it('when a secret is another, and nothing of it can be seen', async () => {
    const environment = smallShop();
    environment.change({
      platform: shopPlatform([
        stateful,
        {
          ...redisInCluster,
          inputs: {
            objects: [
              {
                apiVersion: 'v1',
                kind: 'Secret',
                metadata: { name: '${resource.name}' },
                stringData: { token: '${secrets.TOKEN}' },
              },
            ],
            outputs: { host: 'redis' },
          },
        },
        ...others.slice(1),
      ]),
      secrets: { TOKEN: new Secret('canary-1') },
    });
    const before = await environment.plan();
    environment.change({ secrets: { TOKEN: new Secret('canary-2') } });
    const after = await environment.plan();
    expect(after.effects).not.toBe(before.effects);
    const withoutHashes = ({ hash, effects, steps, ...plan }: Plan) => ({
      ...plan,
      steps: steps.map(({ fingerprint, ...step }) => step),
    });
    expect(withoutHashes(after)).toEqual(withoutHashes(before));
  });
});
