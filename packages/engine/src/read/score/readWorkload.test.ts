import { told } from '../__testUtils__/told';
import { readWorkload } from './readWorkload';

const FILE = { file: 'score.yaml' };

describe('readWorkload', () => {
  it('reads everything that Score has, and fills its defaults in', () => {
    const result = readWorkload(
      `
apiVersion: score.dev/v1b1
metadata:
  name: web
  annotations: { example.com/tier: front }
  team: { name: shop }
containers:
  main:
    image: registry.example.com/web:1
    command: [run]
    args: [--fast]
    variables: { PORT: '8080', TEAM: '\${metadata.team.name}' }
    files:
      /etc/web/app.conf: { content: 'team=\${metadata.team.name}', mode: '0600' }
      /etc/web/logo.png: { binaryContent: iVBORw==, noExpand: true }
    volumes:
      /data: { source: '\${resources.data}', path: web }
    resources:
      limits: { cpu: '1.5', memory: 128Mi }
      requests: { cpu: 100m }
    livenessProbe: { exec: { command: [alive] } }
    readinessProbe:
      httpGet: { path: /ready, port: 8080, scheme: HTTPS, host: web, httpHeaders: [{ name: X-A, value: b }] }
  init:
    image: busybox
    before: { main: { ready: complete } }
service:
  ports:
    http: { port: 80, targetPort: 8080 }
    dns: { port: 53, protocol: UDP }
resources:
  data: { type: volume }
  db: { type: postgres, class: large, id: shop.main, params: { version: '17' }, metadata: { annotations: { example.com/ab: b } } }
`,
      FILE,
    );
    expect(result).toEqual({
      ok: true,
      problems: [],
      value: {
        name: 'web',
        file: 'score.yaml',
        metadata: {
          name: 'web',
          annotations: { 'example.com/tier': 'front' },
          team: { name: 'shop' },
        },
        annotations: { 'example.com/tier': 'front' },
        containers: {
          main: {
            image: 'registry.example.com/web:1',
            command: ['run'],
            args: ['--fast'],
            variables: { PORT: '8080', TEAM: '${metadata.team.name}' },
            files: {
              '/etc/web/app.conf': {
                mode: '0600',
                content: { text: 'team=${metadata.team.name}' },
                noExpand: false,
              },
              '/etc/web/logo.png': {
                content: { base64: 'iVBORw==' },
                noExpand: true,
              },
            },
            volumes: {
              '/data': {
                source: '${resources.data}',
                path: 'web',
                readOnly: false,
              },
            },
            before: {},
            resources: {
              limits: { cpu: '1.5', memory: '128Mi' },
              requests: { cpu: '100m' },
            },
            livenessProbe: { exec: { command: ['alive'] } },
            readinessProbe: {
              httpGet: {
                path: '/ready',
                port: 8080,
                scheme: 'HTTPS',
                host: 'web',
                httpHeaders: [{ name: 'X-A', value: 'b' }],
              },
            },
          },
          init: {
            image: 'busybox',
            variables: {},
            files: {},
            volumes: {},
            before: { main: { ready: 'complete' } },
            resources: {},
          },
        },
        service: {
          ports: {
            http: { port: 80, targetPort: 8080, protocol: 'TCP' },
            dns: { port: 53, targetPort: 53, protocol: 'UDP' },
          },
        },
        resources: {
          data: { type: 'volume', class: 'default' },
          db: {
            type: 'postgres',
            class: 'large',
            id: 'shop.main',
            params: { version: '17' },
            metadata: { annotations: { 'example.com/ab': 'b' } },
          },
        },
      },
    });
  });

  it('reports everything that is wrong at once, each at its place, in reading order', () => {
    const result = readWorkload(
      `apiVersion: score.dev/v1b1
kind: Workload
metadata:
  name: web
containers:
  main:
    image:
    variables:
      PORT: 8080
      HOST: \${resources.dbs.host}
    before: { nobody: { ready: soon } }
resources:
  db:
    type: postgres
    properties: { host: {} }
`,
      FILE,
    );
    expect(result.ok).toBe(false);
    expect(told(result)).toEqual([
      '2:1 SchemaViolation kind',
      '7:5 SchemaViolation containers.main.image',
      '9:13 SchemaViolation containers.main.variables.PORT',
      '10:13 UnknownPlaceholder containers.main.variables.HOST',
      '11:32 SchemaViolation containers.main.before.nobody.ready',
      '15:5 SchemaViolation resources.db.properties',
    ]);
  });

  it('goes on behind an unknown key or a wrong value to what only the whole can show', () => {
    const result = readWorkload(
      `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: a, ports: [80], before: { main: { ready: started } } }
`,
      FILE,
    );
    expect(told(result)).toEqual([
      '4:21 SchemaViolation containers.main.ports',
      '4:44 StartOrder containers.main.before.main',
    ]);
  });

  it.each([
    ['an empty file', '', '1:1 EmptyDocument'],
    ['comments only', '# nothing\n---\n# more\n', '1:1 EmptyDocument'],
    ['a list', '- a\n- b\n', '1:1 NotAMapping'],
    ['a text', 'hello', '1:1 NotAMapping'],
    ['a second document', 'a: 1\n---\nb: 2\n', '3:1 SeveralDocuments'],
  ])('%s is no Score file', (_, text, expected) => {
    const result = readWorkload(text, FILE);
    expect(result.ok).toBe(false);
    expect(told(result)).toContain(expected);
  });

  it('shortens what a name would make too long to read', () => {
    const { problems } = readWorkload(`${'x'.repeat(100_000)}: 1`, FILE);
    expect(JSON.stringify(problems).length).toBeLessThan(5000);
  });

  it('reports at most a hundred errors, and says that there are more', () => {
    const variables = Array.from(
      { length: 150 },
      (_, index) => `      V${index}: ${index}`,
    );
    const { problems } = readWorkload(
      `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: a
    variables:
${variables.join('\n')}
`,
      FILE,
    );
    expect(problems).toHaveLength(101);
    expect(problems[100].code).toBe('TooManyProblems');
  });
});

