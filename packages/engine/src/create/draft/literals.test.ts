import { JsonObject, Platform, ResourceDefinition } from '../../model';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { TestEnvironment } from '../../testing/TestEnvironment';
import { blastRadius } from '../blast';
import { planDifference } from '../plan';
import { shownPlatform } from '../values';

/** What a definition says in clear although a contract calls it secret. */
const OLD = 'canary-old';
const NEW = 'canary-new';

const broker = resourceType('broker', {
  outputs: {
    type: 'object',
    properties: {
      host: { type: 'string' },
      password: { type: 'string', 'x-secret': true },
      login: {
        type: 'object',
        properties: { token: { type: 'string', 'x-secret': true } },
      },
    },
  },
});

const outputsWith = (literal: string): JsonObject => ({
  host: 'broker',
  password: literal,
  login: { token: `token-${literal}` },
});

const secretWith = (fields: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: '${resource.name}' },
  ...fields,
});

const inBase64 = (text: string) => Buffer.from(text).toString('base64');

const making = (parts: Partial<ResourceDefinition>) =>
  definition('broker-made', { type: 'broker', ...parts });

/** By what a definition says the literal. */
const ways: [string, (literal: string) => Partial<ResourceDefinition>][] = [
  [
    'the outputs of driver static',
    literal => ({ driver: 'static', inputs: outputsWith(literal) }),
  ],
  [
    'the outputs of driver manifests',
    literal => ({ inputs: { outputs: outputsWith(literal) } }),
  ],
  [
    'stringData of a Secret',
    literal => ({
      inputs: {
        objects: [secretWith({ stringData: { key: literal, more: 'x' } })],
        outputs: { host: 'broker' },
      },
    }),
  ],
  [
    'data of a Secret',
    literal => ({
      inputs: {
        objects: [secretWith({ data: { key: inBase64(literal) } })],
        outputs: { host: 'broker' },
      },
    }),
  ],
  [
    'a Secret among the inputs of another driver',
    literal => ({
      driver: 'keeper',
      inputs: {
        more: { made: [secretWith({ stringData: { key: literal } })] },
      },
    }),
  ],
  [
    'an input that its driver calls secret',
    literal => ({ driver: 'keeper', inputs: { key: literal } }),
  ],
];

function platformOf(parts: Partial<ResourceDefinition>): Platform {
  return platform({ types: [broker], definitions: [making(parts)] });
}

function environmentOf(parts: Partial<ResourceDefinition>): TestEnvironment {
  const environment = TestEnvironment.of(platformOf(parts), [
    workload('web', {
      variables: { HOST: '${resources.broker.host}' },
      resources: { broker: { type: 'broker', id: 'main' } },
    }),
  ]);
  environment.drivers.keeper = {
    ...environment.drivers.static,
    name: 'keeper',
    inputs: { type: 'object', properties: { key: { 'x-secret': true } } },
    outputsIn: undefined,
    foresee: undefined,
    plan: async () => ({
      outputs: { host: 'broker' },
      objects: [],
      complete: true,
      exactness: 'exact',
    }),
    apply: async () => ({ outputs: { host: 'broker' }, objects: [] }),
  };
  return environment;
}

function expectNoCanary(shown: unknown): void {
  const text = JSON.stringify(shown);
  for (const canary of [OLD, NEW, 'token-canary']) {
    expect(text).not.toContain(canary);
    expect(text).not.toContain(inBase64(canary));
  }
}

describe.each(ways)('%s, in clear', (_, by) => {
  it('is masked in plans, their differences, reasons, events and what the inventory shows', async () => {
    const environment = environmentOf(by(OLD));
    const first = await environment.plan();
    expectNoCanary(first);
    expect((await environment.run(first)).status).toBe('succeeded');
    const kept = await environment.plan();
    expect(kept.summary.keep).toBe(kept.steps.length);
    expectNoCanary(kept);

    environment.change({ platform: platformOf(by(NEW)) });
    const changed = await environment.plan();
    expect(changed.summary.update).toBeGreaterThan(0);
    expectNoCanary(changed);
    expectNoCanary(planDifference(kept, changed));
    expectNoCanary(planDifference(first, changed));
    environment.change({ workloads: [] });
    expectNoCanary(await environment.plan());
    expectNoCanary(environment.events);
    expectNoCanary(
      environment.database.state().objects.map(({ applied }) => applied),
    );
  });

  it.each([false, true])(
    'is masked in blast radii (with records: %s)',
    async deployed => {
      const environment = environmentOf(by(OLD));
      if (deployed) {
        await environment.deploy();
      }
      const { drivers, request, database } = environment;
      const { generated, digest } = environment.ports();
      const radius = await blastRadius(
        {
          before: request.platform,
          after: platformOf(by(NEW)),
          environments: [{ ...request, state: database.state() }],
        },
        { drivers, generated, digest },
      );
      expect(radius.environments[0].impacts[0]).toMatchObject({
        address: 'broker.default#main',
        action: 'update',
      });
      expectNoCanary(radius);
    },
  );
});

it.each(ways)(
  '%s, in clear, is masked in the platform as it is shown',
  (_, by) => {
    const { drivers } = environmentOf({});
    const shown = shownPlatform(platformOf(by(OLD)), drivers);
    expect(Object.keys(shown.definitions)).toEqual(['broker-made']);
    expectNoCanary(shown);
  },
);

it('the platform as it is shown keeps placeholders and what is open', () => {
  const { drivers } = environmentOf({});
  const inputs = {
    outputs: { ...outputsWith('${secrets.BROKER}'), host: '${resource.name}' },
  };
  const { definitions } = shownPlatform(platformOf({ inputs }), drivers);
  expect(definitions['broker-made'].inputs).toEqual({
    outputs: {
      host: '${resource.name}',
      password: '${secrets.BROKER}',
      login: { token: { masked: 'secret' } },
    },
  });
});

it('what was recorded before its type called it secret is secret from then on', async () => {
  const open = resourceType('broker', { outputs: { type: 'object' } });
  const environment = environmentOf({});
  const parts = { driver: 'static', inputs: outputsWith(OLD) };
  environment.change({
    platform: platform({ types: [open], definitions: [making(parts)] }),
  });
  await environment.deploy();
  expect(JSON.stringify(await environment.plan())).toContain(OLD);
  environment.change({ platform: platformOf(parts) });
  const plan = await environment.plan();
  expect(plan.summary.update).toBe(0);
  expectNoCanary(plan);
});

it('what somebody else wrote into a Secret of ours is not shown', async () => {
  const environment = environmentOf({
    inputs: {
      objects: [secretWith({ stringData: { key: 'ours' } })],
      outputs: { host: 'broker' },
    },
  });
  await environment.deploy();
  const secret = environment.cluster
    .listing()
    .find(name => name.startsWith('Secret/'));
  environment.cluster.edit(secret ?? '', content => ({
    ...content,
    data: { key: inBase64(OLD) },
  }));
  const plan = await environment.plan();
  expect(plan.summary.update).toBe(1);
  expectNoCanary(plan);
});
