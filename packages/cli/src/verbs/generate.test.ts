import { JsonObject } from '@tutti/engine';
import { readdirSync, readFileSync, rmSync } from 'fs';
import { loadAll } from 'js-yaml';
import { platform, score, SMALL_PLATFORM } from '../__testUtils__/examples';
import { temporaryFolder } from '../__testUtils__/folder';
import { tutti } from '../__testUtils__/tutti';

const folder = temporaryFolder();
const withPlatform = (text = '') => [
  '--platform',
  folder.write('platform.yaml', `${SMALL_PLATFORM}${text}`),
];

async function manifests(...args: string[]): Promise<JsonObject[]> {
  const { code, out, err } = await tutti('generate', ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return loadAll(out).flatMap(one => (isMap(one) ? [one] : []));
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of the pod of the only Deployment, by container. */
function images(objects: JsonObject[]): Record<string, string> {
  const text = JSON.stringify(
    objects.filter(({ kind }) => kind === 'Deployment'),
  );
  return Object.fromEntries(
    [...text.matchAll(/"name":"([\w-]+)","image":"([^"]+)"/g)].map(
      ([, name, image]) => [name, image],
    ),
  );
}

const TWO = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: . }
  side: { image: . }
  fixed: { image: 'nginx:1' }
`;

/** With a port and a digest. */
const DIGESTED = `registry.example.com:5000/y:2@sha256:${'0a'.repeat(32)}`;

describe('images', () => {
  it.each([
    [['x:1'], { main: 'x:1', side: 'x:1', fixed: 'nginx:1' }],
    [
      ['main=x:1', `side=${DIGESTED}`],
      { main: 'x:1', side: DIGESTED, fixed: 'nginx:1' },
    ],
  ])('%j', async (given, expected) => {
    const file = folder.write('score.yaml', TWO);
    const objects = await manifests(
      file,
      ...withPlatform(),
      '--image',
      ...given,
    );
    expect(images(objects)).toEqual(expected);
  });

  it('are asked for by container where one is missing', async () => {
    const file = folder.write('score.yaml', TWO);
    const { code, err } = await tutti(
      ...['generate', file, ...withPlatform(), '--image', 'main=x:1'],
    );
    expect(code).toBe(1);
    expect(err).toMatch(/side/);
  });
});

describe('images of several workloads', () => {
  const workload = (name: string, ...containers: string[]) =>
    folder.write(
      `${name}.yaml`,
      `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { ${containers.map(one => `${one}: { image: . }`).join(', ')} }
