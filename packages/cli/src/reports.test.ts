import { platform, score } from './__testUtils__/examples';
import { temporaryFolder } from './__testUtils__/folder';
import { tutti } from './__testUtils__/tutti';

/** Cases made after public reports on tools like this one. */
const folder = temporaryFolder();

describe('versions without quotes (helm/helm#11800)', () => {
  const PLATFORM = `apiVersion: tutti.dev/v1alpha1
kind: ResourceType
metadata: { name: broker }
spec:
  params: { type: object, properties: { version: { type: [string, number] } } }
  outputs: { type: object, properties: { image: { type: string } } }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: broker }
spec:
  type: broker
  driver: static
  inputs: { image: 'registry.example.com/broker:\${params.version}' }
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: development }
spec: { rank: 1 }
---
apiVersion: tutti.dev/v1alpha1
kind: Target
metadata: { name: main }
spec: { driver: kubernetes, cluster: main }
`;
  const generate = (version: string) =>
    tutti(
      'generate',
      folder.write(
        'score.yaml',
        `apiVersion: score.dev/v1b1
metadata: { name: web, release: 2.10, commit: 1234e5 }
containers:
  main:
    image: nginx:1
    variables:
      BROKER: \${resources.broker.image}
      RELEASE: \${metadata.release}
      COMMIT: \${metadata.commit}
resources:
  broker: { type: broker, params: { version: ${version} } }
`,
      ),
      ...['--platform', folder.write('platform.yaml', PLATFORM)],
    );

  it('keep their digits in metadata, and in quotes', async () => {
    const { code, out } = await generate('"3.10"');
    expect(code).toBe(0);
    for (const text of ['broker:3.10', "'2.10'", "'1234e5'"]) {
      expect(out).toContain(
        `value: ${
          text.includes('broker') ? 'registry.example.com/' : ''
        }${text}`,
      );
    }
  });

  it.each(['3.10', '1234e5', '0x1F', '.5', '+1', '1.0', '017'])(
    'are refused where they would lose them: %s',
    async version => {
      const { code, err } = await generate(version);
      expect({ code, err }).toEqual({
        code: 1,
        err: expect.stringMatching(
          /score\.yaml:11:46: error NumberNotKept: .*\n {2}hint: Put it in quotes/,
        ),
      });
    },
  );

  it.each(['1_000', '1:30', '2001-01-01', 'yes', 'off'])(
    'are texts as they stand: %s',
    async version =>
      expect((await generate(version)).out).toContain(`broker:${version}`),
  );
});

it('an environment is not named after a branch (gitpod-io/gitpod#8403)', async () => {
  const file = folder.write('score.yaml', score('web'));
  const { code, out, err } = await tutti(
    ...['generate', file, '--platform', platform, '--application', 'demo'],
    ...['--environment', 'feature/JIRA-12', '--type', 'development'],
  );
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '',
    err: 'error InvalidName: "feature/JIRA-12" cannot be the name of an environment: it must be a name of lower-case letters, digits and dashes, at most 63 characters, no dash at either end.\n  hint: Give --environment such a name.\n',
  });
});
