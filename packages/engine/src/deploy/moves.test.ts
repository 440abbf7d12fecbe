import { TestEnvironment } from '../testing';
import {
  definition,
  platform,
  resourceType,
  workload,
} from '../testing/platform';

const disks = platform({
  types: [resourceType('disk')],
  definitions: [
    definition('disk', {
      type: 'disk',
      protection: 'stateful',
      inputs: {
        objects: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: '${resource.name}' },
            data: { at: '${resource.id}' },
          },
        ],
        outputs: { name: '${resource.name}' },
      },
    }),
  ],
});

const web = workload('web', {
  variables: { A: '${resources.a.name}', B: '${resources.b.name}' },
  resources: { a: { type: 'disk', id: 'a' }, b: { type: 'disk', id: 'b' } },
});

const SWAP = [
  { from: 'disk.default#a', to: 'disk.default#b' },
  { from: 'disk.default#b', to: 'disk.default#a' },
];

const places = (environment: TestEnvironment) =>
  Object.fromEntries(
    environment.database
      .state()
      .resources.map(({ resourceId, address }) => [address, resourceId]),
  );

describe('a swap of two resources', () => {
  it('changes their places and nothing else of them', async () => {
    const environment = TestEnvironment.of(disks, [web]);
    await environment.deploy();
    const before = places(environment);
    expect(await environment.deploy({ moves: SWAP })).toMatchObject({
      status: 'succeeded',
    });
    expect(places(environment)).toEqual({
      'disk.default#a': before['disk.default#b'],
      'disk.default#b': before['disk.default#a'],
    });
    environment.change({ moves: [] });
    expect(
      (await environment.plan()).steps.every(({ action }) => action === 'keep'),
    ).toBe(true);
  });

  it.each(['before', 'after'] as const)(
    'goes on when its worker dies right %s it was made, and is made once',
    async when => {
      const environment = TestEnvironment.of(disks, [web]);
      await environment.deploy();
      const before = places(environment);
      environment.change({ moves: SWAP });
      const plan = await environment.plan();
      environment.database[when] = call => {
        if (call === 'saveDecided') {
          throw new Error('the worker is gone');
        }
      };
      expect(await environment.run(plan)).toMatchObject({
        status: 'interrupted',
      });
      environment.database[when] = () => {};
      expect(await environment.run(plan, { resumes: true })).toMatchObject({
        status: 'succeeded',
      });
      expect(places(environment)).toEqual({
        'disk.default#a': before['disk.default#b'],
        'disk.default#b': before['disk.default#a'],
      });
    },
  );
});
