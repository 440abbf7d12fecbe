import { readFileSync } from 'fs';
import { resolve } from 'path';
import { Ajv2020 } from 'ajv/dist/2020';
import { examplePlatformFiles } from '../__testUtils__/examples';
import { unformatted, withFieldTables } from '../__testUtils__/fieldTables';
import { doc, readDocuments } from '../__testUtils__/platform';
import { JsonValue, isObject } from '../../model';
import { readYaml } from '../yaml';
import { platformJsonSchema } from './schema';

const reference = resolve(__dirname, '../../../../../docs/reference');

function published(file: string): string {
  return readFileSync(resolve(reference, file), 'utf8');
}

/** Paths of properties that neither say what they mean nor refer to something that does. */
function* withoutDescription(
  value: JsonValue,
  path: string,
  isProperty: boolean,
): Generator<string> {
  if (!isObject(value)) return;
  if (isProperty && !value.description && !value.$ref) yield path;
  for (const [key, inner] of Object.entries(value)) {
    // What stands in conditions is described where it is declared.
    if (!['allOf', 'oneOf', 'anyOf'].includes(key)) {
      yield* withoutDescription(
        inner,
        `${path}.${key}`,
        path.endsWith('.properties'),
      );
    }
  }
}

describe('the schema of platform files', () => {
  it('is published as it is (`yarn workspace @tutti/engine schema` writes it)', () => {
    expect(JSON.parse(published('schemas/platform.schema.json'))).toEqual(
      platformJsonSchema(),
    );
  });

  it('is what the reference says (the same command writes it)', () => {
    const page = published('platform-files.md');
    expect(unformatted(page)).toBe(
      unformatted(withFieldTables(page, platformJsonSchema())),
    );
  });

  it('says of every field what it means, for editors to show', () => {
    const { $defs } = platformJsonSchema();
    expect([...withoutDescription($defs, '$defs', false)]).toEqual([]);
  });

  it('accepts the examples as a whole, as an editor uses it', () => {
    const ajv = new Ajv2020({ strict: false });
    const validate = ajv.compile(platformJsonSchema());
    for (const { file, text } of examplePlatformFiles()) {
      for (const { value } of readYaml(text, file).documents) {
        expect([file, validate(value), validate.errors]).toEqual([
          file,
          true,
          null,
        ]);
      }
    }
  });
});

const definition = (more: string) =>
  doc('ResourceDefinition', 'a', `{ type: postgres, driver: static, ${more} }`);
const environment = (more: string) =>
  doc('EnvironmentType', 'a', `{ rank: 1, ${more} }`);
const patch = (more: string) =>
  doc('WorkloadProfile', 'a', `{ patches: [{ name: p, ${more} }] }`);

