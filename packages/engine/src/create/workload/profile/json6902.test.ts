import { Secret, Unknown, Value } from '../../../model';
import { valueAt } from '../tree';
import { countedContainers, json6902 } from './json6902';

const secret = new Secret('canary');
const unknown = new Unknown('string', false, 'resources.db.host');

const object = {
  metadata: { labels: { 'a/b': '1' } },
  data: { password: secret, host: unknown },
  list: ['a', 'b'],
};

describe('json6902', () => {
  it.each<[string, Value[], Value]>([
    [
      'add',
      [{ op: 'add', path: '/list/-', value: 'c' }],
      { ...object, list: ['a', 'b', 'c'] },
    ],
    ['remove', [{ op: 'remove', path: '/list/0' }], { ...object, list: ['b'] }],
    [
      'replace with ~1 for /',
      [{ op: 'replace', path: '/metadata/labels/a~1b', value: '2' }],
      { ...object, metadata: { labels: { 'a/b': '2' } } },
    ],
    [
      'test and move',
      [
        { op: 'test', path: '/list/0', value: 'a' },
        { op: 'move', from: '/list/0', path: '/first' },
      ],
      { ...object, list: ['b'], first: 'a' },
    ],
    [
      'copy of a secret, which stays one',
      [{ op: 'copy', from: '/data/password', path: '/data/again' }],
      { ...object, data: { ...object.data, again: secret } },
    ],
    [
      'a secret as a value',
      [{ op: 'add', path: '/data/more', value: secret }],
      { ...object, data: { ...object.data, more: secret } },
    ],
    [
      'keys that every object of the language has, which are not there',
      [
        { op: 'add', path: '/metadata/constructor', value: '1' },
        { op: 'add', path: '/metadata/toString', value: '2' },
      ],
      {
        ...object,
        metadata: { ...object.metadata, constructor: '1', toString: '2' },
      },
    ],
    [
      'text, whatever it is',
      [{ op: 'add', path: '/text', value: '\u0000leaf:0' }],
      { ...object, text: '\u0000leaf:0' },
    ],
    [
      'the whole',
      [{ op: 'replace', path: '', value: { kind: 'Other' } }],
      { kind: 'Other' },
    ],
  ])('%s', (_, operations, expected) => {
    const before = { ...object };
    const result = json6902(object, operations);
    expect(result).toEqual({ ok: true, value: expected });
    expect(object).toEqual(before);
  });

  it('takes __proto__ as a key like any other', () => {
    const result = json6902(object, [
      { op: 'add', path: '/metadata/__proto__', value: { injected: 'x' } },
    ]);
    if (!result.ok) throw new Error(result.message);
    const metadata = valueAt(result.value, 'metadata');
    expect(Object.keys(Object(metadata))).toEqual(['labels', '__proto__']);
    expect(Object(metadata).injected).toBeUndefined();
  });

  it('gives back the very secrets and unknowns it got', () => {
    const result = json6902(object, []);
    if (!result.ok) throw new Error(result.message);
    expect(result.value.data).toEqual({ password: secret, host: unknown });
    expect(valueAt(result.value, 'data', 'password')).toBe(secret);
  });

  it.each<[string, Value, string]>([
    [
      'a place that is not there',
      { op: 'replace', path: '/nothing', value: 1 },
      'operation 0: there is no "nothing" (/nothing)',
    ],
    [
      'a place below nothing',
      { op: 'add', path: '/a/b', value: 1 },
      'operation 0: there is no "a" (/a/b)',
    ],
    [
      'a failed test',
      { op: 'test', path: '/list/0', value: 'z' },
      'operation 0: the test found something else (/list/0)',
    ],
    [
      'an index beyond the list',
      { op: 'add', path: '/list/9', value: 1 },
      'operation 0: the list is shorter than this index (/list/9)',
    ],
    [
      'an index that is none',
      { op: 'add', path: '/list/x', value: 1 },
      'operation 0: a list needs an index or - here (/list/x)',
    ],
    [
      'a path without /',
      { op: 'add', path: 'list', value: 1 },
      'operation 0: a path begins with / (list)',
    ],
    [
      'an index with a zero before it',
      { op: 'add', path: '/list/01', value: 1 },
      'operation 0: a list needs an index or - here (/list/01)',
    ],
    [
      'something moved into itself',
      { op: 'move', from: '/metadata', path: '/metadata/labels/x' },
      'operation 0: nothing can be moved into itself (/metadata/labels/x)',
    ],
    [
      'a key that only the language knows',
      { op: 'remove', path: '/toString' },
      'operation 0: there is no "toString" (/toString)',
    ],
    [
      'the end of a list, where something shall be',
      { op: 'remove', path: '/list/-' },
      'operation 0: there is no item - in a list of 2 (/list/-)',
    ],
    [
      'a guess at a secret',
      { op: 'test', path: '/data', value: { password: 'canary' } },
      'operation 0: a secret cannot be tested (/data)',
    ],
    [
      'a place inside a secret',
      { op: 'add', path: '/data/password/x', value: 1 },
      'operation 0: nothing can be added to a single value (/data/password/x)',
    ],
    [
      'the whole object removed',
      { op: 'remove', path: '' },
      'nothing is left of the object',
    ],
    [
      'an operation that does not exist',
      { op: 'merge', path: '/a' },
      'operation 0: op is add, remove, replace, move, copy or test, not "merge"',
    ],
    ['no path', { op: 'add', value: 1 }, 'operation 0: path is missing'],
    ['no value', { op: 'add', path: '/a' }, 'operation 0: add needs a value'],
    ['no from', { op: 'move', path: '/a' }, 'operation 0: move needs from'],
    ['no map', 'add', 'operation 0: an operation is a map with op and path'],
  ])(
    '%s is an error that shows nothing of the object',
    (_, operation, message) => {
      const result = json6902(object, [operation]);
      expect(result).toMatchObject({ ok: false, message });
      expect(JSON.stringify(result)).not.toContain('canary');
    },
  );

  it.each([
    ['/metadata/annotations', 'There is only: labels.'],
    ['/metadat/labels', 'Did you mean "metadata"?'],
    ['/list/7', undefined],
  ])('what there is instead of %s: %s', (path, hint) => {
    const result = json6902(object, [{ op: 'remove', path }]);
    expect(result.ok ? 'ok' : result.hint).toBe(hint);
  });
});

describe('containers that are counted', () => {
  const pod = (...names: string[]) => ({
    spec: { template: { spec: { containers: names.map(name => ({ name })) } } },
  });
  const at = (path: string) => `/spec/template/spec/containers${path}`;

  it.each<[string, Value, string[]]>([
    ['a field of one', { op: 'add', path: at('/1/tty'), value: true }, ['b']],
    ['one of them', { op: 'remove', path: at('/0') }, ['a']],
    ['a new one', { op: 'add', path: at('/0'), value: {} }, []],
    ['one at the end', { op: 'add', path: at('/-'), value: {} }, []],
    ['a test', { op: 'test', path: at('/0/name'), value: 'a' }, []],
    ['the whole list', { op: 'replace', path: at(''), value: [] }, []],
    ['something else', { op: 'add', path: '/spec/replicas', value: 1 }, []],
  ])('%s', (_, operation, names) => {
    expect(
      countedContainers(pod('a', 'b'), [operation]).map(
        ({ message }) => message,
      ),
    ).toEqual(
      names.map(name => expect.stringContaining(`changes container ${name}`)),
    );
  });

  it('the only one is no question', () => {
    const operation = { op: 'remove', path: at('/0/args') };
    expect(countedContainers(pod('a'), [operation])).toEqual([]);
  });
});
