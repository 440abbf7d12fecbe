import { ProfilePatch } from '../../../model';
import {
  podSpecOf,
  problems,
  profile,
  rendered,
  renderInput,
  score,
} from '../__fixtures__/renderInput';
import { renderWorkload } from '../render';
import { valueAt } from '../tree';

/** Side by side: `app` and `helper`; before them `wait`; a volume, and a file in one of ours. */
const WEB = `
metadata: { name: web, annotations: { kubectl.kubernetes.io/default-container: app } }
containers:
  app:
    image: app:1
    volumes: { /data: { source: "\${resources.data}" } }
    files: { /etc/a: { content: x } }
  helper: { image: helper:1 }
  wait: { image: wait:1, before: { app: { ready: complete } } }
resources: { data: { type: volume } }
`;

type Pod = Record<string, unknown[]>;

const merges = (...pods: string[]): ProfilePatch[] =>
  pods.map((pod, index) => ({
    name: `p${index}`,
    merge: { spec: { template: { spec: parsed(pod) } } },
  }));

function parsed(yaml: string) {
  return JSON.parse(yaml);
}

function containers(patches: ProfilePatch[], list = 'containers') {
  const found = valueAt(
    podSpecOf(rendered(WEB, { profile: profile({ patches }) })),
    list,
  );
  return Array.isArray(found)
    ? found.map(item => [valueAt(item, 'name'), valueAt(item, 'image')])
    : [];
}

const json = (pod: Pod) => JSON.stringify(pod);

