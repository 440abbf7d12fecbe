import { spawn } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { JsonValue } from './json';
import { Sandbox, startSandbox } from './sandbox';
import { deployment } from './testing/manifests';

const program = join(process.env.KUBEBUILDER_ASSETS ?? '', 'kubectl');
const hasKubectl =
  Boolean(process.env.KUBEBUILDER_ASSETS) && existsSync(program);
if (!hasKubectl)
  process.stderr.write(
    'SKIPPED: the sandbox was NOT tried with kubectl. Set KUBEBUILDER_ASSETS to a folder with kubectl.\n',
  );
const withKubectl = hasKubectl ? describe : describe.skip;

withKubectl('kubectl (KUBEBUILDER_ASSETS)', () => {
  let sandbox: Sandbox;
  let home: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ pace: 0.2 });
    home = mkdtempSync(join(tmpdir(), 'tutti-sandbox-kubectl-'));
  });
  afterAll(async () => {
    await sandbox?.close();
    if (home) rmSync(home, { recursive: true, force: true });
  });

  /** `0: ` and what it prints, output and errors together; the figure is its exit code. */
  function kubectl(args: string, input?: JsonValue): Promise<string> {
    const child = spawn(
      program,
      [
        '--server',
        sandbox.url,
        '--kubeconfig',
        '/dev/null',
        ...args.split(' '),
      ],
      { env: { HOME: home, PATH: process.env.PATH } },
    );
    let text = '';
    const collect = (chunk: Buffer) => {
      text += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.stdin.end(input === undefined ? '' : JSON.stringify(input));
    return new Promise(resolve => {
      child.once('close', code => resolve(`${code}: ${text}`));
    });
  }

  it('deploys, watches, reads, changes and deletes', async () => {
    const steps: [string, RegExp, JsonValue?][] = [
      ['version', /\+tutti-sandbox/],
      ['get nodes', /sandbox-simulation +Ready +simulation .*\+tutti-sandbox/],
      ['api-resources', /deployments +deploy +apps\/v1 +true +Deployment/],
      [
        'apply --server-side --field-manager=me -f -',
        /^0: deployment.apps\/web serverside-applied/,
        deployment('web:1', { replicas: 2 }),
      ],
      [
        'rollout status deploy/web --timeout=10s',
        /^0: .*successfully rolled out/s,
      ],
      ['get deploy web', /web +2\/2 +2 +2 +\d+s/],
      ['get pods -o wide', /web-\S+ +1\/1 +Running +0 .*sandbox-simulation/],
      ['describe deploy web', /ScalingReplicaSet .*from 0 to 2/],
      [
        'describe pods -l app=web --show-events',
        /Container started: web \(simulation\)/,
      ],
      ['logs deploy/web --tail=1', /starting web:1/],
      [
        'apply --server-side --field-manager=other -f -',
        /^1: .*conflict with "me": \.spec\.replicas/s,
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web' },
          spec: { replicas: 5 },
        },
      ],
      [
        'apply --server-side --field-manager=me -f -',
        /^1: .*\.spec\.replica: field not declared in schema/s,
        deployment('web:1', { replica: 2 }),
      ],
      [
        'diff --server-side --field-manager=me -f -',
        /^1: .*\+ +replicas: 3/s,
        deployment('web:1', { replicas: 3 }),
      ],
      ['set image deploy/web web=web:2', /^0:/],
      ['rollout status deploy/web --timeout=10s', /^0:/],
      ['rollout history deploy/web', /1 .*\n2 /],
      ['rollout undo deploy/web', /rolled back/],
      ['rollout restart deploy/web', /restarted/],
      ['scale deploy/web --replicas=3', /scaled/],
      ['rollout status deploy/web --timeout=10s', /^0:/],
      ['label deploy/web a=b', /labeled/],
      ['get deploy -l a=b -o name', /^0: deployment.apps\/web/],
      ['explain deploy.spec.replicas', /FIELD: replicas <integer>/],
      ['events --for deploy/web', /ScalingReplicaSet/],
      ['exec deploy/web -- true', /^1: .*no container runs/s],
      ['delete deploy web --cascade=foreground --timeout=10s', /^0: .*deleted/],
      ['get all', /kubernetes|No resources found/],
    ];
    for (const [command, expected, input] of steps) {
      const answer = await kubectl(command, input);
      // The command goes first so that a failure shows which one it was.
      expect([command, expected.test(answer) ? expected : answer]).toEqual([
        command,
        expected,
      ]);
    }
  }, 60_000);

  it('waits for a definition and for a namespace that goes', async () => {
    const definition: JsonValue = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'workspaces.lab.example.com' },
      spec: {
        group: 'lab.example.com',
        names: { kind: 'Workspace', plural: 'workspaces' },
        scope: 'Namespaced',
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        ],
      },
    };
    expect(await kubectl('apply --server-side -f -', definition)).toMatch(
      /^0:/,
    );
    expect(
      await kubectl(
        'wait --for=condition=Established crd/workspaces.lab.example.com --timeout=5s',
      ),
    ).toMatch(/^0:/);
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'team' },
    };
    expect(await kubectl('create -f -', namespace)).toMatch(/^0:/);
    const workspace = {
      apiVersion: 'lab.example.com/v1',
      kind: 'Workspace',
      metadata: { name: 'mine', namespace: 'team' },
    };
    expect(await kubectl('apply --server-side -f -', workspace)).toMatch(/^0:/);
    expect(await kubectl('get workspaces -A')).toMatch(/team +mine/);
    expect(await kubectl('delete ns team --timeout=10s')).toMatch(/^0:/);
    expect(await kubectl('get workspaces -A')).toMatch(/No resources found/);
  }, 60_000);
});