/** A place in a platform file, and what may stand there. */
const PLACES: [
  string,
  (value: string) => string,
  { good: string[]; bad: string[] },
][] = [
  [
    'type',
    v => doc('ResourceDefinition', 'a', `{ driver: static, type: ${v} }`),
    { good: [], bad: ['a', 'a_b', '1', 'null'] },
  ],
  [
    'class',
    v => definition(`class: ${v}`),
    { good: ['large', "'*'", 'Ab'], bad: ['a', "'@'", '"**"', '1'] },
  ],
  [
    'class of dependsOn',
    v => definition(`dependsOn: { a: { type: postgres, class: ${v} } }`),
    { good: ['large', "'@'"], bad: ["'*'", 'a', '"${params.class}"'] },
  ],
  [
    'id of provisions',
    v => definition(`provisions: [{ type: postgres, id: ${v} }]`),
    { good: ['main', "'@'", 'a.b'], bad: ['A', "'*'", '"${resource.id}"'] },
  ],
  [
    'aliases',
    v => definition(`dependsOn: { ${v}: { type: postgres } }`),
    { good: ['a', 'db_1', 'a-b'], bad: ['a.b', '"a b"', '"${x}"'] },
  ],
  [
    'criteria',
    v => definition(`criteria: { application: ${v} }`),
    {
      good: ['a', '[a]', '[a, b]'],
      bad: ['[]', '1', '[1]', '{}', "''", 'null'],
    },
  ],
  [
    'labels in criteria',
    v => definition(`criteria: { labels: ${v} }`),
    { good: ['{ a: b }', '{ a: [b, c] }'], bad: ['{}', '[a]', '{ a: 1 }'] },
  ],
  [
    'other criteria',
    v => definition(`criteria: { ${v}: a }`),
    {
      good: ['resourceId', 'workload', 'environment', 'owner'],
      bad: ['app', 'type', 'class'],
    },
  ],
  [
    'collect',
    v => definition(`collect: { a: ${v} }`),
    {
      good: [
        '{ from: self, of: dependents, type: postgres }',
        '{ from: workload, of: dependencies, type: postgres, depth: all }',
      ],
      bad: [
        '{ from: self }',
        '{ from: self, of: all, type: postgres }',
        '{ from: self, of: dependents, type: postgres, depth: 2 }',
      ],
    },
  ],
  [
    'protection',
    v => definition(`protection: ${v}`),
    { good: ['stateful', 'none'], bad: ['true', 'Stateful'] },
  ],
  [
    'onRemoval',
    v => definition(`onRemoval: ${v}`),
    { good: ['delete', 'retain'], bad: ['keep'] },
  ],
  [
    'phase',
    v => doc('ResourceType', 'aa', `{ phase: ${v} }`),
    { good: ['before', 'after'], bad: ['during'] },
  ],
  [
    'kind of a profile',
    v => doc('WorkloadProfile', 'a', `{ kind: ${v} }`),
    {
      good: ['Deployment', 'StatefulSet', 'Job', 'CronJob'],
      bad: ['DaemonSet', 'deployment'],
    },
  ],
  [
    'patches',
    patch,
    {
      good: [
        'merge: {}',
        'json6902: []',
        'json6902: [{ op: add, path: /a, value: null }]',
        'json6902: [{ op: move, from: /a, path: /b~1c }]',
        'merge: {}, when: "true"',
        'merge: {}, target: { kind: Service }',
      ],
      bad: [
        'when: "true"',
        'merge: {}, json6902: []',
        'json6902: [{ op: add, path: /a }]',
        'json6902: [{ op: copy, path: /a }]',
        'json6902: [{ op: add, path: a, value: 1 }]',
        'json6902: [{ op: insert, path: /a, value: 1 }]',
        'merge: {}, target: { name: a }',
        'merge: []',
        'merge: {}, when: ""',
      ],
    },
  ],
  [
    'rank',
    v => doc('EnvironmentType', 'a', `{ rank: ${v} }`),
    { good: ['0', '-1', '30'], bad: ['1.5', 'first', 'null'] },
  ],
  [
    'who may',
    v => environment(`access: { deploy: ${v} }`),
    {
      good: ['[]', '[owner]', '[anyone]', '[group:default/a, user:default/b]'],
      bad: [
        'owner',
        '[Owner]',
        '[team-a]',
        '[component:default/a]',
        '[group:a]',
      ],
    },
  ],
  [
    'who may what',
    v => environment(`access: { ${v}: [owner] }`),
    { good: ['deploy', 'operate', 'approve', 'secrets'], bad: ['read'] },
  ],
  [
    'times',
    v => environment(`approval: { expiresAfter: ${v} }`),
    {
      good: ['90s', '15m', '72h', '3d'],
      bad: ['3', '0h', '1w', '1h30m', '-1h'],
    },
  ],
  [
    'lifetime',
    v => environment(`lifetime: ${v}`),
    { good: ['3d', 'null'], bad: ['never', '3'] },
  ],
  [
    'freeze',
    v => environment(`freeze: [${v}]`),
    {
      good: ['{ title: a, cron: 0 16 * * 5, duration: 64h }'],
      bad: [
        '{ title: a }',
        '{ title: a, cron: 0 16 * *, duration: 64h }',
        '{ title: "", cron: 0 16 * * 5, duration: 64h }',
      ],
    },
  ],
  [
    'repair',
    v => environment(`drift: { repair: ${v} }`),
    { good: ['manual', 'automatic'], bad: ['true'] },
  ],
  [
    'destroy',
    v => environment(`destroy: ${v}`),
    { good: ['allow', 'refuse'], bad: ['deny'] },
  ],
  [
    'deferredPlans',
    v => environment(`deferredPlans: ${v}`),
    { good: ['allow', 'review'], bad: ['deny'] },
  ],
  [
    'target',
    v => doc('Target', 'a', v),
    {
      good: [
        '{ driver: git }',
        '{ driver: kubernetes, cluster: a, namespace: b }',
        '{ driver: git, labels: { a.b/c: "${context.environment}" } }',
        '{ driver: git, annotations: { team: "" } }',
        '{ driver: git, git: { repository: "https://git.example.com/acme/deployments.git" } }',
        '{ driver: git, git: { repository: "http://localhost:3000/a/b", branch: release/1.2, path: "apps/${context.application}/live" } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", mode: branch, proposal: "to/${context.environment}" } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", health: { tool: flux, namespace: flux } } }',
      ],
      bad: [
        '{}',
        '{ driver: "" }',
        '{ driver: git, namespace: "" }',
        '{ driver: git, git: {} }',
        '{ driver: git, git: { repository: "http://git.example.com/a" } }',
        '{ driver: git, git: { repository: "https://me:secret@git.example.com/a" } }',
        '{ driver: git, git: { repository: "git@git.example.com:a/b" } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", path: "../b" } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", path: a/../b } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", path: .git/hooks } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", path: /etc } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", branch: a..b } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", branch: --upload-pack=x } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", mode: merge } }',
        '{ driver: git, git: { repository: "https://git.example.com/a", health: { tool: spinnaker } } }',
        '{ driver: git, labels: { a: 1 } }',
        '{ driver: git, labels: { "a b": c } }',
        '{ driver: git, annotations: [a] }',
      ],
    },
  ],
  [
    'policy',
    v => doc('Policy', 'a', v),
    {
      good: ['{ require: "true", message: a, effect: warn, on: object }'],
      bad: [
        '{ require: "true" }',
        '{ message: a }',
        '{ require: true, message: a }',
        '{ require: "true", message: a, on: environment }',
        '{ require: "true", message: a, effect: block }',
      ],
    },
  ],
  [
    'application',
    v => doc('Application', 'a', v),
    {
      good: [
        '{ entity: component:default/a }',
        '{ owner: user:default/a }',
        '{ values: { A: null } }',
        '{ environments: [{ name: a, type: a, labels: { region: eu } }] }',
        '{ offers: { web: [anyone, group:default/a], api: [] } }',
      ],
      bad: [
        '{ entity: shop }',
        '{ owner: team-a }',
        '{ owner: system:default/a }',
        '{ workloads: [./a] }',
        '{ workloads: [{ source: "" }] }',
        '{ workloads: [{ source: a, images: { main: "" } }] }',
        '{ environments: [{ name: a }] }',
        '{ environments: [{ name: A, type: a }] }',
        '{ environments: [{ name: a, type: a, labels: [eu] }] }',
        '{ environments: [{ name: a, type: a, labels: { region: "Europe West" } }] }',
        '{ offers: { web: anyone } }',
        '{ offers: { web: [owner] } }',
        '{ offers: { web: [team-a] } }',
        '{ offers: { Web: [anyone] } }',
      ],
    },
  ],
];

describe.each(PLACES)('%s', (_, document, { good, bad }) => {
  const broken = (value: string) =>
    readDocuments(doc('ResourceType', 'postgres', '{}'), document(value))
      .problems.filter(({ code }) => code === 'SchemaViolation')
      .map(({ path, message }) => `${path}: ${message}`);

  it.each(good.length > 0 ? good : ['postgres'])('may be %s', value => {
    expect(broken(value)).toEqual([]);
  });

  it.each(bad)('cannot be %s', value => {
    expect(broken(value)).not.toEqual([]);
  });
});
