export type Call = (
  method: string,
  path: string,
  body?: string,
) => Promise<unknown>;

/** What somebody sends again and again. */
export interface Attack {
  /** At the same time. */
  callers: number;
  prepare?(call: Call): Promise<unknown>;
  ask(call: Call): Promise<unknown>;
}

const DEVELOPMENT = '/applications/shop/environments/development';
const HEAD = 'apiVersion: score.dev/v1b1\nmetadata: { name: extra }\n';
const CONTAINERS = 'containers: { main: { image: "example/extra:1" } }\n';

function resources(count: number): string {
  return `resources:\n${Array.from(
    { length: count },
    (_, n) => `  r${n}: { type: postgres }`,
  ).join('\n')}\n`;
}

const scoreFile = (text: string) => (call: Call) =>
  call(
    'PUT',
    '/applications/shop/workloads/extra',
    JSON.stringify({ score: text }),
  );

const value = (json: string) => (call: Call) =>
  call('PUT', `${DEVELOPMENT}/values/ODD`, `{"value":${json}}`);

const plan = (call: Call) => call('POST', `${DEVELOPMENT}/plans`, '{}');

export const ATTACKS: Record<string, Attack> = {
  '19,000 resources in one Score file': {
    callers: 3,
    ask: scoreFile(HEAD + CONTAINERS + resources(19_000)),
  },
  '150 KB of blank lines': {
    callers: 3,
    ask: scoreFile(
      `${HEAD}containers: { main: { image: ">\n${'\n'.repeat(150_000)}" } }\n`,
    ),
  },
  'a YAML bomb': {
    callers: 3,
    ask: scoreFile(
      `${HEAD}a: &a [${'x, '.repeat(50)}]\n${Array.from(
        { length: 9 },
        (_, n) =>
          `${'bcdefghij'[n]}: &${'bcdefghij'[n]} [${`*${
            'abcdefghi'[n]
          }, `.repeat(9)}]`,
      ).join('\n')}\n${CONTAINERS}`,
    ),
  },
  'JSON 3,000 deep': {
    callers: 5,
    ask: value('['.repeat(3_000) + ']'.repeat(3_000)),
  },
  'JSON of 60,000 keys': {
    callers: 5,
    ask: value(
      `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join()}}`,
    ),
  },
  '500 long polls': {
    callers: 500,
    ask: call => call('GET', '/events?after=999999999&wait=20'),
  },
  'plans of 300 resources': {
    callers: 4,
    prepare: scoreFile(HEAD + CONTAINERS + resources(300)),
    ask: plan,
  },
};
