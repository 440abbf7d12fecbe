import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { builtinDrivers } from './drivers';
import { loadPlatform } from './loadPlatform';
import { SourceFile } from './read';

const examples = resolve(__dirname, '../../../examples');

function filesOf(folder: string): SourceFile[] {
  return readdirSync(join(examples, folder))
    .filter(name => name.endsWith('.yaml'))
    .map(name => ({
      file: `${folder}/${name}`,
      text: readFileSync(join(examples, folder, name), 'utf8'),
    }));
}

const files = [...filesOf('platform'), ...filesOf('applications/shop')];

describe('loadPlatform', () => {
  it('takes the example platform without a complaint', () => {
    expect(loadPlatform(files, builtinDrivers())).toMatchObject({
      ok: true,
      problems: [],
      value: {
        definitions: { environment: { driver: 'environment' } },
        applications: { shop: { entity: 'system:default/shop' } },
      },
    });
  });

  it('gives the same platform for the same files in another order', () => {
    const forward = loadPlatform(files, builtinDrivers());
    const backward = loadPlatform([...files].reverse(), builtinDrivers());
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
  });

  it('refuses definitions that could both match, and expressions that cannot be parsed, together', () => {
    const result = loadPlatform(
      [
        {
          file: 'pair.yaml',
          text: `
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: cache }
spec: {}
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: first }
spec: { type: cache, driver: static }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: second }
spec: { type: cache, driver: static }
---
apiVersion: tutti.dev/v1alpha1
kind: Policy
metadata: { name: broken }
spec: { require: 'workload.name ==', message: no }
---
apiVersion: tutti.dev/v1alpha1
kind: Policy
metadata: { name: on-nothing }
spec:
  on: object
  require: |
    has(object.metadata)
      && workload.name != ""
  message: no
---
apiVersion: tutti.dev/v1alpha1
kind: WorkloadProfile
metadata: { name: standard }
spec:
  patches:
    - { name: all, merge: {} }
    - name: some
      when: context.owner in ) [1]
      merge: {}
`,
        },
      ],
      builtinDrivers(),
    );
    expect(result.ok).toBe(false);
    expect(
      result.problems.map(({ code, file, line, column, path }) => [
        `${code} ${file}:${line}:${column}`,
        path,
      ]),
    ).toEqual([
      ['AmbiguousMatch pair.yaml:15:1', 'spec.criteria'],
      ['ExpressionInvalid pair.yaml:39:27', 'spec.patches[1].when'],
      ['ExpressionInvalid pair.yaml:20:33', 'spec.require'],
      ['ExpressionInvalid pair.yaml:29:10', 'spec.require'],
    ]);
  });

  it('tells of them also in a set that has other errors', () => {
    const documents = [
      'kind: ResourceType\nmetadata: { name: cache }\nspec: {}',
      'kind: ResourceDefinition\nmetadata: { name: first }\nspec: { type: cache, driver: static }',
      'kind: ResourceDefinition\nmetadata: { name: second }\nspec: { type: cache, driver: static }',
      // Without the criterion that nobody knows it would match as the others do.
      'kind: ResourceDefinition\nmetadata: { name: third }\nspec: { type: cache, driver: static, criteria: { team: a } }',
      'kind: ResourceDefinition\nmetadata: { name: lost }\nspec: { type: cash, driver: static }',
      'kind: Policy\nmetadata: { name: broken }\nspec: { require: "workload.name ==", message: no }',
    ];
    const text = documents
      .map(document => `apiVersion: tutti.dev/v1alpha1\n${document}\n`)
      .join('---\n');
    const result = loadPlatform([{ file: 'set.yaml', text }], builtinDrivers());
    expect(result.ok).toBe(false);
    expect(
      result.problems.map(({ code, line, path }) => `${line} ${code} ${path}`),
    ).toEqual([
      '19 SchemaViolation spec.criteria.team',
      '24 UnknownReference spec.type',
      '14 AmbiguousMatch spec.criteria',
      '29 ExpressionInvalid spec.require',
    ]);
  });
});
