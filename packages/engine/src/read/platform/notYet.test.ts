import { doc, readDocuments } from '../__testUtils__/platform';
import { told } from '../__testUtils__/told';

const read = (fields: string) =>
  readDocuments(doc('EnvironmentType', 'production', `{ rank: 1, ${fields} }`));

describe('what nothing acts on yet is told of, and is no error', () => {
  it.each([
    ['automation: { on: build }', 'automation'],
  ])('%s', (fields, path) => {
    const result = read(fields);
    expect(result.ok).toBe(true);
    expect(result.problems).toMatchObject([{ severity: 'warning' }]);
    expect(told(result)).toEqual([
      expect.stringMatching(
        new RegExp(`^\\d+:\\d+ \\(NotYetInEffect\\) spec\\.${path}$`),
      ),
    ]);
  });

  it.each([
    'drift: { every: 15m, repair: automatic, ignore: [{ paths: [spec.replicas] }] }',
    'deferredPlans: review, destroy: refuse, lifetime: null',
    'onFailure: leave, idle: null',
    'lifetime: 3d, idle: 2h',
    'verify: { healthyFor: 5m, gates: [smoke-test] }, onFailure: rollback',
    'approval: { self: true, expiresAfter: 3d }, access: { approve: [owner] }',
  ])('%s asks for nothing', fields => {
    expect(read(fields).problems).toEqual([]);
  });
});
