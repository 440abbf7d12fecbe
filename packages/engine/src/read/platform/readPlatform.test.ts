import fc from 'fast-check';
import { examplePlatformFiles } from '../__testUtils__/examples';
import {
  doc,
  DRIVERS,
  POSTGRES,
  readDocuments,
} from '../__testUtils__/platform';
import { told } from '../__testUtils__/told';
import { builtinDrivers } from '../../drivers';
import { readPlatform } from './readPlatform';

function platformOf(...documents: string[]) {
  const result = readDocuments(...documents);
  if (!result.ok) {
    throw new Error(told(result).join('\n'));
  }
  return result.value;
}

describe('every kind, with its defaults filled in', () => {
  const at = (line: number) => ({ file: 'platform.yaml', line });

  it('ResourceType', () => {
    expect(platformOf(doc('ResourceType', 'S3', '{}')).resourceTypes).toEqual({
      S3: {
        name: 'S3',
        params: { type: 'object' },
        outputs: { type: 'object' },
        phase: 'before',
        source: at(1),
      },
    });
  });

  it('ResourceDefinition', () => {
    const { definitions } = platformOf(
      POSTGRES,
      doc('ResourceDefinition', 'pg', '{ type: postgres, driver: static }'),
      doc(
        'ResourceDefinition',
        'pg-large',
        `
  type: postgres
  class: '*'
  driver: static
  criteria: { application: shop, environment: [a, b], labels: { tier: gold, zone: [a, b] } }
  dependsOn:
    base: { type: postgres, class: '@', id: '@' }
  provisions:
    - { type: postgres, id: shared, dependsOnThis: true }
  collect:
    others: { from: base, of: dependents, type: postgres }
  protection: stateful
  onRemoval: retain
  adopts: [pg]`,
      ),
    );
    expect(definitions).toEqual({
      pg: {
        name: 'pg',
        type: 'postgres',
        class: 'default',
        criteria: {},
        driver: 'static',
        inputs: {},
        dependsOn: {},
        provisions: [],
        collect: {},
        protection: 'none',
        onRemoval: 'delete',
        adopts: [],
        source: at(7),
      },
      'pg-large': {
        name: 'pg-large',
        type: 'postgres',
        class: '*',
        criteria: {
          application: ['shop'],
          environment: ['a', 'b'],
          labels: { tier: ['gold'], zone: ['a', 'b'] },
        },
        driver: 'static',
        inputs: {},
        dependsOn: { base: { type: 'postgres', class: '@', id: '@' } },
        provisions: [
          {
            type: 'postgres',
            class: 'default',
            id: 'shared',
            dependsOnThis: true,
            inheritDependents: false,
          },
        ],
        collect: {
          others: {
            from: 'base',
            of: 'dependents',
            type: 'postgres',
            depth: 1,
          },
        },
        protection: 'stateful',
        onRemoval: 'retain',
        adopts: ['pg'],
        source: at(12),
      },
    });
  });

  it('WorkloadProfile', () => {
    expect(
      platformOf(
        doc('WorkloadProfile', 'plain', '{}'),
        doc(
          'WorkloadProfile',
          'nightly',
          `
  kind: CronJob
  defaults: { spec: { schedule: 0 3 * * * } }
  patches:
    - { name: one, when: workload.name == "a", merge: { metadata: { labels: { a: b } } } }
    - { name: two, target: { kind: Service }, json6902: [{ op: remove, path: /spec/ports/0 }] }`,
        ),
      ).profiles,
    ).toMatchObject({
      plain: {
        kind: 'Deployment',
        defaults: {},
        patches: [],
        annotations: { allow: [] },
        probes: { host: 'refuse' },
      },
      nightly: {
        kind: 'CronJob',
        defaults: { spec: { schedule: '0 3 * * *' } },
        patches: [
          { name: 'one', when: 'workload.name == "a"' },
          { name: 'two', target: { kind: 'Service' } },
        ],
      },
    });
  });

  it('EnvironmentType', () => {
    const LEFT_OUT = {
      create: ['owner'],
      deploy: ['owner'],
      operate: ['owner'],
      approve: ['nobody'],
      override: ['nobody'],
      secrets: ['owner'],
      manage: ['nobody'],
      logs: ['owner'],
      exec: ['nobody'],
      destroy: ['owner'],
    };
    const { environmentTypes } = platformOf(
      doc('WorkloadProfile', 'standard', '{}'),
      doc('EnvironmentType', 'preview', '{ rank: 5, lifetime: 3d, idle: 2h }'),
      doc(
        'EnvironmentType',
        'production',
        `
  rank: 30
  profile: standard
  access: { deploy: [owner, anyone], approve: [group:default/release-managers] }
  approval: { required: true, quorum: 2, groups: [group:default/release-managers], expiresAfter: 3d }
  deferredPlans: review
  promotion: { from: preview, only: true, soak: 30m, gates: [end-to-end] }
  automation: { on: build, refs: [refs/heads/main] }
  verify: { healthyFor: 5m, gates: [smoke-test], within: 2h }
  onFailure: rollback
  drift: { every: 15m }
  freeze: [{ title: Weekend, cron: 0 16 * * 5, duration: 64h }]
  destroy: refuse
  lifetime: null
  idle: null`,
      ),
    );
    expect(environmentTypes).toEqual({
      preview: {
        name: 'preview',
        rank: 5,
        access: LEFT_OUT,
        approval: {
          required: false,
          quorum: 1,
          groups: [],
          self: false,
          expiresAfter: '72h',
        },
        deferredPlans: 'allow',
        verify: { gates: [], within: '1h' },
        onFailure: 'leave',
        drift: { repair: 'manual' },
        freeze: [],
        destroy: 'allow',
        lifetime: '3d',
        idle: '2h',
        source: at(6),
      },
      production: {
        name: 'production',
        rank: 30,
        profile: 'standard',
        access: {
          ...LEFT_OUT,
          deploy: ['owner', 'anyone'],
          approve: ['group:default/release-managers'],
        },
        approval: {
          required: true,
          quorum: 2,
          groups: ['group:default/release-managers'],
          self: false,
          expiresAfter: '3d',
        },
        deferredPlans: 'review',
        promotion: {
          from: 'preview',
          only: true,
          automatic: false,
          soak: '30m',
          gates: ['end-to-end'],
          waves: [],
          stopOnFailure: true,
        },
        automation: { on: 'build', refs: ['refs/heads/main'], workloads: [] },
        verify: { healthyFor: '5m', gates: ['smoke-test'], within: '2h' },
        onFailure: 'rollback',
        drift: { every: '15m', repair: 'manual' },
        freeze: [
          {
            title: 'Weekend',
            mode: 'deny',
            cron: '0 16 * * 5',
            duration: '64h',
            timeZone: 'UTC',
          },
        ],
        destroy: 'refuse',
        source: at(11),
      },
    });
  });

  it('Target', () => {
    expect(
      platformOf(
        doc(
          'Target',
          'eu',
          '{ driver: kubernetes, criteria: { labels: { region: eu } }, labels: { a/b: "1" } }',
        ),
      ).targets.eu,
    ).toEqual({
      name: 'eu',
      driver: 'kubernetes',
      criteria: { labels: { region: ['eu'] } },
      namespace: '${context.application}-${context.environment}',
      namespaceLabels: { 'a/b': '1' },
      namespaceAnnotations: {},
      shared: false,
      namespaces: { adopt: [] },
      secrets: { read: [] },
      source: at(1),
    });
  });

  it('Policy', () => {
    expect(
      platformOf(doc('Policy', 'named', '{ require: "true", message: Named. }'))
        .policies.named,
    ).toEqual({
      name: 'named',
      effect: 'deny',
      criteria: {},
      on: 'workload',
      require: 'true',
      message: 'Named.',
      source: at(1),
    });
  });

  it('Application', () => {
    const { applications } = platformOf(
      doc('EnvironmentType', 'development', '{ rank: 1 }'),
      `apiVersion: tutti.dev/v1alpha1
kind: Application
metadata: { name: shop, title: Shop, description: A shop., labels: { a: b } }
spec:
  entity: system:default/shop
  owner: group:default/team-a
  workloads:
    - { source: ./web/score.yaml, images: { main: 'web:1' } }
    - { source: ./api/score.yaml }
  environments: [{ name: dev, type: development }]
  values: { CURRENCY: EUR, LIMITS: { orders: 5 } }
`,
      doc('Application', 'empty', '{}'),
    );
    expect(applications).toEqual({
      empty: {
        name: 'empty',
        workloads: [],
        environments: [],
        values: {},
        source: at(18),
      },
      shop: {
        name: 'shop',
        title: 'Shop',
        description: 'A shop.',
        labels: { a: 'b' },
        entity: 'system:default/shop',
        owner: 'group:default/team-a',
        workloads: [
          { source: './web/score.yaml', images: { main: 'web:1' } },
          { source: './api/score.yaml', images: {} },
        ],
        environments: [{ name: 'dev', type: 'development', labels: {} }],
        values: { CURRENCY: 'EUR', LIMITS: { orders: 5 } },
        source: at(6),
      },
    });
  });
});

