/**
 * How long 100 workloads of the example platform take to apply and to get healthy, beside
 * `kubectl apply --server-side` of the very same manifests; and again when nothing has changed. On a real
 * control plane, whose pods are pretended.
 *
 * `bench/cluster.ts [--workloads N] [--rounds N]`
 *
 * Ends with 1 when writing takes more than half of kubectl's apply, or an unchanged deployment with its look
 * at the cluster more than a tenth. Routes are written when what they lead to is healthy, which kubectl waits for
 * at no time: so what lies between the writes is told apart.
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
import { ProcessorTime, processorTime, usedBetween } from './processorTime';

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
  /** While at least one was under way, milliseconds: routes wait for what they lead to. */
  writing = 0;
  #underWay = 0;
  #since = 0;
  /** When the last one came back. */
  used?: Promise<ProcessorTime>;

  constructor(private readonly expected: () => number) {}

  of(target: Target): Target {
    const apply: Target['apply'] = async (manifest, ...rest) => {
      const began = performance.now();
      this.first = Math.min(this.first, began);
      if (this.#underWay++ === 0) this.#since = began;
      const live = await target.apply(manifest, ...rest);
      this.last = performance.now();
      if (--this.#underWay === 0) this.writing += this.last - this.#since;
      this.manifests.push(manifest);
      if (this.manifests.length === this.expected()) {
        this.used = processorTime();
      }
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
  /** From the first write to the last answer. */
  applied: number;
  /** What of that was spent on writing. */
  writing: number;
  /** Of the processor, until all is applied, by the name of the program. */
  used: Record<string, number>;
  healthy: number;
  unchanged: number;
  /** Of the processor, this process or the one that was started, in one of them. */
  unchangedUsed: number;
}

async function byTutti(
  target: Target,
): Promise<Times & { manifests: Manifest[] }> {
  let expected = 0;
  const watched = new Watched(() => expected);
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
  expected = plan.steps.flatMap(({ objects }) => objects).length;
  const before = await processorTime();
  const began = performance.now();
  const made = await environment.run(plan);
  if (made.status !== 'succeeded') throw new Error(JSON.stringify(made));
  const healthy = performance.now() - began;
  const used = usedBetween(before, (await watched.used) ?? before);
  // As a worker deploys what it has claimed.
  const unchanged = await quickest('self', async () => {
    const outcome = await environment.deployDrawn();
    if (outcome.status !== 'succeeded' || outcome.applies > 0)
      throw new Error(JSON.stringify(outcome));
  });
  return {
    applied: watched.last - watched.first,
    writing: watched.writing,
    used,
    healthy,
    unchanged: unchanged.took,
    unchangedUsed: unchanged.used,
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

/** Of five: whoever does it often has done it before. */
async function quickest(
  who: 'self' | 'ended',
  work: () => Promise<unknown>,
): Promise<{ took: number; used: number }> {
  let best = { took: Infinity, used: Infinity };
  for (let time = 1; time <= 5; time++) {
    const before = await processorTime();
    const took = await timed(work);
    const { [who]: used = 0 } = usedBetween(before, await processorTime());
    best = {
      took: Math.min(best.took, took),
      used: Math.min(best.used, used),
    };
  }
  return best;
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
  const before = await processorTime();
  const began = performance.now();
  const applied = await timed(apply);
  const used = usedBetween(before, await processorTime());
  const refs = objects.map(refOf);
  for (;;) {
    const healths = await target.health(refs, CALL);
    if (healths.every(({ status }) => status === 'healthy')) break;
    await pause(1000);
  }
  const healthy = performance.now() - began;
  const unchanged = await quickest('ended', apply);
  await rm(folder, { recursive: true });
  return {
    applied,
    writing: applied,
    used,
    healthy,
    unchanged: unchanged.took,
    unchangedUsed: unchanged.used,
  };
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
  const node = spawn(
    process.execPath,
    [
      ...process.execArgv.filter(option => !/prof/.test(option)),
      path.join(__dirname, 'pretendedNode.ts'),
      plane.url,
      plane.caFile,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    await bench(plane, path.join(assets, 'kubectl'));
  } finally {
    node.kill();
    await plane.stop();
  }
}

/** Of the run that is measured: programs with the milliseconds that they used. */
function told(used: Record<string, number>): string {
  // Node names its main thread, which here is the pretended node.
  const { self = 0, ended = 0, MainThread = 0, ...others } = used;
  const all = {
    ...{ tutti: self, kubectl: ended },
    ...others,
    pods: MainThread,
  };
  const sum = Object.values(all).reduce((one, other) => one + other, 0);
  return `${sum}: ${Object.entries(all)
    .map(([name, time]) => `${name} ${time}`)
    .join(', ')}`;
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
    '| round | objects | by | apply, ms | writing, ms | healthy, ms | processor until applied, ms | unchanged, ms | its processor, ms |\n| --: | --: | --- | --: | --: | --: | --- | --: | --: |\n',
  );
  const best = {
    writing: Infinity,
    apply: Infinity,
    healthy: Infinity,
    unchanged: Infinity,
  };
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
        } | ${by} | ${times.applied.toFixed(0)} | ${times.writing.toFixed(
          0,
        )} | ${times.healthy.toFixed(0)} | ${told(
          times.used,
        )} | ${times.unchanged.toFixed(0)} | ${times.unchangedUsed.toFixed(
          0,
        )} |\n`,
      );
    }
    best.writing = Math.min(best.writing, tutti.writing / kubectl.writing);
    best.apply = Math.min(best.apply, tutti.applied / kubectl.applied);
    best.healthy = Math.min(best.healthy, tutti.healthy / kubectl.healthy);
    best.unchanged = Math.min(
      best.unchanged,
      tutti.unchanged / kubectl.unchanged,
    );
  }
  process.stdout.write(
    `\nBest of ${options.rounds}, of kubectl's: writing ${best.writing.toFixed(
      2,
    )} (aim 0.5), from the first write to the last ${best.apply.toFixed(
      2,
    )}, all healthy ${best.healthy.toFixed(
      2,
    )}, unchanged ${best.unchanged.toFixed(2)} (aim 0.1)\n`,
  );
  process.exitCode = best.writing <= 0.5 && best.unchanged <= 0.1 ? 0 : 1;
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
