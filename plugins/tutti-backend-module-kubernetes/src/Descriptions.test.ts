import { JsonValue } from '@tutti/engine';
import { KubernetesTargetDriver } from './KubernetesTargetDriver';
import { Handler, startApiServer } from './__testUtils__/apiServer';

const PATH = '/openapi/v3/apis/lab.example.com/v1';

const index = (url: JsonValue): JsonValue => ({
  paths: { 'apis/lab.example.com/v1': { serverRelativeURL: url } },
});

const document: JsonValue = {
  components: {
    schemas: {
      'com.example.lab.v1.Queue': {
        type: 'object',
        properties: { spec: { type: 'object' } },
        'x-kubernetes-group-version-kind': [
          { group: 'lab.example.com', version: 'v1', kind: 'Queue' },
        ],
      },
    },
  },
};

async function asking(
  answers: Record<string, JsonValue | 'reset' | 403>,
  use: (ask: {
    shapes(): Promise<unknown[]>;
    seen(): string[];
  }) => Promise<void>,
): Promise<void> {
  const handler: Handler = ({ url }) => {
    const answer = answers[url];
    if (answer === undefined || answer === 'reset') return answer;
    return answer === 403
      ? { status: 403, body: { kind: 'Status', code: 403 } }
      : { status: 200, body: answer };
  };
  const server = await startApiServer(handler);
  const driver = new KubernetesTargetDriver([
    { name: 'dev', access: { kind: 'sandbox', url: server.url } },
  ]);
  try {
    await use({
      async shapes() {
        const target = await driver.open({ cluster: 'dev', namespace: 'shop' });
        return [
          await target.shapeOf?.('lab.example.com/v1', 'Queue'),
          await target.shapeOf?.('lab.example.com/v1', 'Other'),
        ];
      },
      seen: () =>
        server.seen.map(({ url }) => url).filter(url => url !== '/version'),
    });
  } finally {
    await server.close();
  }
}

it('asks for a document once, until its hash is another', () => {
  const answers: Record<string, JsonValue> = {
    '/openapi/v3': index(`${PATH}?hash=A`),
    [PATH]: document,
  };
  return asking(answers, async ({ shapes, seen }) => {
    const [first, other] = await shapes();
    expect(first).toMatchObject({ type: 'struct' });
    expect(other).toBeUndefined();
    expect((await shapes())[0]).toBe(first);
    expect(seen()).toEqual(['/openapi/v3', PATH, '/openapi/v3']);
    answers['/openapi/v3'] = index(`${PATH}?hash=B`);
    expect((await shapes())[0]).not.toBe(first);
    expect(seen()).toHaveLength(5);
  });
});

it('sends its credentials nowhere else, whatever the index says', () =>
  asking(
    { '/openapi/v3': index('@elsewhere.example?hash=A'), [PATH]: document },
    async ({ shapes, seen }) => {
      await shapes();
      expect(seen()).toEqual(['/openapi/v3', PATH]);
    },
  ));

it.each<[string, Record<string, JsonValue | 'reset' | 403>]>([
  ['may not be asked', { '/openapi/v3': 403 }],
  ['cuts the connection', { '/openapi/v3': 'reset' }],
  ['answers rubbish', { '/openapi/v3': 'rubbish' }],
  ['has no hash', { '/openapi/v3': index(PATH) }],
  ['has an index of something else', { '/openapi/v3': { paths: [1] } }],
  ['has no document', { '/openapi/v3': index(`${PATH}?hash=A`), [PATH]: 403 }],
  [
    'has a document of something else',
    { '/openapi/v3': index(`${PATH}?hash=A`), [PATH]: { components: 1 } },
  ],
  ['does not answer', {}],
])('a cluster that %s leaves the shapes that are shipped', (_, answers) =>
  asking(answers, async ({ shapes, seen }) => {
    expect(await shapes()).toEqual([undefined, undefined]);
    // What failed is not asked again for the next kind.
    expect(seen().length).toBeLessThanOrEqual(2);
  }),
);
