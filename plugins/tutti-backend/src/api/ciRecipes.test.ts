import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { readYaml } from '@tutti/engine';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { GitHost, startGitHost } from '../__testUtils__/gitHost';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(300_000);

const databases = testDatabases();
const ROOT = join(__dirname, '../../../..');
const PAGE = readFileSync(join(ROOT, 'docs/guides/ci.md'), 'utf8');

const DIGEST = `sha256:${'a'.repeat(64)}`;
const IMAGE = `registry.example.com/shop/web:2@${DIGEST}`;
const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: .
    variables: { COLOUR: blue }
service:
  ports:
    http: { port: 80, targetPort: 8080 }
`;

type Variables = Record<string, string>;

/** One shell of a job: its lines, and what the recipe gives it. */
interface Step {
  script: string;
  variables: Variables;
}

/** The only block of this language below a heading. */
function block(heading: string, language: string): string {
  const section = PAGE.split(`\n## ${heading}\n`)[1].split('\n## ')[0];
  const [, text] =
    new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``).exec(section) ?? [];
  return text;
}

interface Job {
  env?: Variables;
  steps?: { run?: string; env?: Variables }[];
  script?: string[];
}

function recipe<Recipe>(heading: string): Recipe {
  const [{ value }] = readYaml(block(heading, 'yaml'), 'ci.yaml').documents;
  return JSON.parse(JSON.stringify(value));
}

/** What GitHub puts in place of `${{ … }}`. */
const EXPRESSIONS: Variables = {
  'needs.image.outputs.image': IMAGE,
  'github.token': 'git-token',
};

function filled(variables: Variables = {}): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
        if (!Object.hasOwn(EXPRESSIONS, expression)) {
          throw new Error(`nobody says what ${expression} is`);
        }
        return EXPRESSIONS[expression];
      }),
    ]),
  );
}

function stepsOnGithub(job: string): Step[] {
  const { jobs } = recipe<{ jobs: Record<string, Job> }>('GitHub Actions');
  const { env, steps = [] } = jobs[job];
  return steps.flatMap(step =>
    step.run === undefined
      ? []
      : [
          {
            // https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax: `shell`
            script: `set -e\n${step.run}`,
            variables: { ...filled(env), ...filled(step.env) },
          },
        ],
  );
}

function stepsOnGitlab(job: string): Step[] {
  const { script = [] } = recipe<Record<string, Job>>('GitLab CI')[job];
  return [
    { script: ['set -eo pipefail', ...script].join('\n'), variables: {} },
  ];
}

