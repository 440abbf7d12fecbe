import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Plan, Platform, ResourceDefinition } from '../../model';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { TestEnvironment } from '../../testing';
import { blastRadius } from '.';

/** A type may need and provision those behind it. */
const TYPES = ['proxy', 'database', 'instance'];

const types = TYPES.map(name =>
  resourceType(name, {
    outputs: { type: 'object', properties: { host: { type: 'string' } } },
  }),
);

const HOST_BELOW = '${resources.need.host}';

function anyDefinition(
  type: string,
  name: string,
): fc.Arbitrary<ResourceDefinition> {
  const below = TYPES.slice(TYPES.indexOf(type) + 1);
  const reference = fc.record({
    type: fc.constantFrom(...(below.length > 0 ? below : [type])),
    class: fc.constant('default'),
    id: fc.constantFrom('shared', '@', undefined),
  });
  const few = <T>(item: fc.Arbitrary<T>) =>
    below.length > 0 ? fc.array(item, { maxLength: 1 }) : fc.constant<T[]>([]);
  return fc
    .record({
      needs: few(reference),
      beside: few(
        fc
          .tuple(reference, fc.boolean(), fc.boolean())
          .map(([one, dependsOnThis, inheritDependents]) => ({
            ...one,
            dependsOnThis,
            inheritDependents,
          })),
      ),
      host: fc.constantFrom('a', 'b', '${resource.name}', '${generate.uuid.x}'),
      isStatic: fc.boolean(),
      protection: fc.constantFrom('stateful' as const, 'none' as const),
      onRemoval: fc.constantFrom('retain' as const, 'delete' as const),
      adopts: fc.constantFrom([], TYPES),
    })
    .map(({ needs: [need], beside, host, isStatic, ...rest }) =>
      definition(name, {
        type,
        ...rest,
        provisions: beside,
        dependsOn: need ? { need } : {},
        ...(isStatic
          ? { driver: 'static', inputs: { host: need ? HOST_BELOW : 'c' } }
          : {
              inputs: {
                objects: [
                  {
                    apiVersion: 'v1',
                    kind: 'Secret',
                    metadata: { name: '${resource.name}' },
                    stringData: { host },
                  },
                ],
                outputs: { host: '${resource.name}' },
              },
            }),
      }),
    );
}

/** One definition for each type, some under another name: then it is another one. */
const anyPlatform: fc.Arbitrary<Platform> = fc
  .tuple(
    ...TYPES.map(type =>
      fc
        .constantFrom(type, type, `${type}-next`)
        .chain(name => anyDefinition(type, name)),
    ),
  )
  .map(definitions => platform({ types, definitions }));

/** Some definitions of one platform, the others of another. */
const anyChange = fc
  .tuple(anyPlatform, anyPlatform, fc.subarray(TYPES))
  .map(([before, other, changed]) => {
    const chosen = (from: Platform, isChanged: boolean) =>
      Object.values(from.definitions).filter(
        ({ type }) => changed.includes(type) === isChanged,
      );
    return {
      before,
      after: platform({
        types,
        definitions: [...chosen(before, false), ...chosen(other, true)],
      }),
    };
  });

const workloads = [
  workload('web', {
    variables: { HOST: '${resources.proxy.host}' },
    resources: { proxy: { type: 'proxy' } },
  }),
  workload('worker', {
    variables: { HOST: '${resources.db.host}' },
    resources: { db: { type: 'database', id: 'shared' } },
  }),
];

async function radiusOf(environment: TestEnvironment, after: Platform) {
  const { request, database, drivers } = environment;
  const { environments } = await blastRadius(
    {
      before: request.platform,
      after,
      environments: [{ ...request, state: database.state() }],
    },
    {
      drivers,
      generated: database.generated,
      digest: text => createHmac('sha256', 'test').update(text).digest('hex'),
    },
  );
  return environments[0].impacts.map(
    ({ address, action }) => `${address} ${action}`,
  );
}

/** What the plan would do beside keeping; the old one of a replace is part of that. */
function changesOf(plan: Plan): string[] {
  return plan.steps
    .filter(
      ({ address, action }) => action !== 'keep' && !address.endsWith(')'),
    )
    .map(({ address, action }) => `${address} ${action}`);
}

/** Some platforms go round in a circle: those say nothing here. */
async function planned(
  environment: TestEnvironment,
  by: Platform,
): Promise<Plan> {
  environment.change({ platform: by });
  const plan = await environment.tryPlan();
  fc.pre(plan.ok);
  return environment.plan();
}

async function deployed(by: Platform): Promise<TestEnvironment> {
  const environment = TestEnvironment.of(by, workloads);
  const plan = await planned(environment, by);
  expect((await environment.run(plan)).status).toBe('succeeded');
  return environment;
}

it('what a radius names is what the plans of both platforms differ in', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPlatform,
      anyChange,
      fc.boolean(),
      async (older, { before, after }, isPending) => {
        const environment = await deployed(isPending ? older : before);
        const old = changesOf(await planned(environment, before));
        const radius = await radiusOf(environment, after);
        const now = changesOf(await planned(environment, after));
        const isNew = (change: string) => !old.includes(change);
        expect(radius.filter(isNew).sort()).toEqual(now.filter(isNew).sort());
      },
    ),
    { numRuns: 60, seed: 4 },
  );
});

it('a revision that nobody deployed is taken back without an impact', async () => {
  await fc.assert(
    fc.asyncProperty(anyChange, async ({ before, after }) => {
      const environment = await deployed(before);
      environment.change({ platform: after });
      expect(await radiusOf(environment, before)).toEqual([]);
    }),
    { numRuns: 30, seed: 4 },
  );
});
