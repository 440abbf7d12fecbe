import { createHmac } from 'node:crypto';
import {
  JsonObject,
  LiveObject,
  ObjectRecord,
  ObjectRef,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../model';
import { mask } from '../values';
import { completeObject, ownershipLabels } from './complete';
import { differences } from './difference';
import {
  conditionOf,
  draftObject,
  ownedHash,
  ownedPart,
  saysItIsOf,
} from './condition';
import { project } from './project';
import { inWaves } from './waves';

describe('what of a live object is ours', () => {
  it.each<[string, Value, JsonObject | unknown[], unknown]>([
    [
      'fields that others added are left out',
      { spec: { replicas: 2 } },
      { spec: { replicas: 2, paused: false }, status: { ready: 2 } },
      { spec: { replicas: 2 } },
    ],
    ['what is gone is not there', { a: 1, b: 2 }, { a: 1 }, { a: 1 }],
    [
      'containers go by name, an injected one is not ours',
      { containers: [{ name: 'web', image: 'a' }] },
      {
        containers: [
          { name: 'proxy', image: 'p' },
          { name: 'web', image: 'a', terminationMessagePath: '/dev' },
        ],
      },
      { containers: [{ name: 'web', image: 'a' }] },
    ],
    [
      'ports go by number and protocol, TCP unless said otherwise',
      { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] },
      {
        ports: [
          { port: 53, protocol: 'TCP', nodePort: 1 },
          { port: 53, protocol: 'UDP', nodePort: 2 },
        ],
      },
      { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] },
    ],
    [
      'mounts go by path',
      { volumeMounts: [{ mountPath: '/b', name: 'x' }] },
      {
        volumeMounts: [
          { mountPath: '/a', name: 'x' },
          { mountPath: '/b', name: 'x', readOnly: false },
        ],
      },
      { volumeMounts: [{ mountPath: '/b', name: 'x' }] },
    ],
    [
      'a list without keys is compared in its order',
      { rules: [{ host: 'a' }, { host: 'b' }] },
      { rules: [{ host: 'a', extra: 1 }, { host: 'b' }] },
      { rules: [{ host: 'a' }, { host: 'b' }] },
    ],
    [
      'and as a whole when its length differs',
      { args: ['a'] },
      { args: ['a', 'b'] },
      { args: ['a', 'b'] },
    ],
    [
      'a hole takes what is there',
      { spec: new Unknown('object', false, 'x') },
      { spec: { a: 1 } },
      { spec: { a: 1 } },
    ],
  ])('%s', (_, shape, live, expected) => {
    expect(project(JSON.parse(JSON.stringify(live)), shape)).toEqual(expected);
  });

  it('is also what an earlier manifest of ours named, item by item', () => {
    const container = (name: string, ...env: string[]) => ({
      name,
      env: env.map(each => ({ name: each, value: '1' })),
    });
    const injected = { ...container('proxy'), image: 'p' };
    expect(
      project(
        {
          containers: [
            injected,
            container('old'),
            container('web', 'A', 'B', 'C'),
          ],
        },
        { containers: [container('web', 'C', 'A')] },
        { containers: [container('web', 'B'), container('old')] },
      ),
    ).toEqual({
      containers: [container('old'), container('web', 'A', 'B', 'C')],
    });
    expect(
      project({ args: ['a'] }, { args: ['a', 'b'] }, { args: ['a'] }),
    ).toEqual({ args: ['a'] });
    expect(project({ args: ['x'] }, { args: [] })).toEqual({ args: ['x'] });
  });
});

describe('differences', () => {
  it.each<[string, Value, Value, string[]]>([
    ['nothing', { a: { b: [1] } }, { a: { b: [1] } }, []],
    ['the order of keys is none', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ['null is the same as absent', { a: null }, {}, []],
    ['a leaf', { a: { b: 1 } }, { a: { b: 2 } }, ['a.b']],
    ['one more', {}, { a: 1 }, ['a']],
    ['one less', { a: 1 }, {}, ['a']],
    ['another type', { a: '1' }, { a: 1 }, ['a']],
    [
      'an item by its name, and the list whose items stand in another order',
      {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '1' },
        ],
      },
      {
        containers: [
          { name: 'b', image: '2' },
          { name: 'a', image: '1' },
        ],
      },
      ['containers', 'containers[b].image'],
    ],
    [
      'an item before the others is no other order of those',
      { containers: [{ name: 'a' }, { name: 'b' }] },
      { containers: [{ name: 'c' }, { name: 'a' }, { name: 'b' }] },
      ['containers[c]'],
    ],
    [
      'items that come and go',
      { env: [{ name: 'A', value: '1' }] },
      { env: [{ name: 'B', value: '1' }] },
      ['env[B]', 'env[A]'],
    ],
    [
      'a plain list by place',
      { args: ['a', 'b'] },
      { args: ['a', 'c'] },
      ['args[1]'],
    ],
    [
      'a secret that changed',
      { a: new Secret('x') },
      { a: new Secret('y') },
      ['a'],
    ],
    [
      'a secret that did not',
      { a: new Secret('x') },
      { a: new Secret('x') },
      [],
    ],
    [
      'a secret in place of the same text',
      { a: 'x' },
      { a: new Secret('x') },
      ['a'],
    ],
    [
      'what is not known yet is never the same',
      { a: new Unknown('string', false, 'x') },
      { a: new Unknown('string', false, 'x') },
      ['a'],
    ],
  ])('%s', (_, before, after, paths) => {
    expect(differences(before, after).map(({ path }) => path)).toEqual(paths);
  });
});

