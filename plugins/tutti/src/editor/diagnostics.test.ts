import { Text } from '@codemirror/state';
import { diagnosticsOf } from './diagnostics';

const DOC = Text.of(['a: ${resources.db.hots} x', 'b: word', 'c:']);

it.each<[string, number | undefined, number | undefined, string]>([
  ['a placeholder', 1, 4, '${resources.db.hots}'],
  ['a word', 2, 4, 'word'],
  ['a line that is gone', 9, 1, 'c'],
  ['no place', undefined, undefined, 'a'],
])('%s is marked', (_, line, column, marked) => {
  const [{ from, to, message }] = diagnosticsOf(
    [
      {
        severity: 'error',
        code: 'X',
        message: 'It is wrong.',
        hint: 'Mend it.',
        line,
        column,
      },
    ],
    DOC,
  );
  expect(DOC.sliceString(from, to)).toBe(marked);
  expect(message).toBe('It is wrong. Mend it.');
});
