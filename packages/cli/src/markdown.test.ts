import { code, marker } from './markdown';

it.each([
  ['plain', '`plain`'],
  ['two\nlines', '`two lines`'],
  ['a `b` c', '``a `b` c``'],
  ['``', '``` `` ```'],
  ['`', '`` ` ``'],
  ['<script> @maria [x](y) ![z](w)', '`<script> @maria [x](y) ![z](w)`'],
])('%j is shown as it is: %j', (text, shown) => {
  expect(code(text)).toBe(shown);
});

it('no name ends the comment that finds a text again', () => {
  expect(marker('pr a-->b')).toBe('<!-- tutti pr a--b -->');
});
