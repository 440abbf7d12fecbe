import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigReader } from '@backstage/config';
import {
  ConfiguredCluster,
  openConfiguredCluster,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import express from 'express';
import { describeTofu, TOFU_ASSETS } from '../../__testUtils__/tofu';
import { pretendedTool, runnerContract } from '../../testing';
import { RunnerWork } from '../Runner';
import { JobCluster } from './JobCluster';
import { JobOptions } from './JobOptions';
import { MemoryJobRecords } from './JobRecords';
import { KubernetesJobRunner } from './KubernetesJobRunner';
import { jobName } from './manifests';
import { resultsRouter } from './resultsRouter';

/** Folder with `up.sh` and `down.sh` of a control plane whose pods really run their commands. */
const lab =
  process.env.KUBEBUILDER_ASSETS && process.getuid?.() === 0
    ? process.env.TUTTI_KUBE_LAB
    : undefined;
if (!lab) {
  // eslint-disable-next-line no-console
  console.warn(
    'TUTTI_KUBE_LAB or KUBEBUILDER_ASSETS is not set, or this user is not root: the runner in a cluster is NOT tested on a control plane.',
  );
}

const NAMESPACE = 'default';

/** As a backend that is killed before the last step of a begin. */
class Killed extends JobCluster {
  async begin(): Promise<void> {
    throw new Error('the backend was killed');
  }
}

const run = promisify(execFile);

/** Of ports that `up.sh` counts from there, all free. */
async function freeBase(): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 400) * 100;
    const free = await Promise.all(
      [250, 379, 380, 443].map(offset => isFree(base + offset)),
    );
    if (free.every(Boolean)) return base;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

