/**
 * How long 100 workloads of the example platform take to apply and to get healthy, beside
 * `kubectl apply --server-side` of the very same manifests; and again when nothing has changed. On a real
 * control plane, whose pods are pretended.
 *
 * `bench/cluster.ts [--workloads N] [--rounds N]`
 *
 * Ends with 1 when the apply phase takes more than half of kubectl's, or an unchanged deployment with its look
 * at the cluster more than a tenth.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Manifest, readWorkload, refOf, Target, Workload } from '@tutti/engine';
import { TestEnvironment } from '@tutti/engine/testing';
import { KubernetesTargetDriver } from '../src/KubernetesTargetDriver';
import {
  ControlPlane,
  startControlPlane,
} from '../src/__testUtils__/controlPlane';
import {
  environmentOn,
  platformFrom,
} from '../src/__testUtils__/environmentOn';
import { startPretendedNode } from '../src/__testUtils__/pretendedNode';

const { values: options } = parseArgs({
  options: {
    workloads: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
  },
});
const WORKLOADS = Number(options.workloads);
const CALL = { signal: new AbortController().signal, timeoutMs: 60_000 };
const EXAMPLES = path.resolve(__dirname, '../../../examples/platform');

/** A Deployment, a Service, a ConfigMap, a Secret and an Ingress each. */
const scoreOf = (name: string) => `
apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers:
  main:
    image: registry.example.com/shop/${name}:1
    variables:
      HOST: \${resources.dns.host}
      KEY: \${resources.settings.KEY}
    files:
      /etc/app/settings.yaml: { content: "host: \${resources.dns.host}" }
    resources: { limits: { memory: 64Mi } }
service: { ports: { http: { port: 80, targetPort: 8080 } } }
resources:
  dns: { type: dns }
  settings: { type: environment }
  route:
    type: route
    params: { host: "\${resources.dns.host}", path: /, port: 80 }
`;

function workloads(): Workload[] {
  return Array.from({ length: WORKLOADS }, (_, index) => {
    const read = readWorkload(scoreOf(`w-${index}`), { file: 'score.yaml' });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read.value;
  });
}

/** When writes went out and came back, and what they were. */
class Watched {
  readonly manifests: Manifest[] = [];
  first = Infinity;
  last = 0;

  of(target: Target): Target {
    const apply: Target['apply'] = async (manifest, ...rest) => {
      this.first = Math.min(this.first, performance.now());
      const live = await target.apply(manifest, ...rest);
      this.last = performance.now();
      this.manifests.push(manifest);
      return live;
    };
    return new Proxy(target, {
      get: (object, key) => {
        if (key === 'apply') return apply;
        const value: unknown = Reflect.get(object, key);
        return typeof value === 'function' ? value.bind(object) : value;
      },
    });
  }
}

interface Times {
  applied: number;
  healthy: number;
  unchanged: number;
}

