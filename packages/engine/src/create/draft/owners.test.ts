import { JsonObject, Problem, ResourceDefinition } from '../../model';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../../testing/platform';
import { TestEnvironment } from '../../testing/TestEnvironment';
import { generateManifests } from '../manifests';

const types = ['base-environment', 'cache', 'backup'].map(name =>
  resourceType(name),
);

function object(kind: string, name: string, more: JsonObject = {}): JsonObject {
  const { apiVersion = 'v1', ...metadata } = more;
  return { apiVersion, kind, metadata: { name, ...metadata } };
}

function making(
  type: string,
  objects: JsonObject[],
  parts: Partial<ResourceDefinition> = {},
) {
  return definition(`${type}-made`, {
    type,
    inputs: { objects },
    source: { file: 'made.yaml', line: 7 },
    ...parts,
  });
}

const plainBase = making('base-environment', []);

function platformOf(definitions: ResourceDefinition[]) {
  const hasBase = definitions.some(({ type }) => type === plainBase.type);
  return platform({
    types,
    definitions: hasBase ? definitions : [...definitions, plainBase],
  });
}

function environmentOf(definitions: ResourceDefinition[]) {
  return TestEnvironment.of(platformOf(definitions), [
    workload('web', {
      port: 80,
      resources: { cache: { type: 'cache', id: 'main' } },
    }),
  ]);
}

async function problemsOf(environment: TestEnvironment): Promise<Problem[]> {
  const plan = await environment.tryPlan();
  const generated = await generateManifests(
    { ...environment.request, state: environment.database.state() },
    environment.ports(),
  );
  expect(generated.problems).toEqual(plan.problems);
  expect(generated.ok).toBe(plan.ok);
  return plan.problems;
}

const elsewhere = { namespace: 'shop-dev' };
const nothing = making('cache', []);

/** What makes an object that something else makes already, and what is said of it. */
const twice: [string, ResourceDefinition[], string][] = [
  [
    "the environment's own namespace",
    [nothing, making('base-environment', [object('Namespace', 'shop-dev')])],
    "base-environment.default#base-environment (definition base-environment-made) makes Namespace shop-dev, which is the environment's own namespace.",
  ],
  [
    'the same in two definitions',
    [
      making('cache', [object('ConfigMap', 'settings')]),
      making('base-environment', [object('ConfigMap', 'settings')]),
    ],
    'base-environment.default#base-environment (definition base-environment-made) and cache.default#main (definition cache-made) both make ConfigMap shop-dev/settings.',
  ],
  [
    'once with its namespace written down',
    [
      making('cache', [object('ConfigMap', 'settings', elsewhere)]),
      making('base-environment', [object('ConfigMap', 'settings')]),
    ],
    'both make ConfigMap shop-dev/settings.',
  ],
  [
    'a definition and what it provisions',
    [
      making('cache', [object('ConfigMap', 'settings')], {
        provisions: [
          {
            type: 'backup',
            class: 'default',
            dependsOnThis: true,
            inheritDependents: false,
          },
        ],
      }),
      making('backup', [object('ConfigMap', 'settings')]),
    ],
    'both make ConfigMap shop-dev/settings.',
  ],
  [
    'an object of a workload',
    [making('cache', [object('Service', 'web')])],
    'cache.default#main (definition cache-made) and workload#web both make Service shop-dev/web.',
  ],
  [
    'another version of one group',
    [
      making('cache', [object('Job', 'load', { apiVersion: 'batch/v1' })]),
      making('base-environment', [
        object('Job', 'load', { apiVersion: 'batch/v1beta1' }),
      ]),
    ],
    'both make Job shop-dev/load.',
  ],
  [
    'the group that a kind had before',
    [
      making('cache', [
        object('Deployment', 'web', { apiVersion: 'extensions/v1beta1' }),
      ]),
    ],
    'cache.default#main (definition cache-made) and workload#web both make Deployment shop-dev/web.',
  ],
  [
    'twice in one definition',
    [
      making('cache', [
        object('ConfigMap', 'settings'),
        object('ConfigMap', 'settings', elsewhere),
      ]),
    ],
    'cache.default#main (definition cache-made) makes ConfigMap shop-dev/settings twice.',
  ],
];

