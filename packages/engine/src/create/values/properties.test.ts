import fc from 'fast-check';
import { inspect, isDeepStrictEqual } from 'node:util';
import { JsonValue, Secret, Unknown, Value, isValueObject } from '../../model';
import { Parts } from '../../placeholders';
import { canonical, containsSecret, isKnown, reveal } from './inspect';
import { mask } from './masks';
import { fillPlatformValue } from './platformValue';
import { ScoreScope, fillScoreText, fillScoreValue } from './scoreText';

const CANARY = 'CANARY';

/** Outputs of one resource, once known and once still open. */
interface Outputs {
  known: Record<string, Value>;
  planned: Record<string, Value>;
}

const name = fc.constantFrom('a', 'b', 'c');

const scalar = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.integer(),
  fc.boolean(),
);

const outputs: fc.Arbitrary<Outputs> = fc
  .dictionary(
    name,
    fc.record({ value: scalar, secret: fc.boolean(), open: fc.boolean() }),
    { minKeys: 1 },
  )
  .map(entries => {
    const known: Record<string, Value> = {};
    const planned: Record<string, Value> = {};
    for (const [key, { value, secret, open }] of Object.entries(entries)) {
      known[key] = secret ? new Secret(`${CANARY}${value}`) : value;
      planned[key] = open
        ? new Unknown('any', secret, `db.${key}`)
        : known[key];
    }
    return { known, planned };
  });

/** Texts with dollars, braces and placeholders of both grammars, right and wrong. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('$', '$$', '{', '}', '${', '$${', '\\.', '.', ' ', 'x'),
      name.map(key => `\${resources.db.${key}}`),
      fc.constantFrom(
        '${metadata.name}',
        '${resources.db}',
        '${resources.nope.a}',
        '${params.a}',
        '${context.application}',
        '${generate.password.p}',
        '${nope}',
      ),
    ),
    { maxLength: 6 },
  )
  .map(parts => parts.join(''));

const { tree } = fc.letrec<{ tree: JsonValue }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    text,
    scalar,
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 3 }),
  ),
}));

function scoreScope(db: Record<string, Value>): ScoreScope {
  return { metadata: { name: 'web' }, resources: { db } };
}

function platformScope(
  db: Record<string, Value>,
  generated: Value,
): Partial<Parts> {
  return {
    context: {
      application: 'shop',
      environment: 'blue',
      environmentType: 'dev',
      release: 'r1',
    },
    params: db,
    resources: { db },
    generate: () => generated,
  };
}

/** Every key and every length; leaves are dots. */
function shape(value: Value): JsonValue {
  if (Array.isArray(value)) return value.map(shape);
  if (isValueObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, shape(item)]),
    );
  }
  return '.';
}

/** Wherever a plan knows a leaf, the run has the same. */
function agrees(planned: Value, real: Value): boolean {
  if (planned instanceof Unknown) {
    return planned.secret === containsSecret(real);
  }
  if (Array.isArray(planned) && Array.isArray(real)) {
    return planned.every((item, index) => agrees(item, real[index]));
  }
  if (isValueObject(planned) && isValueObject(real)) {
    return Object.entries(planned).every(([key, item]) =>
      agrees(item, real[key]),
    );
  }
  return canonical(planned) === canonical(real);
}

const open = new Unknown('string', true, 'password p');
const minted = new Secret(`${CANARY}-minted`);

it('filling what was unknown changes no structure, no known leaf and no secrecy', () => {
  fc.assert(
    fc.property(tree, outputs, (value, { known, planned }) => {
      const grammars = [
        [
          fillScoreValue(value, scoreScope(planned)),
          fillScoreValue(value, scoreScope(known)),
        ],
        [
          fillPlatformValue(value, platformScope(planned, open)),
          fillPlatformValue(value, platformScope(known, minted)),
        ],
      ];
      for (const [plan, run] of grammars) {
        expect(run.problems).toEqual(plan.problems);
        expect(shape(run.value)).toEqual(shape(plan.value));
        expect(agrees(plan.value, run.value)).toBe(true);
        expect(isKnown(run.value)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

it('no output text contains a secret', () => {
  fc.assert(
    fc.property(tree, outputs, (value, { known, planned }) => {
      for (const db of [known, planned]) {
        for (const filled of [
          fillScoreValue(value, scoreScope(db)),
          fillPlatformValue(value, platformScope(db, minted)),
        ]) {
          const shown = [
            JSON.stringify(filled),
            inspect(filled, { depth: 20 }),
            JSON.stringify(mask(filled.value)),
          ].join();
          expect(shown).not.toContain(CANARY);
          // Whatever is secret when revealed was marked as such.
          const revealed = isKnown(filled.value)
            ? JSON.stringify(reveal(filled.value)).includes(CANARY)
            : containsSecret(filled.value);
          expect(revealed).toBe(containsSecret(filled.value));
        }
      }
    }),
    { numRuns: 500 },
  );
});

it('any text can be written in both grammars', () => {
  const any = fc.string({
    unit: fc.constantFrom('$', '{', '}', 'a', '.', '\\'),
  });
  fc.assert(
    fc.property(any, wanted => {
      // One dollar more before every `${…}` and every other dollar.
      const score = wanted.replace(/\$\{[^}]*\}|\$/g, '$$$&');
      expect(fillScoreText(score, scoreScope({}))).toEqual({
        ok: true,
        value: wanted,
      });
      const platform = wanted.replaceAll('${', '$$${');
      expect(fillPlatformValue(platform, platformScope({}, open))).toEqual({
        value: wanted,
        problems: [],
      });
    }),
    { numRuns: 1000 },
  );
});

it('canonical is one text per value, whatever the order of keys', () => {
  const reversed = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, reversed(item)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const [first, second] = [a, b].map(item =>
        JSON.parse(JSON.stringify(item)),
      );
      expect(canonical(reversed(first))).toBe(canonical(first));
      expect(JSON.parse(canonical(first))).toEqual(first);
      const same = canonical(first) === canonical(second);
      expect(same).toBe(isDeepStrictEqual(first, second));
    }),
  );
});
