/**
 * How long a look for drift over 1,000 objects of one environment takes: none changed by others, a tenth of
 * them, all of them. Against a real API server where KUBEBUILDER_ASSETS has one, and the sandbox.
 *
 * `bench/drift.ts [--objects N]`
 *
 * Ends with 1 when a look over the sandbox or the API server takes more than 5 s.
 */
import { createHmac } from 'node:crypto';
import os from 'node:os';
import { parseArgs } from 'node:util';
import {
  findDrift,
  LiveObject,
  Manifest,
  ObjectRecord,
  ownedHash,
  Target,
} from '@tutti/engine';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { startApiServer } from '@tutti/kubernetes/testing';
import { startSandbox } from '@tutti/sandbox';
import { ClusterConfig } from '../src/config';
import { KubernetesTargetDriver } from '../src/KubernetesTargetDriver';

const { values: options } = parseArgs({
  options: { objects: { type: 'string', default: '1000' } },
});
const OBJECTS = Number(options.objects);
const LIMIT_MS = 5_000;
const AT_ONCE = 16;

const digest = (text: string) =>
  createHmac('sha256', 'bench').update(text).digest('hex');
const call = () => ({
  signal: new AbortController().signal,
  timeoutMs: 60_000,
});

/** Half of them ConfigMaps, half Services: two kinds, two LISTs. */
function manifest(index: number, namespace: string): Manifest {
  const name = `object-${index}`;
  const metadata = { name, namespace, labels: { app: name } };
  return index % 2 === 0
    ? { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'applied' } }
    : {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: {
          clusterIP: 'None',
          selector: { app: name },
          ports: [{ name: 'http', port: 80 }],
        },
      };
}

async function inLanes(count: number, work: (index: number) => Promise<void>) {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await work(next++);
    }),
  );
}

async function apply(target: Target): Promise<ObjectRecord[]> {
  const records: ObjectRecord[] = [];
  await inLanes(OBJECTS, async index => {
    const sent = manifest(index, target.namespace);
    const made = await target.apply(sent, 'absent', call());
    records.push({
      target: target.cluster,
      ref: made.ref,
      owner: 'workload#bench',
      uid: made.uid,
      applied: sent,
      ownedHash: ownedHash(made, sent, digest),
      state: 'present',
    });
  });
  return records;
}

/** Somebody else's hand. */
async function change(
  target: Target,
  records: ObjectRecord[],
  send: (live: LiveObject) => Promise<void>,
): Promise<void> {
  const live = await target.observe(
    records.map(({ ref }) => ref),
    call(),
  );
  await inLanes(live.length, index => send(live[index]));
}

async function measure(target: Target, objects: ObjectRecord[]) {
  const began = performance.now();
  const { candidates, findings } = await findDrift(
    {
      environmentId: 'bench',
      objects,
      completedJobs: new Map(),
      rules: [],
      digest,
    },
    target,
    call(),
  );
  return { ms: performance.now() - began, candidates, findings };
}

async function bench(
  where: string,
  access: ClusterConfig['access'],
  patch: (path: string, body: object) => Promise<unknown>,
): Promise<boolean> {
  const driver = new KubernetesTargetDriver([{ name: 'here', access }]);
  const target = await driver.open({ cluster: 'here', namespace: 'bench' });
  await target.apply(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bench' } },
    'absent',
    call(),
  );
  const records = await apply(target);
  const send = ({ ref }: LiveObject) =>
    patch(
      `/api/v1/namespaces/bench/${ref.kind.toLowerCase()}s/${
        ref.name
      }?fieldManager=kubectl-edit`,
      { metadata: { labels: { app: 'other' } } },
    ).then(() => undefined);
  let isFast = true;
  for (const changed of [0, Math.ceil(OBJECTS / 10), OBJECTS]) {
    await change(target, records.slice(0, changed), send);
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const { ms, candidates } = await measure(target, records);
      if (candidates !== changed) {
        throw new Error(`${candidates} candidates of ${changed} changed`);
      }
      times.push(ms);
    }
    const best = Math.min(...times);
    isFast &&= best < LIMIT_MS;
    process.stdout.write(
      `| ${where} | ${OBJECTS} | ${changed} | ${times
        .map(ms => ms.toFixed(0))
        .join(', ')} |\n`,
    );
  }
  return isFast;
}

async function main(): Promise<void> {
  const [{ model }] = os.cpus();
  process.stdout.write(
    `${os.cpus().length} x ${model.trim()}, load ${os
      .loadavg()[0]
      .toFixed(1)}, Node ${process.version}; milliseconds of three looks\n\n`,
  );
  process.stdout.write('| where | objects | changed | ms |\n');
  process.stdout.write('| --- | --: | --: | --: |\n');
  const sandbox = await startSandbox({ port: 0, controllers: false });
  const header = { 'content-type': 'application/merge-patch+json' };
  let isFast = await bench(
    'sandbox',
    { kind: 'sandbox', url: sandbox.url },
    async (path, body) =>
      (
        await fetch(sandbox.url + path, {
          method: 'PATCH',
          headers: header,
          body: JSON.stringify(body),
        })
      ).text(),
  );
  await sandbox.close();
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets) {
    const server = await startApiServer(assets);
    isFast =
      (await bench(
        'API server',
        { kind: 'kubeconfig', file: server.kubeconfig },
        (path, body) =>
          server.ask({
            method: 'PATCH',
            path,
            contentType: header['content-type'],
            // What is sent is JSON.
            body: JSON.parse(JSON.stringify(body)),
          }),
      )) && isFast;
    await server.stop();
  } else {
    process.stderr.write('No KUBEBUILDER_ASSETS: the sandbox alone.\n');
  }
  process.exitCode = isFast ? 0 : 1;
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
