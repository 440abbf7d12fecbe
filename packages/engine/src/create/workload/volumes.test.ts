import { Secret } from '../../model';
import {
  firstContainer,
  podSpecOf,
  problems,
  rendered,
} from './__fixtures__/renderInput';
import { valueAt } from './tree';

const web = (volumes: string) => `
metadata: { name: web }
containers: { main: { image: "nginx:1.27", volumes: ${volumes} } }
resources: { data: { type: volume }, disk: { type: volume }, later-disk: { type: volume } }
`;

describe('volumes', () => {
  it('are what their resource says, mounted where the Score file says', () => {
    const objects = rendered(
      web(
        '{ /data: { source: "${resources.data}" }, /disk: { source: "${resources.disk}", path: sub, readOnly: true } }',
      ),
    );
    expect(valueAt(podSpecOf(objects), 'volumes')).toEqual([
      { name: 'volume-data', emptyDir: {} },
      { name: 'volume-disk', persistentVolumeClaim: { claimName: 'disk-1' } },
    ]);
    expect(valueAt(firstContainer(objects), 'volumeMounts')).toEqual([
      { name: 'volume-data', mountPath: '/data' },
      {
        name: 'volume-disk',
        mountPath: '/disk',
        subPath: 'sub',
        readOnly: true,
      },
    ]);
  });

  it.each([
    ['sub', { subPath: 'sub' }],
    ['/sub/below', { subPath: 'sub/below' }],
    ['/', {}],
  ])('have a path %s from the top of the volume', (path, mount) => {
    expect(
      valueAt(
        firstContainer(
          rendered(
            web(`{ /d: { source: "\${resources.data}", path: ${path} } }`),
          ),
        ),
        'volumeMounts',
      ),
    ).toEqual([{ name: 'volume-data', mountPath: '/d', ...mount }]);
  });

  it('are one volume for all containers that name one resource', () => {
    const objects = rendered(`
metadata: { name: web }
containers:
  aa: { image: x, volumes: { /a: { source: "\${resources.data}" } } }
  bb: { image: x, volumes: { /b: { source: "\${resources.data}" } } }
resources: { data: { type: volume } }
`);
    expect(valueAt(podSpecOf(objects), 'volumes')).toEqual([
      { name: 'volume-data', emptyDir: {} },
    ]);
  });

  it('that a text names are claims which somebody else made', () => {
    const file = web('{ /data: { source: my-disk } }');
    expect(valueAt(podSpecOf(rendered(file)), 'volumes')).toEqual([
      {
        name: expect.stringMatching(/^volume-/),
        persistentVolumeClaim: { claimName: 'my-disk' },
      },
    ]);
    expect(problems(file)).toEqual([
      expect.stringMatching(/^VolumeNotManaged: .*my-disk/),
    ]);
  });

  it.each([
    ['text that is no name', 'My disk', /^VolumeSource: .*"My disk"/],
    [
      'a shape that is not known yet',
      '${resources.later-disk}',
      /^UnknownDecidesStructure: /,
    ],
    [
      'an output that is text',
      '${resources.disk.nothing}',
      /resources\.disk\.nothing/,
    ],
  ])('cannot be %s', (_, source, message) => {
    expect(problems(web(`{ /d: { source: "${source}" } }`))).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it.each([
    [
      'two sources at once',
      { emptyDir: {}, nfs: {} },
      /^VolumeSource: .*exactly one/,
    ],
    ['nothing', {}, /^VolumeSource: .*exactly one/],
    [
      'a secret',
      { csi: { token: new Secret('canary') } },
      /^SecretNotAllowed: /,
    ],
  ])('cannot have %s in their source', (_, source, message) => {
    const found = problems(web('{ /d: { source: "${resources.data}" } }'), {
      outputs: { data: { source }, disk: {}, 'later-disk': {} },
    });
    expect(found).toEqual([expect.stringMatching(message)]);
    expect(found.join()).not.toContain('canary');
  });

  it('cannot stand where a file stands', () => {
    expect(
      problems(`
metadata: { name: web }
containers:
  main:
    image: x
    files: { /data: { content: x } }
    volumes: { /data: { source: "\${resources.data}" } }
resources: { data: { type: volume } }
`),
    ).toEqual([
      'MountedTwice: Container main of workload web has both a file and a volume at /data.',
    ]);
  });
});