`,
    );
  const given = async (...args: string[]) => {
    const files = [workload('alpha', 'main', 'side'), workload('beta', 'main')];
    const objects = await manifests(
      ...[...files, ...withPlatform(), '--image', ...args],
    );
    return objects
      .filter(({ kind }) => kind === 'Deployment')
      .map(one => images([one]));
  };

  it.each([
    [
      ['alpha/main=x:1', 'alpha/side=y:1', 'beta/main=z:1'],
      [{ main: 'x:1', side: 'y:1' }, { main: 'z:1' }],
    ],
    [
      ['main=x:1', 'side=y:1'],
      [{ main: 'x:1', side: 'y:1' }, { main: 'x:1' }],
    ],
    [
      ['alpha=x:1', 'beta=y:1'],
      [{ main: 'x:1', side: 'x:1' }, { main: 'y:1' }],
    ],
    [
      ['main=x:1', 'alpha=y:1', `beta/main=${DIGESTED}`],
      [{ main: 'x:1', side: 'y:1' }, { main: DIGESTED }],
    ],
    [['x:1'], [{ main: 'x:1', side: 'x:1' }, { main: 'x:1' }]],
  ])('%j', async (args, expected) =>
    expect(await given(...args)).toEqual(expected),
  );

  it.each([
    [['alpha/man=x:1'], 'ImageInvalid', 'alpha/main'],
    [['gamma=x:1'], 'ImageInvalid', 'beta/main'],
    [['other=x:1'], 'ImageAmbiguous', 'alpha/other'],
  ])('%j is refused', async (args, code, hint) => {
    const files = [
      workload('alpha', 'main', 'other'),
      workload('other', 'main'),
    ];
    const { err } = await tutti(
      ...['generate', ...files, ...withPlatform(), '--image', ...args],
    );
    expect(err).toContain(`error ${code}: `);
    expect(err).toContain(code === 'ImageInvalid' ? args[0].slice(0, 3) : hint);
  });

  it('one that fits no container is said', async () => {
    const file = folder.write('score.yaml', score('web'));
    expect(
      await tutti('generate', file, ...withPlatform(), '--image', 'x:1'),
    ).toMatchObject({
      code: 0,
      err: expect.stringContaining('warning ImageUnused: The image x:1'),
    });
  });
});

it('lays override files over the Score file, then properties, in this order', async () => {
  const first = folder.write(
    'first.yaml',
    'containers: { main: { image: first, variables: { A: first, B: first } } }',
  );
  const second = folder.write(
    'second.yaml',
    'containers: { main: { image: second, variables: { B: null } } }',
  );
  const objects = await manifests(
    ...[folder.write('score.yaml', score('web')), ...withPlatform()],
    ...['--override-file', first, second],
    ...['--override-property', 'containers.main.variables.C=third'],
  );
  expect(images(objects)).toEqual({ main: 'second' });
  const text = JSON.stringify(objects);
  expect(text).toContain('{"name":"A","value":"first"}');
  expect(text).toContain('{"name":"C","value":"third"}');
  expect(text).not.toContain('"name":"B"');
});

it('writes one file per object, in the order of the plan, or all into one', async () => {
  const file = folder.write('score.yaml', score('web'));
  const asked = ['generate', file, ...withPlatform()];
  await tutti(...asked, '--to', folder.at('out/'));
  await tutti(...asked, '--to', folder.at('all.yaml'));
  const { out } = await tutti(...asked, '--to', '-');
  const names = readdirSync(folder.at('out')).filter(isManifest);
  expect(names).toEqual([
    'app.development.0001-namespace-app.yaml',
    'app.development.0002-deployment-web.yaml',
  ]);
  expect(readFileSync(folder.at('all.yaml'), 'utf8')).toBe(out);
  expect(
    names
      .map(name => `---\n${readFileSync(folder.at('out', name), 'utf8')}`)
      .join(''),
  ).toBe(out);
});

function isManifest(name: string): boolean {
  return name.endsWith('.yaml');
}

describe('a folder of manifests', () => {
  const generate = (names: string[], ...more: string[]) => {
    const files = names.map(name =>
      folder.write(`${name}.score.yaml`, score(name)),
    );
    return tutti(
      ...['generate', ...files, ...withPlatform()],
      ...['--to', folder.at('out/'), ...more],
    );
  };
  const there = () => readdirSync(folder.at('out')).sort();
  const kindsOf = (application: string) =>
    there()
      .filter(name => isManifest(name) && name.startsWith(application))
      .map(name => name.replace(/^.*?\d+-/, ''));

  it('loses what is gone from the plan, and nothing else', async () => {
    await generate(['web', 'api']);
    folder.write('out/README.md', 'mine');
    folder.write('out/0002-deployment-api.yaml', 'mine');
    expect(kindsOf('app')).toEqual([
      'namespace-app.yaml',
      'deployment-api.yaml',
      'deployment-web.yaml',
    ]);
    await generate(['web']);
    expect(kindsOf('app')).toEqual([
      'namespace-app.yaml',
      'deployment-web.yaml',
    ]);
    expect(there()).toEqual(
      expect.arrayContaining(['README.md', '0002-deployment-api.yaml']),
    );
  });

  it('is the same whatever was in it before', async () => {
    await generate(['web', 'api']);
    await generate(['web']);
    const changed = there();
    rmSync(folder.at('out'), { recursive: true });
    await generate(['web']);
    expect(there()).toEqual(changed);
  });

  it('may hold several applications', async () => {
    await generate(['web'], '--application', 'one');
    await generate(['web', 'api'], '--application', 'two');
    await generate(['web'], '--application', 'two');
    for (const name of ['one', 'two']) {
      expect(kindsOf(name)).toEqual([
        `namespace-${name}.yaml`,
        'deployment-web.yaml',
      ]);
    }
  });

  it('keeps what somebody changed, and says so', async () => {
    await generate(['web', 'api']);
    const file = there().find(name => name.includes('deployment-web'));
    folder.write(`out/${file}`, 'changed by hand');
    const { code, err } = await generate(['api']);
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(`${file}: warning FileKept`),
    });
    expect(there()).toContain(file);
  });

  it('refuses to write over what it did not write', async () => {
    const name = 'app.development.0001-namespace-app.yaml';
    folder.write(`out/${name}`, 'mine');
    const { code, err } = await generate(['web']);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining(`${name} is there already`),
    });
    expect(there()).toEqual([name]);
  });

  it('takes no list for more than names of its own files', async () => {
    folder.write('precious.yaml', 'mine');
    folder.write(
      'out/.tutti.app.development',
      `${'0'.repeat(64)}  ../precious.yaml\n`,
    );
    await generate(['web']);
    expect(readFileSync(folder.at('precious.yaml'), 'utf8')).toBe('mine');
  });

  it('heals after a call that was interrupted', async () => {
    await generate(['web', 'api']);
    const whole = there();
    // Ended while it wrote aside, and while it moved files to their places.
    folder.write('out/.tutti.app.development.new/half.yaml', 'kin');
    rmSync(folder.at('out', whole[whole.length - 1]));
    await generate(['web', 'api']);
    expect(there()).toEqual(whole);
  });
});

it('writes what every YAML reader reads as it was meant', async () => {
  const odd = [
    'yes',
    '0o17',
    '1e3',
    'null',
    '2026-01-01',
    ' x',
    'a: b',
    '\\t#',
  ];
  const file = folder.write(
    'score.yaml',
    `${score('web')}`.replace(
      'image:',
      `variables: { ${odd
        .map((text, index) => `V${index}: ${JSON.stringify(text)}`)
        .join(', ')} }, image:`,
    ),
  );
  const text = JSON.stringify(await manifests(file, ...withPlatform()));
  for (const [index, value] of odd.entries()) {
    expect(text).toContain(JSON.stringify({ name: `V${index}`, value }));
  }
});

it('takes words of the user for what they are', async () => {
  const file = folder.write(
    'score.yaml',
    score('web').replace(
      'image:',
      'variables: { NOTE: "(known after apply)", OTHER: "(secret)" }, image:',
    ),
  );
  const text = JSON.stringify(await manifests(file, ...withPlatform()));
  expect(text).toContain('"value":"(known after apply)"');
  expect(text).toContain('"value":"(secret)"');
});

it('writes nothing that a policy denies', async () => {
  const policy = `---
