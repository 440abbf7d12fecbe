import { doc, readDocuments } from '../__testUtils__/platform';
import { told } from '../__testUtils__/told';

const read = (fields: string) =>
  readDocuments(doc('EnvironmentType', 'preview', `{ rank: 1, ${fields} }`));

describe('environment types of previews', () => {
  it('let their environments be destroyed', () => {
    const result = read('lifetime: 3d, destroy: refuse');
    expect(result.ok).toBe(false);
    expect(told(result)).toEqual([
      expect.stringMatching(/ PreviewInvalid spec\.lifetime$/),
    ]);
  });

  it('alone have a time to be idle: elsewhere it is told to have no effect', () => {
    const result = read('idle: 2h');
    expect(result.ok).toBe(true);
    expect(result.problems).toMatchObject([{ severity: 'warning' }]);
    expect(told(result)).toEqual([
      expect.stringMatching(/\(PreviewInvalid\) spec\.idle$/),
    ]);
  });

  it.each([
    'lifetime: 3d, idle: 2h',
    'lifetime: 3d, destroy: allow',
    'lifetime: null, destroy: refuse, idle: null',
  ])('%s is fine', fields => {
    expect(read(fields).problems).toEqual([]);
  });
});
