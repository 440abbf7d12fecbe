import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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
const REPOSITORY = 'https://git.example.com/acme/shop';
/** What somebody writes who wants it to be run. */
const TITLE = 'Blue "$(touch run)" `touch run`';
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

/** Of the fixtures, where development takes builds; and a type for previews. */
const PLATFORM = `${readFileSync(
  join(__dirname, '../__testUtils__/fixtures/platform/platform.yaml'),
  'utf8',
).replace(
  'rank: 10\n',
  'rank: 10\n  automation: { on: build, refs: [refs/heads/main] }\n',
)}---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: preview, title: Preview }
spec:
  rank: 5
  profile: standard
  lifetime: 3d
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-of-previews }
spec:
  type: postgres
  criteria: { environmentType: preview }
  driver: static
  inputs: { host: db, username: app, password: none }
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
  'github.event.number': '7',
  'github.event.pull_request.title': TITLE,
  'github.event.pull_request.html_url': `${REPOSITORY}/pull/7`,
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
      files: { 'platform.yaml': PLATFORM },
      config: {
        automation: [
          {
            subject: 'external:ci',
            applications: ['shop'],
            environmentTypes: ['development'],
            verbs: ['build'],
          },
          {
            subject: 'external:ci',
            applications: ['shop'],
            environmentTypes: ['preview'],
            verbs: ['createEnvironment', 'deploy', 'destroy'],
          },
        ],
      },
    });
    await portal
      .as(MARIA)
      .put('/applications/shop/settings', {
        repositories: [{ url: REPOSITORY }],
      })
      .expect(200);
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
        GITHUB_SERVER_URL: 'https://git.example.com',
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_REF: 'refs/pull/7/merge',
        GITHUB_SHA: '7'.repeat(40),
        ACTIONS_ID_TOKEN_REQUEST_URL: `${git.address}/identity?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      }),
      delivering: (): Variables => ({ GITHUB_REF: 'refs/heads/main' }),
      comments: 'repos/acme/shop/issues/7/comments',
      key: 'pr-7',
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
        CI_PROJECT_URL: REPOSITORY,
        CI_COMMIT_SHA: '8'.repeat(40),
        CI_MERGE_REQUEST_IID: '8',
        CI_MERGE_REQUEST_TITLE: TITLE,
        CI_MERGE_REQUEST_PROJECT_URL: REPOSITORY,
        KEY: 'pr-8',
        TUTTI_TOKEN: token(),
        IMAGE,
      }),
      delivering: (): Variables => ({ CI_COMMIT_BRANCH: 'main' }),
      comments: 'api/v4/projects/3/merge_requests/8/notes',
      key: 'pr-8',
    },
    {
      name: 'Jenkins',
      stepsOf: stepsInJenkins,
      platform: (): Variables => ({
        JENKINS_URL: 'https://jenkins.example.com/',
        GITHUB_TOKEN: 'git-token',
        GITHUB_API_URL: git.address,
        GIT_URL: `${REPOSITORY}.git`,
        GIT_COMMIT: '9'.repeat(40),
        CHANGE_ID: '9',
        CHANGE_URL: `${REPOSITORY}/pull/9`,
        CHANGE_TITLE: TITLE,
        TUTTI_TOKEN: token(),
        IMAGE,
      }),
      delivering: (): Variables => ({ BRANCH_NAME: 'main' }),
      comments: 'repos/acme/shop/issues/9/comments',
      key: 'pr-9',
    },
  ];

  /** A preview that is asked for again lives longer. */
  const timeless = (texts: string[]) =>
    texts.map(text => text.replace(/at \S+ \S+ UTC/, 'some day'));
  const previewOf = (key: string) =>
    portal.as(MARIA).get(`/applications/shop/previews/${key}`);

  it.each(systems)(
    '$name: a pull request has its preview and its comments, once',
    async ({ stepsOf, platform, comments, key }) => {
      await runAll(stepsOf('review'), platform());
      const before = timeless(git.comments(comments));
      expect(before).toEqual([
        expect.stringMatching(
          /^<!-- tutti pr shop -->\n[^]*### shop\/development: changed\n[^]*COLOUR/,
        ),
        expect.stringMatching(/^<!-- tutti-preview .+ -->\n[^]*Running/),
      ]);
      const { body: preview } = await previewOf(key).expect(200);
      expect(preview).toMatchObject({
        base: 'development',
        title: TITLE,
        state: 'running',
        askedBy: 'external:ci',
        deployment: {
          status: 'succeeded',
          release: { images: { web: { main: IMAGE } } },
        },
      });
      await runAll(stepsOf('review'), platform());
      expect(timeless(git.comments(comments))).toEqual(before);
      expect((await previewOf(key).expect(200)).body.deployment.id).toBe(
        preview.deployment.id,
      );

      await writeFile(score(), SCORE.replace('blue', 'green'));
      await runAll(stepsOf('review'), platform());
      expect(git.comments(comments)).toEqual([
        expect.stringContaining('green'),
        expect.any(String),
      ]);
      expect((await previewOf(key).expect(200)).body.deployment.id).not.toBe(
        preview.deployment.id,
      );
      await writeFile(score(), SCORE);
      expect(existsSync(join(folder, 'run'))).toBe(false);
    },
  );

  it.each(systems.filter(({ name }) => name !== 'Jenkins'))(
    '$name: with its pull request the preview goes',
    async ({ stepsOf, platform, key }) => {
      await runAll(stepsOf('close'), platform());
      // What is being destroyed is shown as such until it is gone.
      const { status, body } = await previewOf(key);
      expect(status === 404 || body.closing?.why === 'closed').toBe(true);
      await runAll(stepsOf('close'), platform());
    },
  );

  it.each(systems)(
    '$name: what was built is deployed, and waited for',
    async ({ stepsOf, platform, delivering }) => {
      await runAll(stepsOf('deliver'), { ...platform(), ...delivering() });
      const { body } = await portal
        .as(MARIA)
        .get('/builds?application=shop&limit=1')
        .expect(200);
      const [{ commit, by, outcomes }] = body.items;
      expect({ commit, by, outcomes }).toEqual({
        commit: expect.stringMatching(/^([789])\1{39}$/),
        by: 'external:ci',
        outcomes: expect.arrayContaining([
          {
            environment: 'development',
            deployment: expect.objectContaining({ status: 'succeeded' }),
          },
        ]),
      });
    },
  );

  it('a comment that says the same is not sent again', async () => {
    const [{ platform, comments }] = systems;
    const [step] = stepsOnGithub('review');
    await runAll([step], platform());
    const { length } = git.changes;
    expect(git.comments(comments).length).toBeGreaterThan(0);
    await runAll([step], platform());
    expect(git.changes).toHaveLength(length);
  });

  it('a failure fails the job, with its cause', async () => {
    const [step] = stepsOnGithub('deliver');
    const [{ platform, delivering }] = systems;
    const { code, output } = await run(
      {
        ...step,
        variables: {
          IMAGE: `registry.example.com/shop/web:does-not-exist@${DIGEST}`,
        },
      },
      { ...platform(), ...delivering() },
    );
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('workload#web: '),
    });
  });

  it('a preview that fails has its comment, and fails the job', async () => {
    const [{ platform, comments }] = systems;
    const step = stepsOnGithub('review').at(-1);
    const { code } = await run(
      {
        script: '',
        ...step,
        variables: {
          ...step?.variables,
          KEY: 'pr-10',
          IMAGE: `registry.example.com/shop/web:does-not-exist@${DIGEST}`,
        },
      },
      platform(),
    );
    expect(code).toBe(1);
    expect(git.comments(comments).at(-1)).toMatch(/pr-10[^]*Failed/);
  });
});