describe('images', () => {
  const score = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: . }
  side: { image: . }
  unlike: { image: nginx }
`;

  it.each([
    ['none: it stays open', undefined, ['.', '.', 'nginx'], []],
    ['one for all that say "."', 'web:2', ['web:2', 'web:2', 'nginx'], []],
    ['by container', { main: 'web:2' }, ['web:2', '.', 'nginx'], []],
    [
      'for a container that has its own',
      { unlike: 'web:2' },
      ['.', '.', 'nginx'],
      ['6:20 (ImageUnused) containers.unlike.image'],
    ],
  ])('%s', (_, images, expected, problems) => {
    const result = readWorkload(score, { ...FILE, images });
    expect(told(result)).toEqual(problems);
    expect(
      result.ok &&
        Object.values(result.value.containers).map(({ image }) => image),
    ).toEqual(expected);
  });

  it.each([
    ['a container that does not exist', { mian: 'web:2' }],
    ['an empty image', { main: ' ' }],
    ['an empty image for all', ''],
  ])('refuses %s', (_, images) => {
    const result = readWorkload(score, { ...FILE, images });
    expect(result.ok).toBe(false);
    expect(result.problems.map(({ code }) => code)).toEqual(['ImageInvalid']);
  });
});

describe('what stands beside something broken', () => {
  it.each([
    ['a variable', 'variables: { A: 1 }'],
    ['all variables', 'variables: [A]'],
    ['a volume', 'volumes: { /v: {} }'],
    ['a file without content', 'files: { /a: {}, /b: { source: ../b } }'],
    ['a mode', 'files: { /b: { source: ../b, mode: 0644 } }'],
    ['an argument', 'args: [1]'],
    ['an amount', 'resources: { limits: { cpu: 1 } }'],
    ['an order', 'before: { side: {} }'],
  ])('%s is looked at all the same', (_, broken) => {
    const files = broken.includes('source:')
      ? broken
      : `${broken}, files: { /b: { source: ../b } }`;
    const result = readWorkload(
      `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: a, ${files} }
  side: { image: b, before: { nobody: { ready: started } } }
service: { ports: { http: { port: many } } }
`,
      FILE,
    );
    expect(result.ok).toBe(false);
    expect(result.problems.map(({ code }) => code).sort()).toEqual([
      'SchemaViolation',
      'SchemaViolation',
      'SourceOutsideFolder',
      'StartOrder',
    ]);
  });

  it('is not blamed for what is broken', () => {
    const result = readWorkload(
      `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: a, before: { side: { ready: started } } }
  side: { variables: {} }
