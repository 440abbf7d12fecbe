import { isExact, newestFitting } from './versionConstraint';

const VERSIONS = ['0.9.0', '1.2.0', '1.2.9', '1.10.0', '2.0.0-rc1', '2.0.0'];

describe('a version constraint', () => {
  it.each([
    ['~> 1.2', '1.10.0'],
    ['~> 1.2.0', '1.2.9'],
    ['~> 1', '1.10.0'],
    ['>= 1.0, < 2.0.0', '1.10.0'],
    ['>= 1.2.0, != 1.10.0, < 2.0.0', '1.2.9'],
    ['> 0.1', '2.0.0'],
    ['< 1', '0.9.0'],
    ['2.0.0-rc1', '2.0.0-rc1'],
    ['1.2', '1.2.0'],
    ['= 1.2.9', '1.2.9'],
    ['~> 3.0', undefined],
  ])('%s means %s', (constraint, version) => {
    expect(newestFitting(VERSIONS, constraint)).toBe(version);
  });

  it('is told from a version', () => {
    expect(['1.2.0', 'v1.2.0', '1.2', '~> 1.2.0'].map(isExact)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('that is none is refused', () => {
    expect(() => newestFitting(VERSIONS, 'latest')).toThrow(
      '"latest" is no version and no constraint',
    );
  });
});
