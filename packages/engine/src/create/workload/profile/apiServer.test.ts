import { anything, builtinKind } from '@tutti/kubernetes';
import {
  isValueObject,
  JsonObject,
  JsonValue,
  ValueObject,
} from '../../../model';
import { FULL } from '../__fixtures__/full';
import { onApiServer } from '../__fixtures__/onApiServer';
import { profile, rendered } from '../__fixtures__/renderInput';
import { valueAt } from '../tree';
import { json6902 } from './json6902';
import { strategicMerge } from './strategicMerge';

/** A patch does here what the API server does with it, item by item and in its order. */

onApiServer('patches were', ({ apply, put, patch }) => {
  const original = () =>
    rendered(FULL.replace('NAME', 'patched'), {
      profile: profile({ defaults: { spec: { replicas: 2 } } }),
    })['Deployment/patched'];
  let live: ValueObject;

  beforeAll(async () => {
    const { body } = await apply(original(), 'forGood');
    live = objectOf(body);
  });

  const patchLive = (body: JsonValue, contentType: string) =>
    patch(live, body, contentType);

  const pod = (spec: JsonObject): JsonObject => ({
    spec: { template: { spec } },
  });

  it.each<[string, JsonObject]>([
    ['a sidecar', pod({ containers: [{ name: 'vault', image: 'v:1' }] })],
    [
      'a changed container',
      pod({ containers: [{ name: 'web', image: 'n:2', args: ['x'] }] }),
    ],
    [
      'another variable, and one less',
      pod({
        containers: [
          {
            name: 'web',
            env: [
              { name: 'NEW', value: '1' },
              { name: 'A', $patch: 'delete' },
            ],
          },
        ],
      }),
    ],
    [
      'a mount at a path of ours',
      pod({
        containers: [
          {
            name: 'web',
            volumeMounts: [{ name: 'volume-data', mountPath: '/data' }],
          },
        ],
      }),
    ],
    [
      'container ports',
      pod({
        containers: [
          {
            name: 'web',
            ports: [{ containerPort: 9090, name: 'admin', protocol: 'TCP' }],
          },
        ],
      }),
    ],
    ['volumes', pod({ volumes: [{ name: 'extra', emptyDir: {} }] })],
    [
      'a volume less, which a container still wants',
      pod({ volumes: [{ name: 'files', $patch: 'delete' }] }),
    ],
    ['tolerations', pod({ tolerations: [{ key: 'a', operator: 'Exists' }] })],
    [
      'host aliases',
      pod({ hostAliases: [{ ip: '10.0.0.9', hostnames: ['a'] }] }),
    ],
    ['pull secrets', pod({ imagePullSecrets: [{ name: 'registry' }] })],
    [
      'topology',
      pod({
        topologySpreadConstraints: [
          {
            topologyKey: 'zone',
            maxSkew: 1,
            whenUnsatisfiable: 'ScheduleAnyway',
          },
        ],
      }),
    ],
    [
      'security contexts',
      pod({
        securityContext: { runAsNonRoot: true },
        containers: [
          {
            name: 'web',
            securityContext: { capabilities: { drop: ['ALL'] } },
          },
        ],
      }),
    ],
    [
      'labels and deletions',
      {
        metadata: { labels: { more: 'x', 'tutti.dev/workload': null } },
        spec: { replicas: 5 },
      },
    ],
    [
      'another strategy',
      { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } },
    ],
    [
      'new containers around an old one',
      pod({
        containers: [
          { name: 'zz', image: 'z' },
          { name: 'web', tty: true },
          { name: 'aa', image: 'a' },
        ],
      }),
    ],
    [
      'variables in another order',
      pod({
        containers: [
          {
            name: 'web',
            env: [
              { name: 'HOST', value: 'x' },
              { name: 'N1', value: '1' },
              { name: 'A', value: 'y' },
              { name: 'N2', value: '2' },
            ],
          },
        ],
      }),
    ],
    [
      'a list made anew',
      pod({
        containers: [
          {
            name: 'web',
            env: [{ $patch: 'replace' }, { name: 'ONLY', value: '1' }],
          },
        ],
      }),
    ],
    [
      'finalizers',
      {
        metadata: { finalizers: ['example.com/keep'] },
        spec: { replicas: 3 },
      },
    ],
    [
      'an init container',
      pod({ initContainers: [{ name: 'wait', image: 'w:1' }] }),
    ],
  ])('strategic merge: %s', async (_, change) => {
    const theirs = await patchLive(
      change,
      'application/strategic-merge-patch+json',
    );
    const merged = strategicMerge(
      live,
      change,
      builtinKind('apps/v1', 'Deployment')?.shape ?? anything,
    );
    expect(merged).not.toEqual(live);
    const ours = await put(merged);
    expect(ours.status).toBe(theirs.status);
    expect(valueAt(ours.body, 'spec')).toEqual(valueAt(theirs.body, 'spec'));
    for (const field of ['labels', 'finalizers'])
      expect(valueAt(ours.body, 'metadata', field)).toEqual(
        valueAt(theirs.body, 'metadata', field),
      );
  });

  it.each<[string, JsonObject[]]>([
    [
      'add',
      [
        {
          op: 'add',
          path: '/spec/template/spec/containers/-',
          value: { name: 'vault', image: 'v:1' },
        },
      ],
    ],
    [
      'remove',
      [{ op: 'remove', path: '/spec/template/spec/containers/0/args' }],
    ],
    [
      'copy and replace',
      [
        {
          op: 'copy',
          from: '/metadata/name',
          path: '/metadata/labels/copied',
        },
        { op: 'replace', path: '/spec/replicas', value: 7 },
      ],
    ],
    ['a test that fails', [{ op: 'test', path: '/spec/replicas', value: 99 }]],
    [
      'a place that is not there',
      [{ op: 'replace', path: '/spec/nothing/at/all', value: 1 }],
    ],
  ])('json6902: %s', async (_, operations) => {
    const theirs = await patchLive(operations, 'application/json-patch+json');
    const patched = json6902(live, operations);
    expect(patched.ok).toBe(theirs.status === 200);
    const ours = await put(patched.ok ? patched.value : live);
    expect(valueAt(ours.body, 'spec')).toEqual(
      valueAt(theirs.status === 200 ? theirs.body : live, 'spec'),
    );
  });
});

function objectOf(body: JsonValue): ValueObject {
  if (!isValueObject(body)) throw new Error(String(body));
  return body;
}
