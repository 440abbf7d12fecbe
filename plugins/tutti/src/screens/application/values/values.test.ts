import type { EnvironmentValue } from '@tutti/plugin-tutti-common';
import { formatValue, parseValue, valueRows } from './values';

it.each<[string, unknown]>([
  ['info', 'info'],
  ['3', 3],
  ['true', true],
  ['null', null],
  ['{"a": [1]}', { a: [1] }],
  ['"3"', '3'],
  ['3 apples', '3 apples'],
  ['{not json', '{not json'],
  ['', ''],
])('%s is read as %j', (text, value) => {
  expect(parseValue(text)).toEqual(value);
});

it.each<[unknown]>([
  ['info'],
  ['3'],
  [3],
  [true],
  [{ a: [1] }],
  ['{"x"'],
  [''],
])('%j survives being shown and read again', value => {
  expect(parseValue(formatValue(value))).toEqual(value);
});

it('puts both scopes of a name into one row', () => {
  const value = (
    name: string,
    scope: EnvironmentValue['scope'],
  ): EnvironmentValue => ({
    name,
    scope,
    value: scope,
    secret: false,
    version: 1,
    updatedAt: '2026-11-20T12:00:00Z',
    updatedBy: 'user:default/maria',
    pending: false,
  });
  const rows = valueRows([
    value('B', 'environment'),
    value('B', 'application'),
    value('A', 'application'),
  ]);
  expect(
    rows.map(row => [row.name, row.application?.value, row.environment?.value]),
  ).toEqual([
    ['A', 'application', undefined],
    ['B', 'application', 'environment'],
  ]);
});