`,
      FILE,
    );
    expect(told(result)).toEqual(['5:3 SchemaViolation containers.side']);
  });
});

describe('hints', () => {
  const container = (body: string) => `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: ${body}
`;
  it.each([
    [
      'kind',
      `kind: Workload\n${container('{ image: a }')}`,
      'Remove the line: a Score file has no kind.',
    ],
    [
      'spec',
      'apiVersion: score.dev/v1b1\nspec: {}\n',
      'Move everything under "spec" to the top level: a Score file has no spec.',
    ],
    [
      'a number for a text',
      container('{ image: a, variables: { PORT: 8080 } }'),
      'Write the value in quotes.',
    ],
    [
      'a number for the name',
      container('{ image: a }').replace('web', '12'),
      'Write the value in quotes.',
    ],
    [
      'a list of variables',
      container('{ image: a, variables: [{ PORT: "80" }] }'),
      'Write a mapping: each entry by its name.',
    ],
    ['a list for a text', container('{ image: [a] }'), undefined],
    ['a number for a mapping', container('{ image: a, files: 1 }'), undefined],
    [
      'a mode without quotes',
      container('{ image: a, files: { /a: { content: x, mode: 0644 } } }'),
      'Write the value in quotes.',
    ],
    [
      'variables left empty',
      container('{ image: a, variables: }'),
      'Put something under this key, or remove it.',
    ],
    [
      'an empty image',
      container('{ image: "" }'),
      'Give the image, or "." to have it supplied by the deployment.',
    ],
    [
      'no image after the colon',
      container('{ image: }'),
      'Give the image, or "." to have it supplied by the deployment.',
    ],
    [
      'ports in a container',
      container('{ image: a, ports: [80] }'),
      'Write ports under service.ports: they belong to the workload.',
    ],
    [
      'env in a container',
      container('{ image: a, env: {} }'),
      'Use variables, a mapping of name to text.',
    ],
    [
      'properties in a resource',
      `${container(
        '{ image: a }',
      )}resources: { db: { type: postgres, properties: {} } }`,
      'Use params; outputs are not declared in a Score file.',
    ],
    [
      'a name of one letter',
      container('{ image: a }').replace('web', 'w'),
      'Give a name of at least two characters.',
    ],
    [
      'a name in capitals',
      container('{ image: a }').replace('web', 'Web_App'),
      'Write it for example as "web-app".',
    ],
    [
      'a scheme in small letters',
      container(
        '{ image: a, readinessProbe: { httpGet: { path: /, port: 80, scheme: http } } }',
      ),
      'Did you mean "HTTP"?',
    ],
    [
      'a key misspelt',
      container('{ image: a, varibles: {} }'),
      'Did you mean "variables"?',
    ],
    [
      'ports as a list',
      `${container('{ image: a }')}service: { ports: [{ port: 80 }] }`,
      'Write a mapping by name, such as "web: { port: 8080 }".',
    ],
    [
      'another version',
      container('{ image: a }').replace('v1b1', 'v1b2'),
      'Write apiVersion: score.dev/v1b1.',
    ],
  ])('%s', (_, text, hint) => {
    const { problems } = readWorkload(text, FILE);
    expect(problems.map(problem => problem.hint)).toContain(hint);
  });

  it('all hints are sentences', () => {
    const broken = `apiVersion: score.dev/v1
kind: Workload
spec: {}
metadata: { name: W, Title: a }
containers:
  main: { image: "", ports: [80], files: { /a: { mode: 0644 } }, before: { main: { ready: healthy } } }
service: { ports: [{ port: 80 }], host: a }
resources: { db: { type: p, properties: {} } }
`;
    const { problems } = readWorkload(broken, FILE);
    for (const { message, hint = 'None.' } of problems) {
      expect([message, hint]).toEqual([
        expect.stringMatching(/^[A-Z"].*\.$/s),
        expect.stringMatching(/^[A-Z].*[.?]$/s),
      ]);
    }
  });

  it('never quotes what a value says', () => {
    const { problems } = readWorkload(
      container(`
    image: a
    variables:
      A: [hunter2]
      B: \${PASSWORD:-hunter2}
    files:
      /a: { content: x, mode: hunter2 }
      /b: { binaryContent: hunter2 }
    resources: { limits: { memory: hunter2 } }
    livenessProbe: { httpGet: { path: /, port: hunter2, scheme: hunter2 } }
`),
      FILE,
    );
    expect(problems).toHaveLength(7);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });
});
