import fc from 'fast-check';
import {
  anyWorld,
  DRIVERS,
  environmentOf,
  filesOf,
  PATIENCE,
  requestOf,
  runs,
  World,
} from '../../__testUtils__/worlds';
import { loadPlatform } from '../../loadPlatform';
import {
  EnvironmentState,
  JsonObject,
  JsonValue,
  Plan,
  PlanRequest,
  PlanStep,
  ResourceStep,
  Secret,
  isObject,
} from '../../model';
import { TestEnvironment } from '../../testing';
import { planDeployment } from './planDeployment';
import { planDifference } from './planDifference';

jest.setTimeout(PATIENCE);

/** Everything that a plan is made of, as it may be changed between review and run. */
interface Situation {
  world: World;
  /** Of the platform files. */
  text: (text: string) => string;
  request: Partial<PlanRequest>;
  state: (state: EnvironmentState) => EnvironmentState;
}

type Change = (situation: Situation, plan: Plan) => Situation;

interface Environment {
  world: World;
  environment: TestEnvironment;
  plan: Plan;
}

const environments: Environment[] = [];

beforeAll(async () => {
  for (const world of fc.sample(anyWorld, runs(4))) {
    const fresh = environmentOf(world);
    const plan = await fresh.plan();
    if (!plan.steps.some(isPlain)) {
      continue;
    }
    environments.push({ world, environment: fresh, plan });
    const running = environmentOf(world);
    await running.run(await running.plan());
    environments.push({
      world,
      environment: running,
      plan: await running.plan(),
    });
  }
});

async function changed(
  { world, environment, plan }: Environment,
  change: Change,
): Promise<Plan> {
  const now = change(
    { world, text: text => text, request: {}, state: state => state },
    plan,
  );
  const files = filesOf(now.world.documents, 3).map(({ file, text }) => ({
    file,
    text: now.text(text),
  }));
  const platform = loadPlatform(files, DRIVERS);
  if (!platform.ok) {
    throw new Error(JSON.stringify(platform.problems));
  }
  const result = await planDeployment(
    {
      ...requestOf(now.world, platform.value),
      ...now.request,
      state: now.state(environment.database.state()),
    },
    environment.ports(),
  );
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.value;
}

function objectOf(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}

function nameOf(document: JsonObject): JsonValue {
  return objectOf(document.metadata).name;
}

function documents(
  change: (document: JsonObject, plan: Plan) => JsonObject,
): Change {
  return (situation, plan) => ({
    ...situation,
    world: {
      ...situation.world,
      documents: situation.world.documents.map(one => change(one, plan)),
    },
  });
}

function added(make: (plan: Plan, world: World) => JsonObject): Change {
  return (situation, plan) => ({
    ...situation,
    world: {
      ...situation.world,
      documents: [
        ...situation.world.documents,
        { apiVersion: 'tutti.dev/v1alpha1', ...make(plan, situation.world) },
      ],
    },
  });
}

function withSpec(
  document: JsonObject,
  change: (spec: JsonObject) => JsonObject,
): JsonObject {
  return { ...document, spec: change(objectOf(document.spec)) };
}

function usedDefinitions(plan: Plan): Set<JsonValue> {
  return new Set(
    plan.steps.flatMap(step =>
      step.kind === 'resource' ? [step.definition] : [],
    ),
  );
}

/** Made by a definition that says nothing about where it is good: any other would win. */
function isPlain(step: PlanStep): step is ResourceStep {
  return step.kind === 'resource' && /^[a-z]+-0$/.test(step.definition);
}

/** @throws Error when every resource has a definition of its own */
function plainStep({ steps }: Plan): ResourceStep {
  const step = steps.find(isPlain);
  if (!step) {
    throw new Error('nothing is made by a plain definition');
  }
  return step;
}

describe('makes no plan stale:', () => {
  const harmless: [string, Change][] = [
    [
      'a changed definition that nothing is made by',
      documents((document, plan) =>
        document.kind === 'ResourceDefinition' &&
        !usedDefinitions(plan).has(nameOf(document))
          ? withSpec(document, spec => ({ ...spec, onRemoval: 'retain' }))
          : document,
      ),
    ],
    [
      'a definition that loses',
      added((plan, { environmentType }) => ({
        kind: 'ResourceDefinition',
        metadata: { name: 'loser' },
        spec: {
          type: plainStep(plan).type,
          class: '*',
          driver: 'static',
          criteria: {
            application: 'shop',
            environmentType:
              environmentType === 'production' ? 'development' : 'production',
          },
          inputs: { host: 'a', port: 1, password: '${secrets.TOKEN}' },
        },
      })),
    ],
    [
      'titles, descriptions, labels',
      documents(document => ({
        ...document,
        metadata: {
          ...objectOf(document.metadata),
          title: 'Another title',
          description: 'Other words',
          labels: { a: 'b' },
        },
      })),
    ],
    [
      'comments',
      situation => ({
        ...situation,
        text: text => `# A comment.\n${text}\n# Another.\n`,
      }),
    ],
    [
      'documents in another order',
      situation => ({
        ...situation,
        world: {
          ...situation.world,
          documents: [...situation.world.documents].reverse(),
        },
      }),
    ],
    [
      'an environment type that is not this one',
      documents((document, plan) =>
        document.kind === 'EnvironmentType' &&
        nameOf(document) !== plan.environmentType
          ? withSpec(document, spec => ({ ...spec, rank: 77 }))
          : document,
      ),
    ],
    [
      'the words of a policy',
      documents(document =>
        document.kind === 'Policy'
          ? withSpec(document, spec => ({ ...spec, message: 'Other words.' }))
          : document,
      ),
    ],
  ];

  it.each(harmless)('%s', async (_, change) => {
    for (const environment of environments) {
      const now = await changed(environment, change);
      expect(planDifference(environment.plan, now)).toEqual([]);
      expect(now.hash).toBe(environment.plan.hash);
      expect(now.effects).toBe(environment.plan.effects);
    }
  });
});

