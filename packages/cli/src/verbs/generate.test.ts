import { JsonObject } from '@tutti/engine';
import { readdirSync, readFileSync } from 'fs';
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

describe('images', () => {
  it.each([
    [['x:1'], { main: 'x:1', side: 'x:1', fixed: 'nginx:1' }],
    [
      ['main=x:1', 'side=registry:5000/y@sha256:abc'],
      { main: 'x:1', side: 'registry:5000/y@sha256:abc', fixed: 'nginx:1' },
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
  expect(readdirSync(folder.at('out'))).toEqual([
    '0001-namespace-app.yaml',
    '0002-deployment-web.yaml',
  ]);
  expect(readFileSync(folder.at('all.yaml'), 'utf8')).toBe(out);
  expect(
    readdirSync(folder.at('out'))
      .map(name => `---\n${readFileSync(folder.at('out', name), 'utf8')}`)
      .join(''),
  ).toBe(out);
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

it('names the field that needs a value of the portal, and how to give it', async () => {
  const file = folder.write(
    'score.yaml',
    `${score('web').replace(
      'image:',
      'variables: { REGION: "${resources.env.REGION}" }, image:',
    )}resources: { env: { type: environment } }\n`,
  );
  expect(await tutti('generate', file, '--platform', platform)).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(
      /^error KnownAfterApply: Deployment web: spec\.template\.spec\.containers\[0\]\.env\[0\]\.value comes from .*REGION.*--values/,
    ),
  });
});
