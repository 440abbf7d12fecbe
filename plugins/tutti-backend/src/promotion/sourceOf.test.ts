import { LabelledEnvironment, sourceOf } from './sourceOf';

function environment(text: string): LabelledEnvironment {
  const [name, ...labels] = text.split(' ');
  return {
    name,
    type: name.startsWith('staging') ? 'staging' : 'production',
    labels: Object.fromEntries(labels.map(label => label.split('='))),
  };
}

describe('releases come from', () => {
  it.each([
    ['production', ['staging'], 'staging'],
    ['production region=eu', ['staging'], 'staging'],
    // One alone is meant, whatever its labels.
    ['production region=eu', ['staging region=us'], 'staging'],
    [
      'production region=eu',
      ['staging-eu region=eu', 'staging-us region=us'],
      'staging-eu',
    ],
    [
      'production region=eu tier=canary',
      ['staging-a region=eu', 'staging-b region=eu tier=canary'],
      'staging-b',
    ],
    [
      'production region=eu',
      ['staging-a', 'staging-us region=us'],
      'staging-a',
    ],
  ])('%s of %j is %s', (target, sources, found) => {
    expect(
      sourceOf(environment(target), { name: 'staging' }, [
        environment(target),
        ...sources.map(environment),
      ]),
    ).toMatchObject({ source: { name: found } });
  });

  it.each([
    ['production', [], 'of type Staging, and the application has none'],
    [
      'production',
      ['staging-a', 'staging-b'],
      'could come from staging-a, staging-b, all of type Staging',
    ],
    [
      'production region=eu',
      ['staging-a region=eu', 'staging-b region=eu', 'staging-us region=us'],
      'could come from staging-a, staging-b, all',
    ],
    [
      'production region=asia',
      ['staging-eu region=eu', 'staging-us region=us'],
      'The labels of staging-eu, staging-us, all of type Staging, contradict',
    ],
  ])('nowhere for %s of %j', (target, sources, reason) => {
    expect(
      sourceOf(environment(target), { name: 'staging', title: 'Staging' }, [
        environment(target),
        ...sources.map(environment),
      ]),
    ).toEqual({ reason: expect.stringContaining(reason) });
  });
});
