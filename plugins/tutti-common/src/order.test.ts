import { compareNames } from './order';

it.each<[string[]]>([
  [['app-1', 'app-2', 'app-10']],
  [['App 1', 'App 2', 'App 10', 'App 10b']],
  [['a01', 'a1', 'a2']],
  [['api', 'API', 'web']],
  [['pr-9-web', 'pr-10-api', 'pr-10-web']],
])('%j are in order, whatever the order they come in', names => {
  expect([...names].sort(compareNames)).toEqual(names);
  expect([...names].reverse().sort(compareNames)).toEqual(names);
});
