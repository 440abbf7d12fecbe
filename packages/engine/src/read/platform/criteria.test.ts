import { doc, POSTGRES, readDocuments } from '../__testUtils__/platform';
import { told } from '../__testUtils__/told';

const definition = (criteria: string) =>
  doc(
    'ResourceDefinition',
    'pg',
    `{ type: postgres, driver: static, criteria: ${criteria} }`,
  );
const target = (criteria: string) =>
  doc('Target', 'eu', `{ driver: kubernetes, criteria: ${criteria} }`);
const policy = (on: string, criteria: string) =>
  doc(
    'Policy',
    'rule',
    `{ on: ${on}, criteria: ${criteria}, require: 'true', message: no }`,
  );

describe('criteria that nothing can meet are told of', () => {
  it.each([
    [
      'workload and resourceId of a definition',
      definition('{ workload: web, resourceId: main }'),
      'workload',
    ],
    [
      'an owner without kind and namespace',
      definition('{ owner: [group:default/a, team-b] }'),
      'owner',
    ],
    ['the workload of a target', target('{ workload: web }'), 'workload'],
    ['the resource of a target', target('{ resourceId: main }'), 'resourceId'],
    [
      'the workload of a whole plan',
      policy('plan', '{ workload: web }'),
      'workload',
    ],
    [
      'the resource of a workload',
      policy('workload', '{ resourceId: main }'),
      'resourceId',
    ],
  ])('%s', (_, document, key) => {
    const result = readDocuments(POSTGRES, document);
    expect(result.ok).toBe(true);
    expect(told(result)).toEqual([
      expect.stringMatching(
        new RegExp(`^\\d+:\\d+ \\(NeverMatches\\) spec\\.criteria\\.${key}$`),
      ),
    ]);
  });

  it.each([
    ['a workload', definition('{ workload: web }')],
    ['an id', definition('{ resourceId: [main, other] }')],
    ['an owner in any case', definition('{ owner: Group:default/Team-A }')],
    ['the resource of an object', policy('object', '{ resourceId: main }')],
    ['the workload of a policy', policy('workload', '{ workload: web }')],
  ])('others are not: %s', (_, document) => {
    expect(told(readDocuments(POSTGRES, document))).toEqual([]);
  });
});
