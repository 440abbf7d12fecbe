import { summaries } from '../../mocks/applications';
import { Filters, matches } from './filters';

const none: Filters = { search: '', owner: '', mine: false, problems: false };
const mine = ['user:default/maria', 'group:default/team-b'];

it.each<[string, Partial<Filters>, string[]]>([
  ['everything', {}, ['shop', 'payments', 'reports']],
  ['by name', { search: 'pay' }, ['payments']],
  ['by title, capitals aside', { search: 'ONLINE' }, ['shop']],
  ['by every word', { search: 'shop online' }, ['shop']],
  ['by owner', { owner: 'group:default/team-a' }, ['shop', 'reports']],
  ['mine', { mine: true }, ['payments']],
  ['problems', { problems: true }, ['shop']],
  ['together', { mine: true, problems: true }, []],
])('%s', (_, filters, names) => {
  const found = summaries.filter(each =>
    matches(each, { ...none, ...filters }, mine),
  );
  expect(found.map(each => each.name)).toEqual(names);
});
