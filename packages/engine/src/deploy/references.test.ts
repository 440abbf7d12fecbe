import { PlanStep, Secret, SecretReading, SecretReference } from '../model';
import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';

const CANARY = 'canary-of-the-store';
const reference: SecretReference = {
  store: 'cluster',
  namespace: 'vault-shop',
  name: 'db',
  key: 'password',
};
const ENVIRONMENT = 'environment.default#web.env';

/** A workload that reads a referenced secret, and one that does not. */
function shop(
  read: { store: string; namespace: string; names: string[] }[] = [
    {
      store: 'cluster',
      namespace: 'vault-${context.application}',
      names: ['db'],
    },
  ],
): TestEnvironment {
  const made = platform({
    types: [resourceType('environment')],
    definitions: [
      definition('environment', { type: 'environment', driver: 'environment' }),
    ],
  });
  const { memory } = made.targets;
  return TestEnvironment.of(
    { ...made, targets: { memory: { ...memory, secrets: { read } } } },
    [
      workload('web', {
        variables: { PASSWORD: '${resources.env.PASSWORD}' },
        resources: { env: { type: 'environment' } },
      }),
      workload('api'),
    ],
    { references: { PASSWORD: reference } },
  );
}

/** A store that says this; counts how often it was asked. */
function storeSays(environment: TestEnvironment, reading: SecretReading) {
  const asked: string[] = [];
  environment.readSecret = async ({ name }, place) => {
    asked.push(`${name} in ${place.cluster}`);
    return reading;
  };
  return asked;
}

const found = (text = CANARY): SecretReading => ({ found: new Secret(text) });

const actions = (steps: PlanStep[]) =>
  Object.fromEntries(steps.map(({ address, action }) => [address, action]));

const sent = ({ cluster }: TestEnvironment) =>
  JSON.stringify(cluster.listing().map(name => cluster.get(name)?.content));

const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('a secret that lives in a store outside', () => {
  it('is not known at plan, where no store is asked', async () => {
    const environment = shop();
    const asked = storeSays(environment, found());
    const plan = await environment.plan();
    expect(asked).toEqual([]);
    expect(
      plan.steps.find(({ address }) => address === ENVIRONMENT),
    ).toMatchObject({
      // Nobody has to review what nobody can see.
      exactness: 'exact',
      outputs: {
        PASSWORD: {
          masked: 'unknown',
          secret: true,
          from: 'cluster secret vault-shop/db, key password',
        },
      },
    });
  });

  it('is read once in the run, and reaches the pods by a Secret', async () => {
    const environment = shop();
    const asked = storeSays(environment, found());
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(asked).toEqual(['db in memory']);
    expect(sent(environment)).toContain(encoded(CANARY));
    expect(JSON.stringify(environment.events)).not.toContain(CANARY);
  });

  it('keeps the pods where it is the same, and rolls them where it is not', async () => {
    const environment = shop();
    storeSays(environment, found());
    await environment.deploy();
    const writes = () => environment.cluster.writes.length;
    const before = writes();
    const plan = await environment.plan();
    expect(actions(plan.steps)).toMatchObject({
      'workload#web': 'update',
      'workload#api': 'keep',
    });
    expect(await environment.run(plan)).toMatchObject({ applies: 0 });
    expect(writes()).toBe(before);

    storeSays(environment, found('another'));
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(environment.cluster.writes.slice(before)).toEqual([
      expect.stringMatching(/^apply Secret/),
      'apply Deployment/web',
    ]);
    expect(sent(environment)).toContain(encoded('another'));
  });

  it.each<[string, SecretReading, string, RegExp]>([
    [
      'missing',
      { missing: 'there is no Secret db in namespace vault-shop' },
      'SecretMissing',
      /^The secret PASSWORD refers to cluster secret vault-shop\/db, key password: there is no Secret db in namespace vault-shop\. Make it there, or set PASSWORD to a value, then deploy again\.$/,
    ],
    [
      'in a store that is away',
      { unavailable: 'it does not answer', retryable: true },
      'SecretStoreUnavailable',
      /the store cluster cannot be asked: it does not answer\. Deploy again when it answers\.$/,
    ],
  ])(
    'that is %s fails its step before anything of it is written, and what needs it',
    async (_, reading, code, message) => {
      const environment = shop();
      const asked = storeSays(environment, reading);
      environment.limits = { attempts: 3 };
      const outcome = await environment.deploy();
      expect(outcome).toMatchObject({
        status: 'failed',
        failures: [
          {
            address: ENVIRONMENT,
            code,
            message: expect.stringMatching(message),
          },
        ],
      });
      expect(asked).toHaveLength('missing' in reading ? 1 : 3);
      expect(environment.cluster.listing()).not.toContain('Deployment/web');
      expect(environment.cluster.listing()).toContain('Deployment/api');
      expect(environment.database.state().resources).toEqual([]);

      storeSays(environment, found());
      expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    },
  );

  it('is not asked for where nothing reads it', async () => {
    const environment = shop([]);
    const asked = storeSays(environment, { missing: 'it' });
    environment.change({
      workloads: [workload('web'), workload('api')],
    });
    expect(await environment.deploy()).toMatchObject({ status: 'succeeded' });
    expect(asked).toEqual([]);
  });

  it.each<[string, Parameters<typeof shop>[0], Partial<SecretReference>]>([
    ['the Target names nothing', [], {}],
    [
      'another name is named',
      [{ store: 'cluster', namespace: 'vault-shop', names: ['mail'] }],
      {},
    ],
    [
      'another team’s namespace is asked for',
      undefined,
      { namespace: 'vault-pay' },
    ],
    [
      'another store is named',
      [{ store: 'vault', namespace: 'vault-shop', names: ['*'] }],
      {},
    ],
    [
      'it is the cluster’s own, whatever the Target says',
      [{ store: 'cluster', namespace: 'kube-system', names: ['*'] }],
      { namespace: 'kube-system' },
    ],
  ])('is refused where %s', async (_, read, other) => {
    const environment = shop(read);
    const asked = storeSays(environment, found());
    environment.change({
      references: { PASSWORD: { ...reference, ...other } },
    });
    const { problems } = await environment.tryPlan();
    expect(problems).toMatchObject([{ code: 'ReferenceNotAllowed' }]);
    expect(problems[0].message).toMatch(
      /^The secret PASSWORD refers to cluster secret /,
    );
    expect(asked).toEqual([]);
  });

  it('is allowed by `*` for a whole namespace', async () => {
    const environment = shop([
      { store: 'cluster', namespace: 'vault-shop', names: ['*'] },
    ]);
    expect((await environment.tryPlan()).ok).toBe(true);
  });
});
