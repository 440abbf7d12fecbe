import { problemsText } from './problemsText';

it('says problems as compilers do', () => {
  expect(
    problemsText([
      {
        severity: 'error',
        code: 'UnknownField',
        message: 'There is no field fancy.',
        hint: 'Remove it.',
        file: 'odd.yaml',
        line: 4,
        column: 3,
        path: 'spec.fancy',
      },
      { severity: 'warning', code: 'Odd', message: 'Odd.' },
    ]),
  ).toBe(`odd.yaml:4:3 error UnknownField: There is no field fancy.
  spec.fancy
  Remove it.
warning Odd: Odd.`);
});
