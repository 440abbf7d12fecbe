import { Allowed } from '@tutti/plugin-tutti-common';
import { Reachable, whyNotThere } from './whereTo';

const yes: Allowed = { allowed: true };
const rule = (refs: string[] = [], workloads: string[] = []): Reachable => ({
  type: {
    title: 'Staging',
    automation: { on: 'build', refs, workloads },
  },
  typeName: 'staging',
  right: yes,
  isDestroyed: false,
});
const build = { ref: 'refs/heads/main', workload: 'web' };

describe('where a build goes', () => {
  it.each([
    ['of all', rule()],
    ['of its ref', rule(['refs/tags/*', 'refs/heads/main'])],
    ['of refs like its own', rule(['refs/heads/*'])],
    ['of its workload', rule([], ['api', 'web'])],
  ])('is where the type takes builds %s', (_what, place) => {
    expect(whyNotThere(build, place)).toBeUndefined();
  });

  it.each<[string, Reachable, string]>([
    [
      'its type is gone',
      { ...rule(), type: undefined },
      "The platform has no environment type 'staging' any more.",
    ],
    [
      'its type takes none',
      { ...rule(), type: { title: 'Staging' } },
      'Staging deploys no builds by itself.',
    ],
    [
      'it takes other refs',
      rule(['refs/tags/*']),
      'Staging deploys builds of refs/tags/*, not of refs/heads/main.',
    ],
    [
      'it takes other workloads',
      rule([], ['api']),
      'Staging deploys builds of api, not of web.',
    ],
    [
      'its type takes only what was promoted',
      {
        ...rule(),
        type: {
          title: 'Production',
          automation: { on: 'build', refs: [], workloads: [] },
          promotion: {
            from: 'staging',
            only: true,
            automatic: false,
            gates: [],
            waves: [],
            stopOnFailure: false,
          },
        },
      },
      'Production takes only what succeeded in staging.',
    ],
    [
      'it was destroyed',
      { ...rule(), isDestroyed: true },
      'All of it was destroyed. Deploy there by hand: then builds follow again.',
    ],
    [
      'who tells it may not',
      { ...rule(), right: { allowed: false, reason: 'No.' } },
      'No.',
    ],
  ])('is not where %s', (_why, place, reason) => {
    expect(whyNotThere(build, place)).toBe(reason);
  });
});