async function byTutti(
  target: Target,
): Promise<Times & { manifests: Manifest[] }> {
  const watched = new Watched();
  const environment = environmentOn(
    async () => watched.of(target),
    TestEnvironment.of(
      platformFrom(
        readdirSync(EXAMPLES).map(file => ({
          file,
          text: readFileSync(path.join(EXAMPLES, file), 'utf8'),
        })),
      ),
      workloads(),
      {
        environment: { id: target.namespace, name: 'dev', type: 'development' },
        values: { KEY: 'value' },
      },
    ).request,
  );
  environment.limits = { healthTimeoutMs: 300_000 };
  const plan = await environment.plan();
  const began = performance.now();
  const made = await environment.run(plan);
  if (made.status !== 'succeeded') throw new Error(JSON.stringify(made));
  const healthy = performance.now() - began;
  const unchanged = await quickest(async () => {
    const outcome = await environment.run(await environment.plan());
    if (outcome.status !== 'succeeded' || outcome.applies > 0)
      throw new Error(JSON.stringify(outcome));
  });
  return {
    applied: watched.last - watched.first,
    healthy,
    unchanged,
    manifests: watched.manifests,
  };
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const said: Buffer[] = [];
    child.stderr.on('data', chunk => said.push(chunk));
    child.once('error', reject);
    child.once('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`${command}: ${code} ${Buffer.concat(said)}`)),
    );
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Of three: whoever does it often has done it before. */
async function quickest(work: () => Promise<unknown>): Promise<number> {
  const times = [await timed(work), await timed(work), await timed(work)];
  return Math.min(...times);
}

async function byKubectl(
  kubectl: string,
  kubeconfig: string,
  target: Target,
  manifests: Manifest[],
): Promise<Times> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tutti-bench-'));
  const file = path.join(folder, 'manifests.json');
  const { namespace } = target;
  const objects = manifests.map(manifest => ({
    ...manifest,
    metadata: {
      ...manifest.metadata,
      ...(manifest.kind === 'Namespace' ? { name: namespace } : { namespace }),
    },
  }));
  await writeFile(
    file,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );
  const apply = () =>
    run(kubectl, [
      `--kubeconfig=${kubeconfig}`,
      ...['apply', '--server-side', '-f', file],
    ]);
  const began = performance.now();
  const applied = await timed(apply);
  const refs = objects.map(refOf);
  for (;;) {
    const healths = await target.health(refs, CALL);
    if (healths.every(({ status }) => status === 'healthy')) break;
    await pause(1000);
  }
  const healthy = performance.now() - began;
  const unchanged = await quickest(apply);
  await rm(folder, { recursive: true });
  return { applied, healthy, unchanged };
}

async function main(): Promise<void> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (!assets)
    throw new Error(
      'Set KUBEBUILDER_ASSETS to a folder with a control plane and kubectl.',
    );
  const [{ model }] = os.cpus();
  process.stdout.write(
    `${os.cpus().length} x ${model.trim()}, load ${os
      .loadavg()[0]
      .toFixed(1)}, Node ${process.version}\n\n`,
  );
  const plane = await startControlPlane(assets);
  const node = startPretendedNode(plane);
  try {
    await bench(plane, path.join(assets, 'kubectl'));
  } finally {
    await node.stop();
    await plane.stop();
  }
}

async function bench(
  { kubeconfig }: ControlPlane,
  kubectlPath: string,
): Promise<void> {
  const driver = new KubernetesTargetDriver([
    { name: 'here', access: { kind: 'kubeconfig', file: kubeconfig } },
  ]);
  const open = (namespace: string) =>
    driver.open({ cluster: 'here', namespace });
  process.stdout.write(
    '| round | objects | by | apply, ms | healthy, ms | unchanged, ms |\n| --: | --: | --- | --: | --: | --: |\n',
  );
  const best = { apply: Infinity, unchanged: Infinity };
  for (let round = 1; round <= Number(options.rounds); round++) {
    const tutti = await byTutti(await open(`tutti-${round}`));
    const kubectl = await byKubectl(
      kubectlPath,
      kubeconfig,
      await open(`kubectl-${round}`),
      tutti.manifests,
    );
    for (const [by, times] of Object.entries({ tutti, kubectl })) {
      process.stdout.write(
        `| ${round} | ${
          tutti.manifests.length
        } | ${by} | ${times.applied.toFixed(0)} | ${times.healthy.toFixed(
          0,
        )} | ${times.unchanged.toFixed(0)} |\n`,
      );
    }
    best.apply = Math.min(best.apply, tutti.applied / kubectl.applied);
    best.unchanged = Math.min(
      best.unchanged,
      tutti.unchanged / kubectl.unchanged,
    );
  }
  process.stdout.write(
    `\nBest of ${options.rounds}: apply ${best.apply.toFixed(
      2,
    )} of kubectl's (aim 0.5), unchanged ${best.unchanged.toFixed(
      2,
    )} (aim 0.1)\n`,
  );
  process.exitCode = best.apply <= 0.5 && best.unchanged <= 0.1 ? 0 : 1;
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
