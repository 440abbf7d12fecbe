import { JsonObject, Manifest, refOf } from '@tutti/engine';
import { load } from 'js-yaml';
import { contentOf, fileOf, textOf, uidOf } from './layout';

const object = (
  kind: string,
  name: string,
  {
    apiVersion = 'v1',
    namespace,
  }: { apiVersion?: string; namespace?: string } = {},
): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});

describe('the name of a file', () => {
  it.each<[string, Manifest]>([
    ['configmap_a.yaml', object('ConfigMap', 'a', { namespace: 'home' })],
    ['namespace_home.yaml', object('Namespace', 'home')],
    [
      'deployment.apps_web.yaml',
      object('Deployment', 'web', { apiVersion: 'apps/v1', namespace: 'home' }),
    ],
    [
      'role.rbac.authorization.k8s.io@other_a.yaml',
      object('Role', 'a', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        namespace: 'other',
      }),
    ],
    [
      'clusterrole.rbac.authorization.k8s.io_system%3Aa.yaml',
      object('ClusterRole', 'system:a', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
      }),
    ],
  ])('%s', (file, manifest) => {
    expect(fileOf(refOf(manifest), 'home')).toBe(file);
  });

  it('is one for all versions of a kind, and another for every object', () => {
    const file = (manifest: Manifest) => fileOf(refOf(manifest), 'home');
    expect(file(object('CronJob', 'a', { apiVersion: 'batch/v1beta1' }))).toBe(
      file(object('CronJob', 'a', { apiVersion: 'batch/v1' })),
    );
    const long = 'a'.repeat(252);
    const files = [
      file(object('Role', `${long}1`)),
      file(object('Role', `${long}2`)),
      file(object('Role', 'a_b')),
      file(object('Role', 'b', { namespace: 'a' })),
      file(object('Role', 'b', { apiVersion: 'a/v1' })),
    ];
    expect(new Set(files).size).toBe(files.length);
    expect(Math.max(...files.map(name => name.length))).toBeLessThan(255);
    expect(uidOf('a/b')).toBe(uidOf('a/b'));
    expect(uidOf('a/b')).not.toBe(uidOf('a/c'));
  });
});

/** What a reader of YAML 1.1 or 1.2 could take for something else than a text. */
const TRICKY = [
  ...['yes', 'No', 'on', 'y', 'null', '~', '', ' ', 'true', '.inf', '<<'],
  ...['0o7', '017', '0x1f', '1_000', '1e3', '12:30:00', '2001-01-01', '1.0'],
  ...['a\nb\n', '\n', 'a\n\n', ' a\n b', '\t', 'a: b', '# a', '- a', '---'],
  ...['é\u2028ü', '\u0085', '\u{1f600}', '"', "'", '{{ a }}', '%a', '&a', '*a'],
  `${'a'.repeat(300)} ${'b '.repeat(300)}`,
];

it('every text is read back as it is, by readers of both versions of YAML', () => {
  const content: JsonObject = {
    data: Object.fromEntries(TRICKY.map((text, index) => [`k${index}`, text])),
    keys: Object.fromEntries(TRICKY.map(text => [text, 1])),
    list: [...TRICKY, 1, -1.5, 1e21, true, null, [], {}],
  };
  const text = textOf(content);
  expect(contentOf(text)).toEqual(content);
  expect(load(text)).toEqual(content);
});

it('the order of fields makes no other text', () => {
  expect(textOf({ b: { d: 1, c: [2] }, a: 3 })).toBe(
    textOf({ a: 3, b: { c: [2], d: 1 } }),
  );
});

it.each<[string, string, JsonObject]>([
  ['no YAML', 'a: [', {}],
  ['no object', '- 1\n', {}],
  ['nothing', '', {}],
  ['several documents', 'a: 1\n---\nb: 2\n', { a: 1 }],
  ['a circle', 'a: &a [*a]\n', {}],
  ['aliases without end', `a: &a [1]\nb: &b [${'*a,'.repeat(99)}]\n`, {}],
])(
  '%s of other hands is an object of which nothing is known',
  (_, text, content) => {
    expect(contentOf(text)).toEqual(content);
  },
);
