import { doc, readDocuments } from '../__testUtils__/platform';
import { told } from '../__testUtils__/told';

const read = (fields: string) =>
  readDocuments(doc('EnvironmentType', 'production', `{ rank: 1, ${fields} }`));

describe('what nothing acts on yet is told of, and is no error', () => {
  it.each([
    ['access: { approve: [owner] }', 'access\\.approve'],
    ['approval: { self: true }', 'approval\\.self'],
    ['approval: { expiresAfter: 3d }', 'approval\\.expiresAfter'],
    ['deferredPlans: review', 'deferredPlans'],
    ['drift: { every: 15m }', 'drift\\.every'],
    ['drift: { repair: automatic }', 'drift\\.repair'],
    ['destroy: refuse', 'destroy'],
    ['lifetime: 3d', 'lifetime'],
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
    'drift: { repair: manual }',
    'deferredPlans: allow, destroy: allow, lifetime: null',
    'approval: { self: false }',
  ])('%s asks for nothing', fields => {
    expect(read(fields).problems).toEqual([]);
  });
});