describe('a set of files', () => {
  const files = examplePlatformFiles();

  it('gives the same platform, byte for byte, in any order', () => {
    const expected = JSON.stringify(readPlatform(files, builtinDrivers()));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(files, { minLength: files.length }),
        shuffled => {
          const result = readPlatform(shuffled, builtinDrivers());
          expect(JSON.stringify(result)).toBe(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each([
    ['in another order of keys', 'spec: { outputs: {}, params: {} }', true],
    [
      'in another place of the file',
      '\n# moved\nspec: { params: {}, outputs: {} }',
      true,
    ],
    [
      'with another value',
      'spec: { params: {}, outputs: {}, phase: after }',
      false,
    ],
    [
      'with a default written out',
      'spec: { params: {}, outputs: {}, phase: before }',
      false,
    ],
  ])('has the same revision %s: %#', (_, spec, same) => {
    const revision = (text: string) =>
      platformOf(`apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: s3 }
${text}
`).revision;
    const before = revision('spec: { params: {}, outputs: {} }');
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(revision(spec) === before).toBe(same);
  });

  it('may be empty', () => {
    expect(readPlatform([], DRIVERS)).toMatchObject({ ok: true });
  });

  it('names a file as it was given', () => {
    const { problems } = readPlatform(
      [
        { file: 'https://git.example.com/a.yaml', text: 'a: 1' },
        { file: './b.yaml', text: '[' },
      ],
      DRIVERS,
    );
    expect(problems.map(({ file, code }) => [file, code])).toEqual([
      ['./b.yaml', 'YamlSyntax'],
      ['https://git.example.com/a.yaml', 'UnknownApiVersion'],
    ]);
  });

  it('is judged as a whole: everything that is wrong with it at once', () => {
    const result = readPlatform(
      [
        { file: 'a.yaml', text: `${POSTGRES}---\nkind: ResourceType\n` },
        {
          file: 'b.yaml',
          text: doc(
            'ResourceDefinition',
            'pg',
            '{ type: postgress, driver: sttic, critera: {} }',
          ),
        },
        { file: 'c.yaml', text: 'a: [' },
      ],
      DRIVERS,
    );
    expect(result.ok).toBe(false);
    expect(
      result.problems.map(({ file, code, path, hint }) =>
        [file, code, path, hint].filter(Boolean).join(' '),
      ),
    ).toEqual([
      'a.yaml UnknownApiVersion Write apiVersion: tutti.dev/v1alpha1.',
      'b.yaml UnknownReference spec.type Did you mean "postgres"?',
      'b.yaml UnknownReference spec.driver Did you mean "static"?',
      'b.yaml SchemaViolation spec.critera Did you mean "criteria"?',
      'c.yaml YamlSyntax',
    ]);
  });
});

describe('documents that are none of ours', () => {
  it.each([
    ['a list', '- a', '1:1 NotAMapping'],
    ['no apiVersion', 'kind: Target', '1:1 UnknownApiVersion'],
    [
      'another apiVersion',
      'kind: Target\napiVersion: tutti.dev/v1',
      '2:13 UnknownApiVersion apiVersion',
    ],
    ['no kind', 'apiVersion: tutti.dev/v1alpha1', '1:1 UnknownKind'],
    ['another kind', doc('Workload', 'web', '{}'), '2:7 UnknownKind kind'],
    [
      'no name',
      'apiVersion: tutti.dev/v1alpha1\nkind: Policy\nmetadata: {}\nspec: {}',
      '3:1 SchemaViolation metadata',
    ],
    [
      'keys beside spec',
      `${doc('ResourceType', 's3', '{}')}phase: after\n`,
      '5:1 SchemaViolation phase',
    ],
  ])('%s', (_, text, expected) => {
    expect(told(readDocuments(text))).toContain(expected);
  });

  it('a Score file is told apart', () => {
    const { problems } = readDocuments('apiVersion: score.dev/v1b1\n');
    expect(problems[0].hint).toBe(
      'Name it under "workloads" of an Application: this is a Score file.',
    );
  });
});

describe('names', () => {
  it('are unique per kind, across files', () => {
    const result = readPlatform(
      ['a.yaml', 'b.yaml'].map(file => ({
        file,
        text: doc('EnvironmentType', 'production', '{ rank: 1 }'),
      })),
      DRIVERS,
    );
    expect(result.problems).toMatchObject([
      {
        code: 'DuplicateName',
        file: 'b.yaml',
        line: 3,
        path: 'metadata.name',
        message:
          'There is another EnvironmentType "production": a.yaml, line 1.',
      },
    ]);
  });

  it('may be the same for different kinds', () => {
    expect(
      told(
        readDocuments(
          doc('EnvironmentType', 'production', '{ rank: 1 }'),
          doc('Target', 'production', '{ driver: kubernetes }'),
        ),
      ),
    ).toEqual([]);
  });

  it.each(['Production', '-a', 'a_b', 'a.b', 'x'.repeat(64)])(
    'cannot be %s',
    name => {
      expect(
        told(readDocuments(doc('EnvironmentType', name, '{ rank: 1 }'))),
      ).toEqual(['3:19 SchemaViolation metadata.name']);
    },
  );
});
