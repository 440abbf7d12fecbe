import { Secret, Unknown, Value } from '../../model';
import { Allowance } from './Allowance';
import { fillPlatformValue } from './platformValue';
import { fillScoreText } from './scoreText';

const context = {
  application: 'shop',
  environment: 'blue',
  environmentType: 'dev',
  release: 'r1',
};

/** Thirty resources, each of which has what the one before has, twice. */
function doubled(how: string | string[], first: Value) {
  let outputs: Value = { x: first };
  for (let depth = 0; depth < 30; depth++) {
    const filled = fillPlatformValue(
      { x: how },
      { context, resources: { n: outputs } },
    );
    if (filled.problems.length > 0) return filled.problems;
    outputs = filled.value;
  }
  return [];
}

it.each<[string, string | string[], Value]>([
  ['texts', '${resources.n.x}${resources.n.x}', '0123456789'],
  ['secrets', '${resources.n.x}${resources.n.x}', new Secret('0123456789')],
  ['lists', ['${resources.n.x}', '${resources.n.x}'], 'x'],
  [
    'what is not known yet',
    '${resources.n.x}-${resources.n.x}',
    [new Unknown('string', false, 'a'), new Unknown('string', false, 'b')],
  ],
])('%s that double are a problem or stay small', (_, how, first) => {
  const [problem] = doubled(how, first);
  expect(problem?.code ?? 'small').toMatch(/^(ValueTooLarge|small)$/);
});

it('one text may not be all that memory holds', () => {
  const long = { resources: { a: { x: 'x'.repeat(900_000) } } };
  const filled = fillScoreText('${resources.a.x}'.repeat(5000), {
    metadata: {},
    ...long,
  });
  expect(filled).toMatchObject({ problem: { code: 'ValueTooLarge' } });
});

it('what is shared by several texts is used up by them together', () => {
  const scope = {
    metadata: { a: 'x'.repeat(60) },
    resources: {},
    allowance: new Allowance(150),
  };
  const results = [1, 2, 3].map(() => fillScoreText('${metadata.a}', scope).ok);
  expect(results).toEqual([true, true, false]);
});
