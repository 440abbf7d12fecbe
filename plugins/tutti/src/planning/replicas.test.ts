import { changedReplicas, replicasIn } from './replicas';

it.each([
  ['3', 3],
  [' 0 ', 0],
  ['', null],
  ['-1', undefined],
  ['2.5', undefined],
  ['many', undefined],
  ['1001', undefined],
])('"%s" is %s', (text, count) => {
  expect(replicasIn(text)).toBe(count);
});

it('asks only for what differs; an emptied field goes back to the files', () => {
  expect(
    changedReplicas({ web: 2, api: 3 }, { web: '2', api: '', worker: '4' }),
  ).toEqual({ api: null, worker: 4 });
  expect(changedReplicas({ web: 2 }, { web: 'two' })).toBeUndefined();
});
