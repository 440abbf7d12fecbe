import { builtinDrivers } from './drivers';
import { loadPlatform } from './loadPlatform';
import { JsonObject, JsonValue } from './model';
import { readWorkload } from './read';
import { TestEnvironment } from './testing';

/**
 * Files that are well-formed, small, and would take all time or memory there is if somebody let
 * them. What breaks a reader alone is in `read/fuzz.test.ts`.
 */

interface Bomb {
  documents?: JsonObject[];
  /** Patches of the profile. */
  patches?: JsonValue[];
  /** Parts of the Score file. */
  score?: JsonObject;
}

function document(kind: string, name: string, spec: JsonObject): JsonObject {
  return { apiVersion: 'tutti.dev/v1alpha1', kind, metadata: { name }, spec };
}

function type(name: string, params: JsonObject = {}): JsonObject {
  return document('ResourceType', name, {
    params: { type: 'object', ...params },
    outputs: { type: 'object', properties: { x: {} } },
  });
}

/** By the driver `static`: its inputs are its outputs. */
function making(name: string, spec: JsonObject = {}): JsonObject {
  return document('ResourceDefinition', name, {
    type: name,
    class: '*',
    driver: 'static',
    ...spec,
  });
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** `t0` needs `t1` needs `t2` …; the last one has the outputs. */
function chain(length: number, inputs: JsonObject, last: JsonObject) {
  return times(length, index => [
    type(`t${index}`),
    making(
      `t${index}`,
      index < length - 1
        ? { inputs, dependsOn: { next: { type: `t${index + 1}` } } }
        : { inputs: last },
    ),
  ]).flat();
}

function asking(resources: JsonObject): JsonObject {
  return { resources };
}

function many(count: number, make: (index: number) => [string, JsonValue]) {
  return Object.fromEntries(times(count, make));
}

/** `planned`, or the codes of what is wrong. */
async function endOf({
  documents = [],
  patches = [],
  score = {},
}: Bomb): Promise<string> {
  const platform = loadPlatform(
    [
      document('Target', 'memory', {
        driver: 'memory',
        cluster: 'memory',
        namespace: 'shop',
      }),
      document('EnvironmentType', 'development', {
        rank: 1,
        profile: 'standard',
      }),
      document('WorkloadProfile', 'standard', { patches }),
      ...documents,
    ].map((content, index) => ({
      file: `${index}.yaml`,
      text: JSON.stringify(content),
    })),
    builtinDrivers(),
  );
  const workload = readWorkload(
    JSON.stringify({
      apiVersion: 'score.dev/v1b1',
      metadata: { name: 'web' },
      containers: { main: { image: 'web:1' } },
      ...score,
    }),
    { file: 'score.yaml' },
  );
  if (!platform.ok || !workload.ok) {
    return codesOf([...platform.problems, ...workload.problems]);
  }
  const plan = await TestEnvironment.of(platform.value, [
    workload.value,
  ]).tryPlan();
  return plan.ok ? 'planned' : codesOf(plan.problems);
}

function codesOf(problems: { code: string }[]): string {
  return [...new Set(problems.map(({ code }) => code))].sort().join();
}

const nestedLoops = times(7, () => '[1,2,3,4,5,6,7,8,9].all(x, ').join('');

const bombs: [string, string, Bomb][] = [
  [
    'a text that doubles with every resource',
    'ValueTooLarge',
    {
      documents: chain(
        30,
        { x: '${resources.next.x}${resources.next.x}' },
        { x: '0123456789' },
      ),
      score: asking({ it: { type: 't0' } }),
    },
  ],
  [
    'a list that doubles with every resource',
    'ValueTooLarge',
    {
      documents: chain(
        30,
        { x: ['${resources.next.x}', '${resources.next.x}'] },
        { x: 'y' },
      ),
      score: asking({ it: { type: 't0' } }),
    },
  ],
  [
    'a text of 900 KiB, 5,000 times in one variable',
    'ValueTooLarge',
    {
      documents: [
        type('long'),
        making('long', { inputs: { a: 'x'.repeat(900_000) } }),
      ],
      score: {
        containers: {
          main: {
            image: 'web:1',
            variables: { A: '${resources.it.a}'.repeat(5000) },
          },
        },
        ...asking({ it: { type: 'long' } }),
      },
    },
  ],
  [
    'a text of 900 KiB in 300 variables',
    'ValueTooLarge',
    {
      documents: [
        type('long'),
        making('long', { inputs: { a: 'x'.repeat(900_000) } }),
      ],
      score: {
        containers: {
          main: {
            image: 'web:1',
            variables: many(300, index => [`V${index}`, '${resources.it.a}']),
          },
        },
        ...asking({ it: { type: 'long' } }),
      },
    },
  ],
  [
    'a patch that copies the object into itself',
    'PatchFailed',
    {
      patches: [
        {
          name: 'copies',
          json6902: times(40, index => ({
            op: 'copy',
            from: '/spec',
            path: `/spec/x${index}`,
          })),
        },
      ],
    },
  ],
  [
    'loops in loops',
    'ExpressionInvalid',
    {
      patches: [
        {
          name: 'loops',
          when: `${nestedLoops}true${')'.repeat(7)}`,
          merge: {},
        },
      ],
    },
  ],
  [
    'an expression in 5,000 brackets',
    'ExpressionInvalid',
    {
      patches: [
        {
          name: 'brackets',
          when: `${'('.repeat(5000)}true${')'.repeat(5000)}`,
          merge: {},
        },
      ],
    },
  ],
  [
    'a pattern that backtracks, in params',
    'InvalidParams',
    {
      documents: [
        type('it', {
          properties: { a: { type: 'string', pattern: '^(a+)+$' } },
        }),
        making('it'),
      ],
      score: asking({
        it: { type: 'it', params: { a: `${'a'.repeat(50)}!` } },
      }),
    },
  ],
  [
    'a pattern that backtracks, in a policy',
    'planned',
    {
      documents: [
        document('Policy', 'images', {
          effect: 'warn',
          on: 'workload',
          require: 'workload.containers.all(c, c.image.matches("^(a+)+$"))',
          message: 'No.',
        }),
      ],
      score: { containers: { main: { image: `${'a'.repeat(50)}!` } } },
    },
  ],
  [
    'a default that holds itself, twice',
    'planned',
    {
      documents: [
        type('it', {
          properties: {
            a: { default: {}, allOf: [{ $ref: '#' }] },
            b: { default: {}, allOf: [{ $ref: '#' }] },
          },
        }),
        making('it'),
      ],
      score: asking({ it: { type: 'it' } }),
    },
  ],
  [
    'every definition adds two of the next type',
    'GraphTooLarge',
    {
      documents: times(20, index => [
        type(`t${index}`),
        making(
          `t${index}`,
          index < 19
            ? {
                dependsOn: {
                  a: { type: `t${index + 1}` },
                  b: { type: `t${index + 1}` },
                },
              }
            : {},
        ),
      ]).flat(),
      score: asking({ it: { type: 't0' } }),
    },
  ],
  [
    '3,000 resources of one workload',
    'TooMany',
    {
      documents: [],
      score: asking(many(3000, index => [`r${index}`, { type: 'it' }])),
    },
  ],
  [
    '500 resources that each read the one before',
    'planned',
    {
      documents: [
        type('it'),
        making('it', { inputs: { a: 'x', b: '${params.a}' } }),
      ],
      score: asking(
        many(500, index => [
          `r${index}`,
          {
            type: 'it',
            params: { a: index > 0 ? `\${resources.r${index - 1}.a}` : '' },
          },
        ]),
      ),
    },
  ],
  [
    'names that JavaScript knows',
    'planned',
    {
      documents: ['constructor', 'prototype', 'valueof'].flatMap(name => [
        type(name),
        making(name, {
          inputs: { constructor: 'x', a: '${params.constructor}' },
        }),
      ]),
      score: {
        containers: {
          constructor: {
            image: 'web:1',
            variables: {
              constructor: '${resources.constructor.constructor}',
              hasOwnProperty: '${resources.prototype.a}',
            },
          },
        },
        ...asking({
          constructor: {
            type: 'constructor',
            params: { constructor: 'a', toString: 'b' },
          },
          prototype: {
            type: 'valueof',
            id: 'constructor',
            params: { constructor: '${resources.constructor.constructor}' },
          },
        }),
      },
    },
  ],
];

it.each(bombs)('%s: %s', async (_, expected, bomb) => {
  expect(await endOf(bomb)).toBe(expected);
});