describe('a merge adds, changes, or says that it cannot', () => {
  it('adds what has an image', () => {
    const patch = json({ containers: [{ name: 'shipper', image: 's:1' }] });
    expect(containers(merges(patch))).toEqual([
      ['shipper', 's:1'],
      ['app', 'app:1'],
      ['helper', 'helper:1'],
    ]);
  });

  it('changes what the profile itself has added, image or not', () => {
    const first = json({ containers: [{ name: 'shipper', image: 's:1' }] });
    const second = json({ containers: [{ name: 'shipper', image: 's:2' }] });
    const third = json({ containers: [{ name: 'shipper', tty: true }] });
    expect(containers(merges(first, second, third))[0]).toEqual([
      'shipper',
      's:2',
    ]);
  });

  it('changes every container, those that start first on their own', () => {
    const patch = json({
      containers: [{ name: '*', image: 'mirror/x' }],
      initContainers: [{ name: '*', image: 'mirror/y' }],
    });
    expect(containers(merges(patch))).toEqual([
      ['app', 'mirror/x'],
      ['helper', 'mirror/x'],
    ]);
    expect(containers(merges(patch), 'initContainers')).toEqual([
      ['wait', 'mirror/y'],
    ]);
  });

  it('changes the container that the workload is about, whatever its name', () => {
    const patch = json({
      containers: [
        { name: '${workload.container}', image: 'i:2', $patch: 'merge' },
      ],
    });
    expect(containers(merges(patch))[0]).toEqual(['app', 'i:2']);
  });

  it('changes or deletes a container of the workload that it names', () => {
    const patch = json({
      containers: [
        { name: 'app', tty: true },
        { name: 'helper', $patch: 'delete' },
      ],
    });
    expect(containers(merges(patch))).toEqual([['app', 'app:1']]);
  });

  it('makes the list anew when it says so', () => {
    const patch = json({
      containers: [{ $patch: 'replace' }, { name: 'app', image: 'other:1' }],
    });
    expect(containers(merges(patch))).toEqual([['app', 'other:1']]);
  });

  it.each<[string, Pod[], string]>([
    [
      'a name of the workload',
      [{ containers: [{ name: 'app', image: 's:1' }] }],
      'NameTaken: Container app of workload web has the name of a container that profile standard adds: patch p0 (profiles.yaml:7).',
    ],
    [
      'a name of the workload in the other list',
      [{ containers: [{ name: 'wait', image: 's:1' }] }],
      'NameTaken: Container wait of workload web has the name of a container that profile standard adds: patch p0 (profiles.yaml:7).',
    ],
    [
      'a name of the workload, the other way round',
      [{ initContainers: [{ name: 'helper', image: 's:1' }] }],
      'NameTaken: Container helper of workload web has the name of a container that profile standard adds: patch p0 (profiles.yaml:7).',
    ],
    [
      'its own name in the other list',
      [
        { containers: [{ name: 'x', image: 's:1' }] },
        { initContainers: [{ name: 'x', image: 's:1' }] },
      ],
      'NameTaken: Profile standard, patch p1, workload web: initContainers cannot have a container "x": the profile has added one of this name to containers.',
    ],
    [
      'one name in both lists at once',
      [
        {
          containers: [{ name: 'x', image: 's:1' }],
          initContainers: [{ name: 'x', image: 's:1' }],
        },
      ],
      'NameTaken: Profile standard, patch p0, workload web: the pod would have two containers "x".',
    ],
    [
      'a container that is not there',
      [{ containers: [{ name: 'ap', tty: true }] }],
      'PatchMisses: Profile standard, patch p0, workload web: there is no container "ap" in containers.',
    ],
    [
      'a container that is in the other list',
      [{ containers: [{ name: 'wait', tty: true }] }],
      'PatchMisses: Profile standard, patch p0, workload web: there is no container "wait" in containers.',
    ],
    [
      'a container to be deleted that is not there',
      [{ containers: [{ name: 'x', $patch: 'delete' }] }],
      'PatchMisses: Profile standard, patch p0, workload web: there is no container "x" in containers.',
    ],
    [
      'a volume of the workload',
      [{ volumes: [{ name: 'files', emptyDir: {} }] }],
      'NameTaken: Profile standard, patch p0, workload web: the workload has a volume "files" of its own.',
    ],
    [
      'a volume to be changed that is not there',
      [{ volumes: [{ name: 'fils', $patch: 'delete' }] }],
      'PatchMisses: Profile standard, patch p0, workload web: there is no volume "fils" in volumes.',
    ],
  ])('%s', (_, pods, message) => {
    const source = { file: 'profiles.yaml', line: 1, patches: [7, 9] };
    expect(
      problems(WEB, {
        profile: profile({ source, patches: merges(...pods.map(json)) }),
      }),
    ).toEqual([message]);
  });

  it.each<[Pod, string]>([
    [{ containers: [{ name: 'ap', tty: true }] }, 'Did you mean "app"?'],
    [
      { containers: [{ name: 'main', tty: true }] },
      'There are: app, helper, wait. "*" changes every one, ${workload.container} is the workload\'s own; to add one, give it an image.',
    ],
    [
      { containers: [{ name: 'wait', tty: true }] },
      'It is one of initContainers: change it there.',
    ],
  ])('%j: %s', (pod, hint) => {
    const result = renderWorkload(
      renderInput(score(WEB), {
        profile: profile({ patches: merges(json(pod)) }),
      }),
    );
    expect(result.problems).toEqual([
      expect.objectContaining({
        hint,
        file: 'profiles.yaml',
        path: 'spec.patches[0].merge.spec.template.spec.containers[0]',
      }),
    ]);
  });

  it('adds no container that stands in the file, by an operation either', () => {
    const patches: ProfilePatch[] = [
      {
        name: 'op',
        json6902: [
          {
            op: 'add',
            path: '/spec/template/spec/containers/-',
            value: { name: 'wait', image: 'x' },
          },
        ],
      },
    ];
    const result = renderWorkload(
      renderInput(score(WEB), { profile: profile({ patches }) }),
    );
    expect(result.problems).toEqual([
      expect.objectContaining({
        code: 'NameTaken',
        file: 'score.yaml',
        path: 'containers.wait',
      }),
    ]);
  });

  it('says which container an operation counts', () => {
    const patches: ProfilePatch[] = [
      {
        name: 'op',
        json6902: [
          {
            op: 'add',
            path: '/spec/template/spec/containers/1/tty',
            value: true,
          },
        ],
      },
    ];
    expect(problems(WEB, { profile: profile({ patches }) })).toEqual([
      'PatchCountsContainers: Profile standard, patch op, workload web: operation 0 changes container helper because it is number 1 of 2.',
    ]);
  });

  it('says which mount of the workload it takes away', () => {
    const pod = json({
      containers: [
        { name: '*', volumeMounts: [{ name: 'tmp', mountPath: '/data' }] },
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    });
    expect(
      problems(WEB, { profile: profile({ patches: merges(pod) }) }),
    ).toEqual([
      'MountReplaced: Profile standard, patch p0, workload web: container app no longer has volume volume-data at /data, but the one of the patch.',
    ]);
  });

  it('defaults are held to the same', () => {
    const defaults = {
      spec: { template: { spec: { containers: [{ name: 'x', tty: true }] } } },
    };
    expect(problems(WEB, { profile: profile({ defaults }) })).toEqual([
      expect.stringContaining('PatchMisses: Profile standard, defaults'),
    ]);
  });

  it('a condition that does not hold reserves no name', () => {
    const [patch] = merges(
      json({ containers: [{ name: 'app', image: 's:1' }] }),
    );
    const patches = [{ ...patch, when: 'context.environment == "x"' }];
    expect(problems(WEB, { profile: profile({ patches }) })).toEqual([]);
  });
});
