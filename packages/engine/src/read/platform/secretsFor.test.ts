import { doc, POSTGRES, readDocuments } from '../__testUtils__/platform';
import { told } from '../__testUtils__/told';

const SECRET = "'${platform.secrets.PG}'";

const definition = (spec: string) =>
  doc(
    'ResourceDefinition',
    'pg',
    `{ type: postgres, driver: static, ${spec} }`,
  );
const profile = (spec: string) => doc('WorkloadProfile', 'apm', `{ ${spec} }`);

describe("the platform's secrets reach only whom somebody meant", () => {
  it.each([
    [
      'a definition for everybody',
      definition(`inputs: { host: ${SECRET} }`),
      'spec.inputs.host',
    ],
    [
      'a definition for an environment type',
      definition(
        `criteria: { workload: web }, inputs: { a: [{ b: 'x-\${platform.secrets.PG}' }] }`,
      ),
      'spec.inputs.a[0].b',
    ],
    [
      'a definition that calls a function',
      definition("inputs: { host: '${urlencode(platform.secrets.PG)}' }"),
      'spec.inputs.host',
    ],
    [
      'params of what it depends on',
      definition(
        `dependsOn: { other: { type: postgres, params: { a: ${SECRET} } } }`,
      ),
      'spec.dependsOn.other.params.a',
    ],
    [
      'params of what it provisions',
      definition(`provisions: [{ type: postgres, params: { a: ${SECRET} } }]`),
      'spec.provisions[0].params.a',
    ],
    [
      'a profile',
      profile(
        `patches: [{ name: key, merge: { metadata: { annotations: { key: ${SECRET} } } } }]`,
      ),
      'spec.patches[0].merge.metadata.annotations.key',
    ],
  ])('%s is refused', (_, document, path) => {
    const result = readDocuments(POSTGRES, document);
    expect(result.ok).toBe(false);
    expect(told(result)).toEqual([
      expect.stringContaining(`SecretsForAnyone ${path}`),
    ]);
  });

  it.each([
    [
      'one owner',
      definition(
        `criteria: { owner: group:default/a }, inputs: { host: ${SECRET} }`,
      ),
    ],
    [
      'one application',
      definition(
        `criteria: { application: shop }, inputs: { host: ${SECRET} }`,
      ),
    ],
    [
      'everybody, in so many words',
      definition(`secretsFor: anyone, inputs: { host: ${SECRET} }`),
    ],
    [
      'everybody, by a profile',
      profile(
        `secretsFor: anyone, patches: [{ name: key, merge: { spec: { key: ${SECRET} } } }]`,
      ),
    ],
    [
      'nobody: it is text',
      definition(`inputs: { host: '$\${platform.secrets.PG}' }`),
    ],
    [
      'nobody: it is a value',
      definition(`inputs: { host: '\${platform.values.PG}' }`),
    ],
  ])('for %s', (_, document) => {
    expect(told(readDocuments(POSTGRES, document))).toEqual([]);
  });
});