const completion = {
  namespace: 'shop-dev',
  namespaced: (_: string, kind: string) => kind !== 'ClusterRole',
  labels: { 'tutti.dev/environment-id': 'env-1' },
  address: 'redis.default#cache',
};

describe('completing an object', () => {
  it.each<[string, ValueObject, ObjectRef]>([
    [
      'gets the namespace of the environment',
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
      { apiVersion: 'v1', kind: 'Service', namespace: 'shop-dev', name: 'a' },
    ],
    [
      'keeps the one it names',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'a', namespace: 'other' },
      },
      { apiVersion: 'v1', kind: 'Service', namespace: 'other', name: 'a' },
    ],
    [
      'gets none where its kind has none',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'a', namespace: 'shop-dev' },
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        name: 'a',
      },
    ],
  ])('%s', (_, template, ref) => {
    expect(completeObject(template, completion)).toEqual({
      ok: true,
      object: {
        ref,
        template: {
          ...template,
          metadata: {
            name: 'a',
            ...(ref.namespace !== undefined && { namespace: ref.namespace }),
            labels: completion.labels,
          },
        },
      },
    });
  });

  it('sends a Secret as it is stored, all of it secret', () => {
    const completed = completeObject(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's' },
        data: { kept: 'YQ==' },
        stringData: {
          plain: 'clear',
          known: new Secret('hidden'),
          late: new Unknown('string', false, 'x'),
        },
      },
      completion,
    );
    if (!completed.ok) {
      throw new Error('refused');
    }
    const { template } = completed.object;
    expect(mask(template)).toMatchObject({
      data: {
        kept: { masked: 'secret' },
        plain: { masked: 'secret' },
        known: { masked: 'secret' },
        late: { masked: 'unknown', type: 'string', from: 'x', secret: true },
      },
    });
    expect(template).not.toHaveProperty('stringData');
    const { data } = template;
    expect(JSON.stringify(template)).not.toContain('clear');
    expect(data).toMatchObject({
      known: new Secret(Buffer.from('hidden').toString('base64')),
    });
  });

  it.each<[string, ValueObject, string]>([
    [
      'without a name',
      { apiVersion: 'v1', kind: 'Service', metadata: {} },
      'InvalidObject',
    ],
    [
      'without a kind',
      { apiVersion: 'v1', metadata: { name: 'a' } },
      'InvalidObject',
    ],
    [
      'whose name is known only later',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: new Unknown('string', false, 'db.host') },
      },
      'UnknownDecidesStructure',
    ],
    [
      'with a secret in an annotation',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a', annotations: { key: new Secret('x') } },
      },
      'SecretMisplaced',
    ],
    [
      'with a secret that is only coming',
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a' },
        data: { key: new Unknown('string', true, 'db.password') },
      },
      'SecretMisplaced',
    ],
    [
      'with a map in a Secret',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a' },
        stringData: { key: { a: 1 } },
      },
      'InvalidObject',
    ],
    [
      'with a Secret that holds nothing under a key',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a' },
        stringData: { key: null },
      },
      'InvalidObject',
    ],
    [
      'with a Secret whose data is a text',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a' },
        stringData: 'password',
      },
      'InvalidObject',
    ],
    [
      'with a Secret whose data is one secret',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a' },
        data: new Secret({ password: 'x' }),
      },
      'InvalidObject',
    ],
  ])('refuses one %s', (_, template, code) => {
    expect(completeObject(template, completion)).toMatchObject({
      ok: false,
      problems: [{ code, severity: 'error' }],
    });
  });
});

const digest = (text: string) =>
  createHmac('sha256', 'key').update(text).digest('hex');

const ref: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Secret',
  namespace: 'shop-dev',
  name: 's',
};

const template = (password: string): ValueObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 's',
    namespace: 'shop-dev',
    labels: { 'tutti.dev/environment-id': 'env-1' },
  },
  type: 'Opaque',
  data: { password: new Secret(password) },
});

function liveOf(password: string, parts: Partial<LiveObject> = {}): LiveObject {
  return {
    ref,
    uid: 'u1',
    resourceVersion: '7',
    content: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 's',
        namespace: 'shop-dev',
        uid: 'u1',
        labels: { 'tutti.dev/environment-id': 'env-1', other: 'x' },
      },
      type: 'Opaque',
      data: { password },
    },
    ...parts,
  };
}

