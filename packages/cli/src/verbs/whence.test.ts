import { SMALL_PLATFORM } from '../__testUtils__/examples';
import { temporaryFolder } from '../__testUtils__/folder';
import { tutti } from '../__testUtils__/tutti';

const folder = temporaryFolder();
const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: 'nginx:1' } }
`;
const PROFILE = `---
apiVersion: tutti.dev/v1alpha1
kind: WorkloadProfile
metadata: { name: labelled }
spec:
  kind: Deployment
  patches:
    - name: team
      merge: { metadata: { labels: { team: shop } } }
`;

const ask = (object: string, ...more: string[]) =>
  tutti(
    'whence',
    object,
    folder.write(
      'score.yaml',
      SCORE.replace(
        'name: web',
        'name: web, annotations: { tutti.dev/profile: labelled }',
      ),
    ),
    '--platform',
    folder.write('platform.yaml', `${SMALL_PLATFORM}${PROFILE}`),
    ...more,
  );

it('leads from an object to its files, and tells which fields its profile sets', async () => {
  const { code, out, err } = await ask('deployment/web');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^made by +workload#web$/m);
  expect(out).toMatch(/^score +.*score\.yaml$/m);
  expect(out).toMatch(/^profile +labelled, .*platform\.yaml:\d+$/m);
  expect(out).toMatch(/^patch team +metadata\.labels\.team {2}\(line \d+\)$/m);
});

it('gives the same as data', async () => {
  const { out } = await ask('Deployment/web', '--output', 'json');
  expect(JSON.parse(out)).toMatchObject({
    address: 'workload#web',
    workload: { name: 'web' },
    profile: { name: 'labelled' },
    fields: [{ patch: 'team', fields: ['metadata.labels.team'] }],
    plan: expect.any(String),
  });
});

it('says what there is instead', async () => {
  const { code, err } = await ask('Deployment/none');
  expect(code).toBe(1);
  expect(err).toContain('Deployment/none is not among the objects');
  expect(err).toContain('Deployment/web');
});
