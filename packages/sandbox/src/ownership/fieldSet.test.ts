import { FieldSet, printPath } from './fieldSet';

const set = (json: Parameters<typeof FieldSet.fromJson>[0]) =>
  FieldSet.fromJson(json);

const left = set({
  'f:a': {},
  'f:b': { '.': {}, 'f:c': {} },
  'f:list': { 'k:{"name":"x"}': { '.': {}, 'f:v': {} } },
});
const right = set({ 'f:a': {}, 'f:b': { 'f:d': {} }, 'f:z': {} });

it('comes back as it was read', () => {
  expect(left.toJson()).toEqual({
    'f:a': {},
    'f:b': { '.': {}, 'f:c': {} },
    'f:list': { 'k:{"name":"x"}': { '.': {}, 'f:v': {} } },
  });
});

it('unites, intersects and subtracts member by member', () => {
  expect(left.union(right).toJson()).toEqual({
    'f:a': {},
    'f:b': { '.': {}, 'f:c': {}, 'f:d': {} },
    'f:list': { 'k:{"name":"x"}': { '.': {}, 'f:v': {} } },
    'f:z': {},
  });
  expect(left.intersection(right).toJson()).toEqual({ 'f:a': {} });
  expect(right.difference(left).toJson()).toEqual({
    'f:b': { 'f:d': {} },
    'f:z': {},
  });
});

it('subtracting below a member takes all that is under it', () => {
  expect(
    left.differenceBelow(set({ 'f:list': {}, 'f:b': {} })).toJson(),
  ).toEqual({
    'f:a': {},
  });
});

it('prints paths as conflicts name them', () => {
  expect(left.paths().map(printPath)).toEqual([
    '.a',
    '.b',
    '.b.c',
    '.list[name="x"]',
    '.list[name="x"].v',
  ]);
  expect(printPath(['f:finalizers', 'v:"a/b"'])).toBe('.finalizers[="a/b"]');
});