function recordOf(
  password: string,
  parts: Partial<ObjectRecord> = {},
): ObjectRecord {
  const applied = mask(template(password));
  if (
    typeof applied !== 'object' ||
    applied === null ||
    Array.isArray(applied)
  ) {
    throw new Error('no object');
  }
  return {
    target: 'memory',
    ref,
    owner: 'r-1',
    uid: 'u1',
    applied,
    ownedHash: ownedHash(liveOf(password), template(password), digest),
    state: 'present',
    ...parts,
  };
}

function labelled(environment: string | undefined): LiveObject {
  const live = liveOf('a', { uid: 'u2' });
  return {
    ...live,
    content: {
      ...live.content,
      metadata: {
        labels: environment ? { 'tutti.dev/environment-id': environment } : {},
      },
    },
  };
}

describe('how an object is found', () => {
  it.each([
    ['nothing is there', recordOf('a'), undefined, 'missing'],
    ['as we left it', recordOf('a'), liveOf('a'), 'intact'],
    ['its secret was altered', recordOf('a'), liveOf('b'), 'altered'],
    [
      'we never heard how it went',
      recordOf('a', { ownedHash: undefined }),
      liveOf('a'),
      'altered',
    ],
    [
      'its change is not confirmed',
      recordOf('a', { state: 'intended' }),
      liveOf('a'),
      'altered',
    ],
    ['made again with our labels', recordOf('a'), labelled('env-1'), 'altered'],
    ['made again without them', recordOf('a'), labelled(undefined), 'foreign'],
    ['nobody recorded it', undefined, labelled(undefined), 'foreign'],
    ['it says another environment', recordOf('a'), labelled('env-2'), 'taken'],
  ] as const)('%s: %4$s', (_, record, live, condition) => {
    expect(conditionOf(record, live, 'env-1', digest)).toBe(condition);
  });
});

describe('what is done with an object', () => {
  const found = { settled: false, force: false };

  it.each([
    ['missing', false, false, 'create'],
    ['missing', true, false, 'keep'],
    ['foreign', false, false, 'adopt'],
    ['altered', false, false, 'update'],
    ['intact', false, false, 'keep'],
    ['intact', false, true, 'update'],
  ] as const)(
    '%s, settled %s, force %s: %s',
    (condition, settled, force, action) => {
      expect(
        draftObject(
          { ref, template: template('a') },
          {
            condition,
            settled,
            force,
            record: recordOf('a'),
            live: condition === 'missing' ? undefined : liveOf('a'),
          },
        ).action,
      ).toBe(action);
    },
  );

  it('compares secrets with what is live, and names the path alone', () => {
    const draft = draftObject(
      { ref, template: template('b') },
      {
        ...found,
        condition: 'intact',
        record: recordOf('a'),
        live: liveOf('a'),
      },
    );
    expect(draft).toMatchObject({
      action: 'update',
      changed: ['data.password'],
    });
  });

  it('never shows what a Secret holds', () => {
    expect(mask(ownedPart(liveOf('hidden'), template('a')))).toMatchObject({
      data: { password: { masked: 'secret' } },
    });
  });
});

it('kinds go in waves: what others stand on first, the unknown last', () => {
  const kinds = [
    'Ingress',
    'Deployment',
    'Service',
    'Secret',
    'Role',
    'CustomResourceDefinition',
    'Namespace',
    'ConfigMap',
  ];
  expect(
    inWaves(
      kinds.map(kind => ({ ref: { apiVersion: 'v1', kind, name: 'x' } })),
    ).map(wave => wave.map(({ ref: { kind } }) => kind)),
  ).toEqual([
    ['Namespace'],
    ['CustomResourceDefinition'],
    ['Role'],
    ['Secret', 'ConfigMap'],
    ['Service'],
    ['Deployment'],
    ['Ingress'],
  ]);
});

describe('whose an object is', () => {
  it.each([
    ['a legal id stands as it is', 'Env_1.a', 'Env_1.a'],
    ['another one becomes legal', 'Team A/dev', 'Team-A-dev-848ee059'],
    ['a long one as well', 'e'.repeat(70), `${'e'.repeat(50)}-`],
  ])('%s', (_, id, label) => {
    const written = ownershipLabels(id)['tutti.dev/environment-id'];
    expect(written).toContain(label);
    expect(written).toMatch(/^[A-Za-z0-9][\w.-]{0,61}[A-Za-z0-9]$/);
    expect(saysItIsOf(labelled(written), id)).toBe(true);
  });

  it('ids that differ only in what is not legal stay apart', () => {
    const of = (id: string) => ownershipLabels(id)['tutti.dev/environment-id'];
    expect(of('a/b')).not.toBe(of('a-b'));
    expect(of('a/b')).not.toBe(of('a:b'));
  });
});
