import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Answer {
  status: number;
  body: string;
}

export type Call = (
  method: string,
  path: string,
  body?: string,
) => Promise<Answer>;

/** Where it happens: the attacked portal as its tenants reach it. */
export interface Place {
  call: Call;
  /** Of the platform's sources; declared applications have their Score files below it. */
  folder: string;
}

/** What somebody sends again and again. */
export interface Attack {
  /** At the same time. */
  callers: number;
  /** What is asked in the loop may need something that is made once. */
  prepare?(place: Place): Promise<string>;
  ask(place: Place, prepared: string): Promise<Answer>;
}

const DEVELOPMENT = '/applications/shop/environments/development';
const HEAD = 'apiVersion: score.dev/v1b1\nmetadata: { name: extra }\n';
const CONTAINERS = 'containers: { main: { image: "example/extra:1" } }\n';

function resources(count: number, declaration = '{ type: postgres }'): string {
  return `resources:\n${Array.from(
    { length: count },
    (_, n) => `  r${n}: ${declaration}`,
  ).join('\n')}\n`;
}

const putScore = (text: string) => {
  const body = JSON.stringify({ score: text });
  return ({ call }: Place) =>
    call('PUT', '/applications/shop/workloads/extra', body);
};

const putValue = (json: string) => {
  const body = `{"value":${json}}`;
  return ({ call }: Place) => call('PUT', `${DEVELOPMENT}/values/ODD`, body);
};

const plan = ({ call }: Place) => call('POST', `${DEVELOPMENT}/plans`, '{}');

/** Stores a Score file, which a plan is then made of. */
const stored = (text: string) => async (place: Place) => {
  const { status, body } = await putScore(text)(place);
  if (status !== 200) {
    throw new Error(`The Score file is refused: ${status} ${body}`);
  }
  return '';
};

function bomb(): string {
  const names = 'abcdefghij';
  const lines = Array.from(names.slice(1), (name, n) => {
    const before = names[n];
    return `${name}: &${name} [${`*${before}, `.repeat(9)}]`;
  });
  return `${HEAD}a: &a [${'x, '.repeat(50)}]\n${lines.join(
    '\n',
  )}\n${CONTAINERS}`;
}

export const ATTACKS: Record<string, Attack> = {
  '19,000 resources in one Score file': {
    callers: 3,
    ask: putScore(HEAD + CONTAINERS + resources(19_000)),
  },
  '150 KB of blank lines': {
    callers: 3,
    ask: putScore(
      `${HEAD}containers: { main: { image: ">\n${'\n'.repeat(150_000)}" } }\n`,
    ),
  },
  'a YAML bomb': { callers: 3, ask: putScore(bomb()) },
  'JSON 400,000 deep': {
    callers: 5,
    ask: putValue('['.repeat(400_000) + ']'.repeat(400_000)),
  },
  'JSON of 60,000 keys': {
    callers: 5,
    ask: putValue(
      `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join()}}`,
    ),
  },
  'a regular expression and 900 KB': {
    callers: 3,
    ask: putScore(
      HEAD +
        CONTAINERS +
        resources(
          1,
          `{ type: guarded, params: { name: ${'a'.repeat(900_000)} } }`,
        ),
    ),
  },
  'a declared Score file of 900 KB that changes': {
    callers: 1,
    async ask({ call, folder }) {
      const text = `apiVersion: score.dev/v1b1
metadata: { name: api }
containers: { main: { image: "." } }
# ${Date.now()}
${resources(40_000)}`;
      await writeFile(join(folder, 'applications/shop/api/score.yaml'), text);
      await new Promise(resolve => setTimeout(resolve, 500));
      return call('GET', '/applications/shop');
    },
  },
  '500 long polls': {
    callers: 500,
    ask: ({ call }) => call('GET', '/events?after=999999999&wait=20'),
  },
  '200 small requests at once': {
    callers: 200,
    ask: ({ call }) => call('GET', '/applications/shop/workloads/web'),
  },
  'plans of 300 resources': {
    callers: 4,
    prepare: stored(HEAD + CONTAINERS + resources(300)),
    ask: plan,
  },
  'a plan of 300 resources read by 50': {
    callers: 50,
    async prepare(place) {
      await stored(HEAD + CONTAINERS + resources(300))(place);
      const { body } = await plan(place);
      return JSON.parse(body).id;
    },
    ask: ({ call }, id) => call('GET', `/plans/${id}`),
  },
};
