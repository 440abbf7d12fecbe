import {
  applications,
  platform,
  score,
  SMALL_PLATFORM,
} from '../__testUtils__/examples';
import { temporaryFolder } from '../__testUtils__/folder';
import { tutti } from '../__testUtils__/tutti';

const APPLICATION = `apiVersion: tutti.dev/v1alpha1
kind: Application
metadata: { name: shop }
spec:
  workloads: [{ source: ./score.yaml }]
  environments:
    - { name: dev, type: development }
    - { name: live, type: production }
`;

const BEFORE = `${SMALL_PLATFORM}---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: production }
spec: { rank: 2, profile: standard, access: { approve: [owner] } }
---
apiVersion: tutti.dev/v1alpha1
kind: WorkloadProfile
metadata: { name: standard }
spec: { kind: Deployment }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: db }
spec: { outputs: { type: object, properties: { host: { type: string } } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: small }
spec:
  type: db
  driver: manifests
  protection: stateful
  inputs:
    objects: []
    outputs: { host: '\${platform.values.HOST}' }
`;

const folder = temporaryFolder();

/** Both revisions with the same application, of whose image nothing is said. */
async function radius(
  after: string,
  args: string[] = [],
  apps: [string, string] = [APPLICATION, APPLICATION],
) {
  for (const [index, text] of [BEFORE, after].entries()) {
    const side = ['before', 'after'][index];
    folder.write(`${side}/platform.yaml`, text);
    folder.write(`${side}/app/application.yaml`, apps[index]);
    folder.write(
      `${side}/app/score.yaml`,
      `${score('web', '.')}resources: { db: { type: db } }\n`,
    );
  }
  return tutti(
    ...['blast-radius', '--before', folder.at('before')],
    ...['--after', folder.at('after'), ...args],
  );
}

it('says that nothing changes', async () => {
  expect(await radius(BEFORE)).toEqual({
    code: 0,
    err: '',
    out: `The platform is the same.

unchanged: shop/dev (development), shop/live (production)

2 environments: 2 unchanged.
`,
  });
});

const PATCHED = BEFORE.replace(
  'kind: Deployment',
  'kind: Deployment, defaults: { spec: { revisionHistoryLimit: 3 } }',
);

it('says per environment what changes and why, the others in one line', async () => {
  const { code, out, err } = await radius(
    PATCHED.replace('rank: 2,', 'rank: 2, approval: { required: true },'),
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(`Platform
  WorkloadProfile standard changed: defaults.spec
  EnvironmentType production changed: approval.required

shop/live (production): changed
  update workload#web
      Deployment web: spec.revisionHistoryLimit changed: (none) -> 3
  setting approval.required: false -> true

unchanged: shop/dev (development)

2 environments: 1 changed, 1 unchanged. 1 to update.
`);
});

it('says once what happens to several workloads alike', async () => {
  const both = APPLICATION.replace(
    '{ source: ./score.yaml }',
    '{ source: ./score.yaml }, { source: ./other.yaml }',
  );
  for (const side of ['before', 'after']) {
    folder.write(`${side}/app/other.yaml`, score('api'));
  }
  const { out } = await radius(PATCHED, [], [both, both]);
  expect(out).toContain(`shop/live (production): changed
  update 2 workloads: api, web
      Deployment *: spec.revisionHistoryLimit changed: (none) -> 3

`);
  expect(out).toMatch(/ 2 to update\.\n$/);
});

it('warns of data that a change would touch', async () => {
  const { out } = await radius(
    BEFORE.replace('driver: manifests', 'driver: static')
      .replace('objects: []', '')
      .replace('outputs: { host: ', 'host: ')
      .replace("HOST}' }", "HOST}'"),
  );
  expect(out).toContain('hold db.default#web.db (small), which holds data');
});

const CLOSED = `${BEFORE}---
apiVersion: tutti.dev/v1alpha1
kind: Policy
metadata: { name: closed }
spec:
  criteria: { environmentType: production }
  effect: deny
  on: plan
  require: 'false'
  message: Nobody deploys.
`;

it.each([
  [PATCHED, [], 0],
  [PATCHED, ['--exit-code'], 1],
  [BEFORE, ['--exit-code'], 0],
  [CLOSED, [], 1],
  [CLOSED, ['--environment', 'shop/dev'], 0],
])('exit code, case %#', async (after, args, expected) => {
  expect((await radius(after, args)).code).toBe(expected);
});

it('names the rule that blocks', async () => {
  const { out } = await radius(CLOSED);
  expect(out).toContain(`shop/live (production): blocked
  policy closed on plan: denies
      Nobody deploys.
`);
});

it('asks only about the environments that are named', async () => {
  const { out } = await radius(PATCHED, ['--environment', 'shop/dev']);
  expect(out).toContain('1 environment: 1 unchanged.\n');
  expect(out).not.toContain('shop/live');
});

it.each([
  ['json', /^\{\n {2}"before": "\w+",\n {2}"after": /],
  ['yaml', /^before: (['"]?)\w+\1\nafter: /],
  [
    'markdown',
    /^<!-- tutti blast-radius -->\n\*\*2 environments: 1 changed, 1 unchanged\. 1 to update\.\*\*\n[^]*### shop\/live \(production\): changed\n\n- `update workload#web`\n {2}- `Deployment web: /,
  ],
])('answers in %s', async (output, expected) => {
  const { out } = await radius(PATCHED, ['--output', output]);
  expect(out).toMatch(expected);
});

it('compares an application that is declared no more, and says so', async () => {
  const other = APPLICATION.replace('name: shop', 'name: other');
  const { code, out, err } = await radius(PATCHED, [], [APPLICATION, other]);
  expect(code).toBe(0);
  expect(err).toMatch(/warning ApplicationGone: Application shop /);
  expect(out).toContain('shop/live (production): changed');
  expect(out).toContain('other/live (production): changed');
});

it.each([
  ['https://example.com/score.yaml', 'there is no Score file https://'],
  ['./nothing.yaml', 'there is no Score file ./nothing.yaml beside it'],
])('cannot compare a workload at %s', async (source, message) => {
  const elsewhere = APPLICATION.replace('./score.yaml', source);
  const { code, out, err } = await radius(PATCHED, [], [elsewhere, elsewhere]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(message);
});

it('tells which of the two platforms is broken', async () => {
  const { code, err } = await radius(`${BEFORE}: [`);
  expect(code).toBe(1);
  expect(err).toContain(folder.at('after/platform.yaml'));
});

it('the example shop is the same on both sides of nothing', async () => {
  const { out } = await tutti(
    ...['blast-radius', '--before', platform, applications],
    ...['--after', platform, applications],
  );
  expect(out).toMatch(/3 environments: 3 unchanged\.\n$/);
});