describe('an object that is made twice is refused by plan and generate alike', () => {
  it.each(twice)('%s', async (_, definitions, message) => {
    expect(await problemsOf(environmentOf(definitions))).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'ObjectConflict',
        message: expect.stringContaining(message),
        hint: expect.stringMatching(/^(Take the Namespace|Name objects)/),
      }),
    );
  });

  it('names the file and the line of the definition', async () => {
    const [, definitions] = twice[0];
    expect(await problemsOf(environmentOf(definitions))).toMatchObject([
      { file: 'made.yaml', line: 7 },
    ]);
  });

  it('also where one of the two was applied and is kept', async () => {
    const settings = making('cache', [object('ConfigMap', 'settings')]);
    const environment = environmentOf([settings]);
    await environment.deploy();
    const other = making('base-environment', [object('ConfigMap', 'settings')]);
    environment.change({
      platform: platformOf([settings, other]),
    });
    expect(await problemsOf(environment)).toMatchObject([
      { code: 'ObjectConflict' },
    ]);
  });

  it('objects of one name in two namespaces, or of two kinds, are two', async () => {
    const environment = environmentOf([
      making('cache', [
        object('ConfigMap', 'settings'),
        object('Secret', 'settings'),
        object('ConfigMap', 'settings', { namespace: 'other' }),
        object('Namespace', 'other'),
      ]),
    ]);
    expect(await problemsOf(environment)).toEqual([]);
  });
});

describe('the labels and annotations that a Target gives its namespace', () => {
  const withTarget = (
    namespaceLabels: Record<string, string>,
    namespaceAnnotations: Record<string, string> = {},
  ) =>
    platform({
      types,
      definitions: [nothing, plainBase],
      targets: [
        {
          name: 'memory',
          source: { file: 'targets.yaml', line: 3 },
          driver: 'memory',
          criteria: {},
          namespace: '${context.application}-${context.environment}',
          shared: false,
          namespaces: { adopt: [] },
          namespaceLabels,
          namespaceAnnotations,
        },
      ],
    });
  const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const ours = {
    'app.kubernetes.io/managed-by': 'tutti',
    'tutti.dev/environment-id': 'env-1',
  };

  const metadataOf = ({ cluster }: TestEnvironment) =>
    cluster.get('Namespace/shop-dev')?.content.metadata;

  async function targetStep(environment: TestEnvironment) {
    const [step] = (await environment.plan()).steps;
    return step;
  }

  it('are applied, kept, changed and removed', async () => {
    const environment = environmentOf([nothing]);
    await environment.deploy({
      platform: withTarget(
        { ...restricted, stage: '${context.environmentType}' },
        { team: 'shop' },
      ),
    });
    expect(metadataOf(environment)).toMatchObject({
      labels: { ...ours, ...restricted, stage: 'development' },
      annotations: { team: 'shop' },
    });
    expect(await targetStep(environment)).toMatchObject({ action: 'keep' });

    environment.change({ platform: withTarget({ stage: 'other' }) });
    expect(await targetStep(environment)).toMatchObject({
      action: 'update',
      reasons: [
        {
          code: 'object-changed',
          path: 'metadata.labels.stage',
          before: 'development',
          after: 'other',
        },
        { path: 'metadata.labels.pod-security.kubernetes.io/enforce' },
        { path: 'metadata.annotations' },
      ],
    });
    await environment.deploy();
    expect(metadataOf(environment)).toMatchObject({
      labels: { ...ours, stage: 'other' },
    });
    expect(JSON.stringify(metadataOf(environment))).not.toMatch(
      /restricted|team/,
    );
    expect(await targetStep(environment)).toMatchObject({ action: 'keep' });
  });

  it('never take the place of what says whose the namespace is', async () => {
    const environment = environmentOf([nothing]);
    await environment.deploy({
      platform: withTarget({ 'tutti.dev/environment-id': 'somebody' }),
    });
    expect(metadataOf(environment)).toMatchObject({ labels: ours });
  });

  it('that cannot be filled are a problem of the Target', async () => {
    const environment = environmentOf([nothing]);
    environment.change({
      platform: withTarget({ team: '${context.owner}' }),
    });
    expect((await environment.tryPlan()).problems).toMatchObject([
      { file: 'targets.yaml', line: 3, path: 'spec.labels.team' },
    ]);
  });
});