function stepsInJenkins(stage: string): Step[] {
  const text = block('Jenkins', 'groovy');
  const [, inside = ''] =
    text.split(`stage('${stage}')`)[1]?.match(/^([^]*?)(?:stage\('|$)/) ?? [];
  return [...inside.matchAll(/sh '''\n([^]*?)'''/g)].map(([, script]) => ({
    script: `set -e\n${script}`,
    variables: {},
  }));
}

describe('the CI recipes of the guide', () => {
  let portal: Portal;
  let git: GitHost;
  let folder = '';

  const token = () =>
    mockCredentials.service.token({
      onBehalfOf: mockCredentials.service('external:ci'),
      targetPluginId: 'tutti',
    });

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      config: {
        automation: [
          {
            subject: 'external:ci',
            applications: ['shop'],
            environmentTypes: ['development'],
            verbs: ['read', 'deploy'],
          },
        ],
      },
    });
    await portal.deploy('development');
    git = await startGitHost(['git-token', 'request-token'], audience =>
      audience === portal.address ? token() : 'of another audience',
    );
    folder = await mkdtemp(join(tmpdir(), 'tutti-ci-'));
    await mkdir(join(folder, 'bin'));
    await mkdir(join(folder, 'services/web'), { recursive: true });
    await symlink(
      join(ROOT, 'packages/cli/bin/tutti'),
      join(folder, 'bin/tutti'),
    );
    await writeFile(join(folder, 'services/web/score.yaml'), SCORE);
  });

  afterAll(async () => {
    await portal?.stop();
    await git?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const score = () => join(folder, 'services/web/score.yaml');

  /** A step, in a shell that has what the platform gives and nothing of this process. */
  function run({ script, variables }: Step, platform: Variables) {
    return new Promise<{ code: number | null; output: string }>(resolve => {
      const shell = spawn('bash', ['-c', script], {
        cwd: folder,
        env: {
          PATH: [
            join(folder, 'bin'),
            dirname(process.execPath),
            process.env.PATH,
          ].join(delimiter),
          HOME: folder,
          CI: 'true',
          TUTTI_PORTAL: portal.address,
          ...platform,
          ...variables,
        },
      });
      let output = '';
      shell.stdout.on('data', text => (output += text));
      shell.stderr.on('data', text => (output += text));
      shell.on('close', code => resolve({ code, output }));
    });
  }

  async function runAll(steps: Step[], platform: Variables) {
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      const { code, output } = await run(step, platform);
      expect({ code, output }).toEqual({ code: 0, output });
    }
  }

  const systems = [
    {
      name: 'GitHub Actions',
      stepsOf: stepsOnGithub,
      // https://docs.github.com/actions/reference/workflows-and-actions/variables
      platform: (): Variables => ({
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: git.address,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_REF: 'refs/pull/7/merge',
        ACTIONS_ID_TOKEN_REQUEST_URL: `${git.address}/identity?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      }),
      comments: 'repos/acme/shop/issues/7/comments',
    },
    {
      name: 'GitLab CI',
      stepsOf: stepsOnGitlab,
      // https://docs.gitlab.com/ci/variables/predefined_variables
      platform: (): Variables => ({
        GITLAB_CI: 'true',
        GITLAB_TOKEN: 'git-token',
        CI_API_V4_URL: `${git.address}/api/v4`,
        CI_PROJECT_ID: '3',
        CI_MERGE_REQUEST_IID: '8',
        TUTTI_TOKEN: token(),
        IMAGE,
      }),
      comments: 'api/v4/projects/3/merge_requests/8/notes',
    },
    {
      name: 'Jenkins',
      stepsOf: stepsInJenkins,
      platform: (): Variables => ({
        JENKINS_URL: 'https://jenkins.example.com/',
        GITHUB_TOKEN: 'git-token',
        GITHUB_API_URL: git.address,
        CHANGE_URL: 'https://git.example.com/acme/shop/pull/9',
        TUTTI_TOKEN: token(),
        IMAGE,
      }),
      comments: 'repos/acme/shop/issues/9/comments',
    },
  ];

  it.each(systems)(
    '$name: a pull request has its comment, once',
    async ({ stepsOf, platform, comments }) => {
      await runAll(stepsOf('review'), platform());
      const before = git.comments(comments);
      expect(before).toEqual([
        expect.stringMatching(
          /^<!-- tutti pr shop -->\n[^]*### shop\/development: changed\n[^]*COLOUR/,
        ),
      ]);
      const { length } = git.changes;
      await runAll(stepsOf('review'), platform());
      expect(git.comments(comments)).toEqual(before);
      expect(git.changes).toHaveLength(length);

      await writeFile(score(), SCORE.replace('blue', 'green'));
      await runAll(stepsOf('review'), platform());
      expect(git.comments(comments)).toEqual([
        expect.stringContaining('green'),
      ]);
      await writeFile(score(), SCORE);
    },
  );

  it.each(systems)(
    '$name: what was built is deployed, and waited for',
    async ({ stepsOf, platform }) => {
      await runAll(stepsOf('deliver'), platform());
      const { body } = await portal
        .as(MARIA)
        .get('/deployments?application=shop&environment=development')
        .expect(200);
      expect(body.items[0]).toMatchObject({
        status: 'succeeded',
        requestedBy: 'external:ci',
        release: { images: { web: { main: IMAGE } } },
      });
    },
  );

  it('a failure fails the job, with its cause', async () => {
    const [step] = stepsOnGithub('deliver');
    const { code, output } = await run(
      {
        ...step,
        variables: { IMAGE: 'registry.example.com/shop/web:does-not-exist' },
      },
      systems[0].platform(),
    );
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('workload#web: '),
    });
  });
});
