import { ConfigReader } from '@backstage/config';
import { readDryRunLimits } from './dryRunConfig';

describe('tutti.planning.dryRun', () => {
  const read = (dryRun?: object) =>
    readDryRunLimits(
      new ConfigReader({ tutti: dryRun ? { planning: { dryRun } } : {} }),
    );

  it('asks about 500 objects within 5 seconds', () => {
    expect(read()).toMatchObject({ objects: 500, withinMs: 5_000 });
  });

  it('takes what is configured', () => {
    expect(read({ objects: 0, within: { seconds: 2 } })).toMatchObject({
      objects: 0,
      withinMs: 2_000,
    });
  });

  it('names the key of what is wrong', () => {
    expect(() => read({ objects: -1 })).toThrow(
      'tutti.planning.dryRun.objects',
    );
  });
});