describe('makes a plan stale, and is named:', () => {
  const harmful: [string, Change, (plan: Plan) => string][] = [
    [
      'a new definition that wins now',
      added(plan => ({
        kind: 'ResourceDefinition',
        metadata: { name: 'winner' },
        spec: {
          type: plainStep(plan).type,
          class: plainStep(plan).class,
          driver: 'static',
          criteria: { environment: 'blue', application: 'shop' },
          inputs: { host: 'a', port: 1, password: '${secrets.TOKEN}' },
        },
      })),
      plan => plainStep(plan).address,
    ],
    [
      'a changed definition that something is made by',
      documents((document, plan) =>
        nameOf(document) === plainStep(plan).definition
          ? withSpec(document, spec => ({
              ...spec,
              driver: 'static',
              inputs: {
                host: 'edited',
                port: 1,
                password: '${secrets.TOKEN}',
              },
            }))
          : document,
      ),
      plan => plainStep(plan).address,
    ],
    [
      'its protection',
      documents((document, plan) =>
        nameOf(document) === plainStep(plan).definition
          ? withSpec(document, spec => ({
              ...spec,
              protection: spec.protection === 'stateful' ? 'none' : 'stateful',
            }))
          : document,
      ),
      plan => plainStep(plan).address,
    ],
    [
      'a value',
      situation => ({
        ...situation,
        request: { values: { REGION: 'us-1', LIMITS: 1 } },
      }),
      () => 'environment.default#',
    ],
    [
      'the content of a secret',
      situation => ({
        ...situation,
        request: {
          secrets: {
            TOKEN: new Secret('canary-2'),
            KEYS: new Secret('canary-3'),
          },
        },
      }),
      () => 'environment.default#',
    ],
    [
      'a patch of a profile',
      documents(document =>
        document.kind === 'WorkloadProfile'
          ? withSpec(document, spec => ({
              ...spec,
              patches: [
                { name: 'new', merge: { metadata: { labels: { a: 'b' } } } },
              ],
            }))
          : document,
      ),
      () => 'workload#',
    ],
    [
      'an image',
      situation => ({
        ...situation,
        world: {
          ...situation.world,
          scores: situation.world.scores.map(score => ({
            ...score,
            containers: {
              ...objectOf(score.containers),
              main: {
                ...objectOf(objectOf(score.containers).main),
                image: 'example/other:2',
              },
            },
          })),
        },
      }),
      () => 'image of',
    ],
    [
      'a release',
      situation => ({ ...situation, request: { release: 'r2' } }),
      () => 'The release is r2, not r1.',
    ],
    [
      'a policy that denies',
      added(() => ({
        kind: 'Policy',
        metadata: { name: 'never' },
        spec: { effect: 'deny', on: 'plan', require: 'false', message: 'No.' },
      })),
      () => 'Policy never on plan',
    ],
  ];

  it.each(harmful)('%s', async (_, change, named) => {
    for (const environment of environments) {
      const now = await changed(environment, change);
      const moved = planDifference(environment.plan, now);
      expect(now.hash).not.toBe(environment.plan.hash);
      expect(now.effects).not.toBe(environment.plan.effects);
      expect(moved.join('\n')).toContain(named(environment.plan));
      expect(moved.join('\n')).not.toContain('canary');
      expect(moved.join('\n')).not.toContain('is not what it was');
      // And back again, as a rollback would find it.
      expect(planDifference(now, environment.plan)).not.toEqual([]);
    }
  });

  it.each<[string, (state: EnvironmentState) => EnvironmentState]>([
    [
      'a run that failed in between',
      state => ({
        ...state,
        resources: state.resources.map((record, index) =>
          index === 0 ? { ...record, lifecycle: 'failed' } : record,
        ),
      }),
    ],
    [
      'outputs that changed in between',
      state => ({
        ...state,
        resources: state.resources.map((record, index) =>
          index === 0 ? { ...record, outputsVersion: 99 } : record,
        ),
      }),
    ],
    [
      'a resource that is gone',
      state => ({ ...state, resources: state.resources.slice(1) }),
    ],
  ])('%s', async (_, change) => {
    const running = environments.filter(
      ({ environment }) => environment.database.state().resources.length > 0,
    );
    expect(running.length).toBe(environments.length / 2);
    for (const environment of running) {
      const [{ address }] = environment.environment.database.state().resources;
      const now = await changed(environment, situation => ({
        ...situation,
        state: change,
      }));
      expect(now.hash).not.toBe(environment.plan.hash);
      expect(planDifference(environment.plan, now).join('\n')).toContain(
        address,
      );
    }
  });
});
