import {
  getConformanceSuite,
  IncrementalTest,
  IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { Value } from '../../model';
import { judge } from './expression';
import { celVariables } from './variables';

/**
 * The conformance tests of the language itself (cel-spec) that rules can meet: those that say
 * yes or no, or must fail, on data that JSON can carry. Not ours: protocol buffers, and the
 * extensions that Kubernetes' policies have no use for (`cel.bind`, `math`, optionals).
 */
const SUITES = [
  'basic',
  'comparisons',
  'conversions',
  'dynamic',
  'fp_math',
  'integer_math',
  'lists',
  'logic',
  'macros',
  'parse',
  'plumbing',
  'string',
  'string_ext',
  'timestamps',
];

type Expected = 'true' | 'false' | 'error';
interface Case {
  expression: string;
  bindings: Record<string, Value>;
  expected: Expected;
}
type Wire = IncrementalTest['original']['bindings'][string]['kind'];

const cases = new Map(
  getConformanceSuite().suites.map(suite => [
    suite.name,
    testsOf(suite).flatMap(caseOf),
  ]),
);

function testsOf(suite: IncrementalTestSuite): IncrementalTest[] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}

/** None where the test is about something that is not ours. */
function caseOf({ original }: IncrementalTest): Case[] {
  const { expr: expression, disableMacros, container, checkOnly } = original;
  const expected = expectedOf(original.resultMatcher);
  const bindings: Record<string, Value> = {};
  for (const [variable, { kind }] of Object.entries(original.bindings)) {
    const value = jsonOf(kind.case === 'value' ? kind.value.kind : undefined);
    if (value === undefined) return [];
    bindings[variable] = value;
  }
  return disableMacros || container || checkOnly || expected === undefined
    ? []
    : [{ expression, bindings, expected }];
}

function expectedOf(
  matcher: IncrementalTest['original']['resultMatcher'],
): Expected | undefined {
  switch (matcher.case) {
    case undefined:
      return 'true';
    case 'evalError':
      return 'error';
    case 'value':
      return matcher.value.kind.case === 'boolValue'
        ? `${matcher.value.kind.value}`
        : undefined;
    default:
      return undefined;
  }
}

type WireValue = Extract<Wire, { case: 'value' }>['value']['kind'];

function jsonOf(kind: WireValue | undefined): Value | undefined {
  switch (kind?.case) {
    case 'nullValue':
      return null;
    case 'boolValue':
    case 'stringValue':
      return kind.value;
    case 'int64Value':
      return Number(kind.value);
    default:
      return undefined;
  }
}

it.each(SUITES)('%s', name => {
  const failed = (cases.get(name) ?? []).filter(
    ({ expression, bindings, expected }) => {
      const judgement = judge(expression, celVariables(bindings));
      const answered =
        judgement.outcome === 'error' &&
        judgement.message === 'it gives neither true nor false';
      return judgement.outcome !== expected || answered;
    },
  );
  expect(failed).toEqual([]);
});

it('are some hundreds', () => {
  const counts = SUITES.map(name => cases.get(name)?.length ?? 0);
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(700);
});
