import { createHmac } from 'node:crypto';
import { Platform, ResourceDefinition } from '../../model';
import { TestEnvironment } from '../../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { blastRadius } from '../blast';

const actions = TestEnvironment.actions;

const types = ['database', 'instance', 'backup', 'network'].map(name =>
  resourceType(name),
);

function made(
  type: string,
  parts: Partial<ResourceDefinition> = {},
): ResourceDefinition {
  return definition(type, {
    type,
    inputs: {
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: '${resource.name}' },
        },
      ],
      outputs: { host: '${resource.name}' },
    },
    ...parts,
  });
}

/** A database that holds data, on an instance, with a backup beside it. */
const database = made('database', {
  protection: 'stateful',
  dependsOn: {
    instance: { type: 'instance', class: 'default', id: 'shared' },
  },
  provisions: [
    {
      type: 'backup',
      class: 'default',
      id: '@',
      dependsOnThis: true,
      inheritDependents: false,
    },
  ],
});

/** What makes databases tomorrow: in a network, and neither on an instance nor with a backup. */
const next = made('database', {
  protection: 'stateful',
  dependsOn: { network: { type: 'network', class: 'default', id: 'shared' } },
  provisions: [],
});

function platformWith(definitions: ResourceDefinition[]): Platform {
  return platform({
    types,
    definitions: [
      ...definitions,
      made('instance'),
      made('backup'),
      made('network'),
    ],
  });
}

const web = workload('web', {
  variables: { HOST: '${resources.db.host}' },
  resources: { db: { type: 'database', id: 'main' } },
});

async function deployed(): Promise<TestEnvironment> {
  const environment = TestEnvironment.of(platformWith([database]), [web]);
  expect((await environment.deploy()).status).toBe('succeeded');
  return environment;
}

const allAsItWas = [
  'target keep',
  'instance.default#shared keep',
  'database.default#main hold',
  'backup.default#main keep',
  'workload#web keep',
];

describe('what is held goes on needing what it was made with', () => {
  const renamed = platformWith([{ ...next, name: 'database-next' }]);

  it('when another definition matches: nothing below or beside it goes away', async () => {
    const environment = await deployed();
    environment.change({ platform: renamed });
    const plan = await environment.plan();
    expect(actions(plan)).toEqual(allAsItWas);
    expect(plan.deployable).toBe(true);
    expect((await environment.run(plan)).status).toBe('succeeded');
    expect(actions(await environment.plan())).toEqual(allAsItWas);
  });

  it('when its driver says that the new definition would replace it', async () => {
    const environment = await deployed();
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      plan: async request => ({
        ...(await manifests.plan(request)),
        ...(request.previous &&
          request.type === 'database' && { replace: 'it is another place' }),
      }),
    };
    environment.change({ platform: platformWith([next]) });
    expect(actions(await environment.plan())).toEqual(allAsItWas);
  });

  it('until somebody consents', async () => {
    const environment = await deployed();
    const { resources } = environment.database.state();
    const held = resources.find(({ type }) => type === 'database');
    environment.change({
      platform: renamed,
      consent: [{ subject: held?.resourceId ?? '', action: 'replace' }],
    });
    expect(actions(await environment.plan())).toEqual([
      'target keep',
      'network.default#shared create',
      'database.default#main replace',
      'workload#web update',
      'backup.default#main destroy',
      `database.default#main (${held?.resourceId}) destroy`,
      'instance.default#shared destroy',
    ]);
  });

  it.each([
    ['its definition', types],
    ['its type too', types.filter(({ name }) => name !== 'instance')],
  ])('also where the platform has lost %s', async (_, left) => {
    const environment = await deployed();
    environment.change({
      platform: platform({
        types: left,
        definitions: [
          { ...next, name: 'database-next' },
          made('backup'),
          made('network'),
        ],
      }),
    });
    const plan = await environment.plan();
    const held = allAsItWas.map(step =>
      step === 'instance.default#shared keep'
        ? 'instance.default#shared hold'
        : step,
    );
    expect(actions(plan)).toEqual(held);
    expect(plan.consents.map(({ required }) => required)).toEqual([false]);
    expect(plan.problems).toMatchObject([
      {
        severity: 'warning',
        code: 'DefinitionGone',
        message:
          'Nothing in the platform makes instance.default#shared any more, which database.default#main needs; it stays on definition instance, with which it was made.',
      },
    ]);
    expect((await environment.run(plan)).status).toBe('succeeded');
    expect(actions(await environment.plan())).toEqual(held);
  });

  it('but what nothing held needs has to match', async () => {
    const environment = await deployed();
    environment.change({
      platform: platform({
        types,
        definitions: [database, made('backup'), made('network')],
      }),
    });
    expect((await environment.tryPlan()).problems).toMatchObject([
      { code: 'NoMatch', address: 'instance.default#shared' },
    ]);
  });

  it('which a blast radius knows', async () => {
    const environment = await deployed();
    const { environments } = await blastRadius(
      {
        before: environment.request.platform,
        after: renamed,
        environments: [
          { ...environment.request, state: environment.database.state() },
        ],
      },
      {
        drivers: environment.drivers,
        generated: environment.database.generated,
        digest: text => createHmac('sha256', 'test').update(text).digest('hex'),
      },
    );
    expect(
      environments[0].impacts.map(({ address, action }) => [address, action]),
    ).toEqual([['database.default#main', 'hold']]);
  });
});
