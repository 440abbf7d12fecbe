import { ApplicationQuery } from '../types';
import { isAskedFor } from './isAskedFor';

const applications = [
  { name: 'shop', title: 'Online shop', owner: 'group:default/team-a' },
  { name: 'payments', title: 'Payments', owner: 'group:default/team-b' },
  { name: 'reports', title: 'Reports', owner: 'group:default/team-a' },
  { name: 'lonely', title: 'Of nobody' },
];

it.each<[string, Partial<ApplicationQuery>, string[]]>([
  ['everything', {}, ['shop', 'payments', 'reports', 'lonely']],
  ['by name', { search: 'pay' }, ['payments']],
  ['by title, capitals aside', { search: 'ONLINE' }, ['shop']],
  ['by every word', { search: ' shop  online ' }, ['shop']],
  ['by owner', { owner: 'group:default/team-a' }, ['shop', 'reports']],
  ['of some owners', { owners: ['group:default/team-b'] }, ['payments']],
  ['of no owner that one is', { owners: [] }, []],
  ['these', { names: ['lonely', 'shop'] }, ['shop', 'lonely']],
  ['together', { search: 'r', owner: 'group:default/team-a' }, ['reports']],
])('%s', (_, query, names) => {
  const found = applications.filter(each => isAskedFor(each, query));
  expect(found.map(({ name }) => name)).toEqual(names);
});