(lab ? describe : describe.skip)('the runner in a cluster', () => {
  let base: string;
  let server: Server;
  let records: MemoryJobRecords;
  let options: JobOptions;
  let opened: () => Promise<ConfiguredCluster>;
  let cluster: JobCluster;
  let environment: NodeJS.ProcessEnv;
  const script = (name: string) => join(lab ?? '', name);
  const kubectl = async (...args: string[]) => {
    const { stdout } = await run('kubectl', args, {
      env: { ...environment, KUBECONFIG: join(base, 'kube', 'kubeconfig') },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  };

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'tutti-jobs-'));
    environment = {
      ...process.env,
      PATH: `${process.env.KUBEBUILDER_ASSETS}:${process.env.PATH}`,
      KUBE_RUN: join(base, 'kube'),
      KUBE_PORT_BASE: String(await freeBase()),
    };
    await run('bash', [script('up.sh')], { env: environment });
    records = new MemoryJobRecords();
    server = createServer(express().use(resultsRouter(records)));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // Sockets of the test, an address by construction.
    const { port } = server.address() as AddressInfo;
    options = {
      cluster: 'lab',
      namespace: NAMESPACE,
      image: 'runner',
      tool: await pretendedTool(base),
      concurrency: 8,
      graceSeconds: 3,
      deadlineSeconds: 300,
      startSeconds: 30,
      ttlSeconds: 300,
      backendUrl: `http://127.0.0.1:${port}`,
      podAnnotations: { 'lab/behavior': 'exec' },
      runAsUser: 65_534,
      lookMs: 100,
    };
    const config = new ConfigReader({
      tutti: {
        clusters: [
          {
            name: 'lab',
            kind: 'kubeconfig',
            file: join(base, 'kube', 'kubeconfig'),
          },
        ],
      },
    });
    const door = openConfiguredCluster(config, 'lab');
    opened = () => door;
    cluster = new JobCluster(opened, NAMESPACE);
  }, 120_000);

  afterAll(async () => {
    server.close();
    await run('bash', [script('down.sh')], { env: environment });
    rmSync(base, { recursive: true, force: true });
  }, 120_000);

  const runner = (more: Partial<JobOptions> = {}) =>
    new KubernetesJobRunner({ ...options, ...more }, cluster, records);

  const workOf = (
    operationId: string,
    text: string,
    more: Partial<RunnerWork> = {},
  ): RunnerWork => ({
    operationId,
    files: {},
    commands: [{ args: ['run', text] }],
    env: {},
    keep: [],
    ...more,
  });

  const call = () => {
    const stop = new AbortController();
    const lines: string[] = [];
    return {
      stop,
      lines,
      call: { signal: stop.signal, log: (line: string) => lines.push(line) },
    };
  };

  runnerContract(() => ({
    runner: runner(),
    another: runner,
    traces: async () => {
      const objects = await kubectl('get', 'jobs,pods', '-o', 'json');
      const argumentLists = readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .map(pid => {
          const file = `/proc/${pid}/cmdline`;
          try {
            return existsSync(file) ? readFileSync(file, 'utf8') : '';
          } catch {
            return '';
          }
        });
      return [objects, ...argumentLists].join('\n');
    },
  }));

  it('finds out that somebody deleted its Job, and keeps what the tool saved', async () => {
    const { call: asked, lines } = call();
    const work = workOf(
      'deleted',
      `trap 'echo saved >errored.tfstate; exit 1' TERM; echo up; while :; do sleep 0.05; done`,
      { keep: ['errored.tfstate'] },
    );
    const end = runner().run(work, {
      ...asked,
      log(line) {
        lines.push(line);
        if (line === 'up') {
          void kubectl('delete', 'job', jobName('deleted'), '--wait=false');
        }
      },
    });
    expect(await end).toEqual({
      outcome: 'stopped',
      codes: [1],
      files: { 'errored.tfstate': Buffer.from('saved\n') },
    });
  });

  it('does not know how a pod ended that could hand nothing back', async () => {
    const work = workOf(
      'lost',
      'kill -9 $PPID $(cat /proc/$PPID/stat | cut -d" " -f4)',
    );
    await expect(runner().run(work, call().call)).rejects.toThrow(
      /Job tutti-work-\w+ in namespace default of cluster lab ended without handing its results back: its container ended with Error \(137\)/,
    );
    expect(await runner().recover('lost')).toMatchObject({ state: 'unknown' });
  });

  it('gives up a pod that does not begin, and says why', async () => {
    const stuck = runner({
      startSeconds: 1,
      podAnnotations: { 'lab/behavior': 'pull-error' },
    });
    await expect(
      stuck.run(workOf('no-image', 'true'), call().call),
    ).rejects.toMatchObject({
      message: expect.stringMatching(
        /did not begin within 1 s: (ErrImagePull|ImagePullBackOff)/,
      ),
      retryable: true,
    });
    expect(await stuck.recover('no-image')).toEqual({ state: 'notStarted' });
  });

  it('goes on with a Job that was made but not begun', async () => {
    const half = new KubernetesJobRunner(
      options,
      new Killed(opened, NAMESPACE),
      records,
    );
    const work = workOf('half', 'echo whole');
    await expect(half.run(work, call().call)).rejects.toThrow('killed');
    expect(await runner().recover('half')).toEqual({ state: 'notStarted' });
    const { call: asked, lines } = call();
    expect(await runner().run(work, asked)).toMatchObject({ outcome: 'done' });
    expect(lines).toEqual(['whole']);
  });

  describeTofu('with OpenTofu', () => {
    it('plans and applies', async () => {
      const tofu = runner({
        tool: join(TOFU_ASSETS ?? '', 'tofu'),
        mirror: join(TOFU_ASSETS ?? '', 'providers'),
      });
      const { call: asked, lines } = call();
      const end = await tofu.run(
        {
          operationId: 'tofu',
          files: {
            'main.tf':
              'variable "seed" {}\nresource "random_id" "it" {\n  byte_length = 4\n  keepers = { seed = var.seed }\n}\n',
          },
          env: { TF_VAR_seed: 'of the work' },
          commands: [
            { args: ['init', '-no-color'] },
            { args: ['plan', '-no-color', '-out=plan.tfplan'] },
            { args: ['apply', '-no-color', 'plan.tfplan'] },
          ],
          keep: ['plan.tfplan', 'terraform.tfstate'],
        },
        asked,
      );
      expect(end).toMatchObject({ outcome: 'done', codes: [0, 0, 0] });
      expect(Object.keys(end.files)).toEqual([
        'plan.tfplan',
        'terraform.tfstate',
      ]);
      expect(lines.join('\n')).toContain('Apply complete! Resources: 1 added');
    });
  });

  it('takes files larger than a Secret', async () => {
    const big = Buffer.alloc(2_500_000, 'tutti');
    const end = await runner().run(
      workOf('big', 'cat a b >both', {
        files: { a: big, b: 'end' },
        keep: ['both'],
      }),
      call().call,
    );
    expect(
      end.files.both.equals(Buffer.concat([big, Buffer.from('end')])),
    ).toBe(true);
  });

  it('leaves nothing in the cluster of what is forgotten', async () => {
    await runner().run(workOf('forgotten', 'true'), call().call);
    await runner().forget('forgotten');
    await kubectl(
      'wait',
      '--for=delete',
      `job/${jobName('forgotten')}`,
      `secret/${jobName('forgotten')}-env`,
      `secret/${jobName('forgotten')}-0`,
      '--timeout=30s',
    );
    expect(await kubectl('get', 'pods', '-o', 'name')).not.toContain(
      jobName('forgotten'),
    );
  });
});