apiVersion: tutti.dev/v1alpha1
kind: Policy
metadata: { name: no-latest }
spec:
  effect: deny
  on: workload
  require: workload.containers.all(c, !c.image.endsWith(":latest"))
  message: Images carry a version.
`;
  const file = folder.write('score.yaml', score('web', 'nginx:latest'));
  expect(await tutti('generate', file, ...withPlatform(policy))).toEqual({
    code: 1,
    out: '',
    err: 'error PolicyDenied: no-latest: workload#web: Images carry a version.\n',
  });
  const warns = policy.replace('deny', 'warn');
  expect(await tutti('generate', file, ...withPlatform(warns))).toMatchObject({
    code: 0,
    err: 'warning PolicyWarning: no-latest: workload#web: Images carry a version.\n',
  });
});

it('names the field that needs a value of the portal once, its place, and how to give it', async () => {
  const file = folder.write(
    'score.yaml',
    `${score('web').replace(
      'image:',
      'variables: { REGION: "${resources.env.REGION}", AGAIN: "${resources.env.REGION}" }, files: { /a: { content: "${resources.env.REGION}" } }, image:',
    )}resources: { env: { type: environment } }\n`,
  );
  const { code, out, err } = await tutti(
    ...['generate', file, '--platform', platform],
  );
  expect({ code, out }).toEqual({ code: 1, out: '' });
  const [said, ...others] = err
    .split('\n')
    .filter(line => line.includes('KnownAfterApply'));
  expect(said).toMatch(
    /score\.yaml:3:\d+: error KnownAfterApply: .*comes from values\.REGION, .*So do 2 more fields\.$/,
  );
  expect(others).toEqual([]);
  expect(err).toContain(
    'hint: Give the value; on the command line with --values.',
  );
});

it('writes in the order in which a run applies: the waves of each step', async () => {
  const objects = await manifests(
    ...[
      folder.write(
        'score.yaml',
        `${score('web').replace(
          'containers:',
          'service: { ports: { web: { port: 80 } } }\ncontainers:',
        )}`,
      ),
    ],
    ...withPlatform(`---
apiVersion: tutti.dev/v1alpha1
kind: WorkloadProfile
metadata: { name: any }
spec: {}
`),
    ...['--override-property', 'containers.main.files={/a: {content: b}}'],
  );
  expect(objects.map(({ kind }) => kind)).toEqual([
    'Namespace',
    'ConfigMap',
    'Service',
    'Deployment',
  ]);
});
