import { Ajv2020 } from 'ajv/dist/2020';
import { readWorkload } from './readWorkload';
import { SCORE_SCHEMA } from './schema';

const NAMES = {
  good: ['ab', 'a1', '"12"', 'a-b', 'a--b', 'a'.repeat(63)],
  bad: ['a', 'A1', '-ab', 'ab-', 'a_b', 'a.b', 'a'.repeat(64), '""'],
};
const WORDS = {
  good: ['ab', 'Ab', 'a-B', 'S3', 'a'.repeat(63)],
  bad: ['a', '-ab', 'ab-', 'a_b', 'a.b', 'a'.repeat(64)],
};
const ANNOTATIONS = {
  good: ['ab', 'a.b', 'a_b', 'example.com/a1', 'x1.example.com/A.b-c_d'],
  bad: ['a', '.ab', 'ab.', '/ab', 'Example.com/ab', 'a b', 'ex.com/a/b'],
};
const PORTS = {
  good: ['1', '80', '65535'],
  bad: ['0', '-1', '65536', '1.5', "'80'", 'null'],
};

/** A place in a Score file, and what may stand there (docs/reference/score-files.md). */
const PLACES: [string, string, { good: string[]; bad: string[] }][] = [
  [
    'apiVersion',
    'apiVersion: X',
    { good: ['score.dev/v1b1'], bad: ['score.dev/v1b2', '1'] },
  ],
  ['metadata.name', 'metadata: { name: X }', NAMES],
  [
    'any other metadata',
    'metadata: { name: web, more: X }',
    { good: ['1', '[]', '{ a: b }'], bad: [] },
  ],
  [
    'annotation keys',
    'metadata: { name: web, annotations: { X: a } }',
    ANNOTATIONS,
  ],
  [
    'annotation values',
    'metadata: { name: web, annotations: { ab: X } }',
    { good: ['a', "''"], bad: ['1', 'true', '[]'] },
  ],
  ['containers', 'containers: X', { good: [], bad: ['{}', '[]', 'null', 'a'] }],
  ['container names', 'containers: { X: { image: a } }', NAMES],
  [
    'image',
    'containers: { main: { image: X } }',
    { good: ['a', '.'], bad: ["''", 'null', '1'] },
  ],
  [
    'command',
    'containers: { main: { image: a, command: X } }',
    { good: ['[a, b]', '[]'], bad: ['a', '[1]'] },
  ],
  [
    'args',
    'containers: { main: { image: a, args: X } }',
    { good: ['[a, b]', '[]'], bad: ['a', '[1]'] },
  ],
  [
    'names of variables',
    'containers: { main: { image: a, variables: { X: b } } }',
    { good: ['A', 'a.b', '"a b"'], bad: ["''", '"a=b"'] },
  ],
  [
    'values of variables',
    'containers: { main: { image: a, variables: { A: X } } }',
    { good: ['a', "''", "'1'"], bad: ['1', 'true', 'null', '[a]'] },
  ],
  [
    'variables',
    'containers: { main: { image: a, variables: X } }',
    { good: ['{}'], bad: ['null', '[]', 'a'] },
  ],
  [
    'mode',
    'containers: { main: { image: a, files: { /a: { content: b, mode: X } } } }',
    {
      good: ["'0644'", "'644'", "'777'"],
      bad: ['0644', '644', "'0888'", "'64'", "'01777'"],
    },
  ],
  [
    'content',
    'containers: { main: { image: a, files: { /a: X } } }',
    {
      good: [
        '{ content: a }',
        '{ content: "" }',
        '{ binaryContent: YQ== }',
        '{ content: a, noExpand: true }',
      ],
      bad: [
        '{}',
        '{ content: a, binaryContent: YQ== }',
        '{ source: a, content: a }',
        '{ binaryContent: "Y" }',
        '{ content: a, target: /a }',
        '{ source: "" }',
        '{ content: 1 }',
        '{ content: a, noExpand: "yes" }',
      ],
    },
  ],
  [
    'volumes',
    'containers: { main: { image: a, volumes: { /a: X } } }',
    {
      good: ['{ source: a }', '{ source: a, path: b, readOnly: true }'],
      bad: [
        '{}',
        '{ source: 1 }',
        '{ source: a, readOnly: 1 }',
        '{ source: a, other: 1 }',
        '{ source: a, target: /a }',
      ],
    },
  ],
  [
    'ready',
    'containers: { main: { image: a, readinessProbe: { exec: { command: [] } }, before: { side: { ready: X } } }, side: { image: a } }',
    {
      good: ['started', 'healthy', 'complete'],
      bad: ['soon', 'Started', 'null'],
    },
  ],
  [
    'cpu',
    'containers: { main: { image: a, resources: { limits: { cpu: X } } } }',
    {
      good: ["'1'", "'0.5'", '100m', "'1.25'"],
      bad: ['1', '.5', "'1.'", '1.5m', '1k', 'm'],
    },
  ],
  [
    'memory',
    'containers: { main: { image: a, resources: { requests: { memory: X } } } }',
    {
      good: ["'1'", '128Mi', '1.5Gi', '0.5G', '1P', '2Ei', '10K'],
      bad: ["'0'", "'.5'", '128m', '1e3', '1k', '1 Gi', '128'],
    },
  ],
  [
    'other resources of a container',
    'containers: { main: { image: a, resources: { X: {} } } }',
    { good: ['limits', 'requests'], bad: ['claims'] },
  ],
  [
    'probes',
    'containers: { main: { image: a, livenessProbe: X } }',
    {
      good: [
        '{ exec: { command: [a] } }',
        '{ httpGet: { path: /, port: 80 } }',
        '{ exec: { command: [a] }, httpGet: { path: /, port: 80 } }',
        '{ httpGet: { path: /, port: 80, scheme: HTTP } }',
        '{ httpGet: { path: /, port: 80, host: a, httpHeaders: [{ name: A-b_1, value: c }] } }',
      ],
      bad: [
        '{}',
        'null',
        '{ exec: {} }',
        '{ exec: { command: a } }',
        '{ httpGet: { path: / } }',
        '{ httpGet: { port: 80 } }',
        '{ httpGet: { path: /, port: 80, scheme: http } }',
        '{ httpGet: { path: /, port: 80, host: "" } }',
        '{ httpGet: { path: /, port: 80, httpHeaders: [{ name: "a b", value: c }] } }',
        '{ httpGet: { path: /, port: 80, httpHeaders: [{ name: a, value: "" }] } }',
        '{ exec: { command: [a] }, periodSeconds: 1 }',
        '{ tcpSocket: { port: 80 } }',
      ],
    },
  ],
  [
    'port of a probe',
    'containers: { main: { image: a, readinessProbe: { httpGet: { path: /, port: X } } } }',
    PORTS,
  ],
  ['names of ports', 'service: { ports: { X: { port: 80 } } }', NAMES],
  ['port', 'service: { ports: { web: { port: X } } }', PORTS],
  [
    'targetPort',
    'service: { ports: { web: { port: 80, targetPort: X } } }',
    PORTS,
  ],
  [
    'protocol',
    'service: { ports: { web: { port: 80, protocol: X } } }',
    { good: ['TCP', 'UDP'], bad: ['tcp', 'SCTP'] },
  ],
  [
    'service',
    'service: X',
    {
      good: ['{}', '{ ports: {} }'],
      bad: [
        '{ hostname: a }',
        '{ ports: [] }',
        'null',
        '{ ports: { web: {} } }',
      ],
    },
  ],
  ['resource names', 'resources: { X: { type: postgres } }', NAMES],
  ['type', 'resources: { db: { type: X } }', WORDS],
  ['class', 'resources: { db: { type: postgres, class: X } }', WORDS],
  [
    'id',
    'resources: { db: { type: postgres, id: X } }',
    {
      good: ['ab', 'a.b', 'a-b.c1', 'shop.main.db'],
      bad: ['a', 'A1', '.ab', 'ab.', 'a..b', 'a_b', 'a'.repeat(64)],
    },
  ],
  [
    'params',
    'resources: { db: { type: postgres, params: X } }',
    { good: ['{}', '{ a: [1, { b: null }] }'], bad: ['[]', 'a', 'null'] },
  ],
  [
    'resource',
    'resources: { db: X }',
    {
      good: ['{ type: postgres, metadata: { any: 1 } }'],
      bad: [
        '{}',
        '{ type: postgres, properties: {} }',
        '{ type: postgres, metadata: { annotations: { ab: 1 } } }',
        'postgres',
      ],
    },
  ],
  [
    'the top level',
    'X',
    {
      good: ['service: {}', 'resources: {}'],
      bad: ['kind: Workload', 'spec: {}', 'name: web'],
    },
  ],
];

const DEFAULTS: Record<string, string> = {
  apiVersion: 'apiVersion: score.dev/v1b1',
  metadata: 'metadata: { name: web }',
  containers: 'containers: { main: { image: a } }',
};

function fileWith(place: string, value: string): string {
  const parts = {
    ...DEFAULTS,
    [place.split(':')[0]]: place.replace('X', value),
  };
  return Object.values(parts).join('\n');
}

function isAccepted(text: string): boolean {
  return readWorkload(text, { file: 'score.yaml' }).ok;
}

describe('Score v1b1', () => {
  it('is itself a JSON Schema of draft 2020-12', () => {
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validateSchema(SCORE_SCHEMA)).toBe(true);
  });

  describe.each(PLACES)('%s', (_, place, { good, bad }) => {
    it.each([
      ...good.map(value => [value, true] as const),
      ...bad.map(value => [value, false] as const),
    ])('%s: %s', (value, accepted) => {
      expect(isAccepted(fileWith(place, value))).toBe(accepted);
    });
  });

  it.each(Object.keys(DEFAULTS))('needs %s', missing => {
    const { [missing]: _, ...rest } = DEFAULTS;
    expect(isAccepted(Object.values(rest).join('\n'))).toBe(false);
  });
});
