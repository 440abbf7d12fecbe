/**
 * What the health of environments in which nothing happens costs this process: a list of all of them that
 * somebody keeps open, and some that somebody watches. Against a real API server where KUBEBUILDER_ASSETS
 * has one, else the sandbox, a process of its own.
 *
 * `bench/idle.ts [--environments N] [--seconds N]`
 *
 * Ends with 1 when the list costs 5 % of a core or more.
 */
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Manifest, refOf } from '@tutti/engine';
// A fixture, nothing that is published.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { startApiServer } from '@tutti/kubernetes/testing';
import {
  ClusterConfig,
  KubernetesTargetDriver,
} from '@tutti/plugin-tutti-backend-module-kubernetes';
import knexFactory from 'knex';
import { Targets } from '../src/planning';
import { Sealer } from '../src/sealing';
import { HealthObserver } from '../src/services';
import { Outlook } from '../src/services/runtime';
import { EnvironmentRecord, openDatabase, Store } from '../src/store';
import { Children } from './processes';

const { values: options } = parseArgs({
  options: {
    environments: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '120' },
  },
});
const ENVIRONMENTS = Number(options.environments);
const SECONDS = Number(options.seconds);
const LIMIT = 0.05;
const AT_ONCE = 16;
/** As the portal asks. */
const ASKED_EVERY_MS = 10_000;
const WATCHED = 20;

const labels = { 'app.kubernetes.io/managed-by': 'tutti' };
const call = () => ({
  signal: new AbortController().signal,
  timeoutMs: 60_000,
});

/** What a small application is made of. */
function manifests(namespace: string): Manifest[] {
  const metadata = { name: 'web', namespace, labels };
  const pod = {
    metadata: { labels: { app: 'web' } },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'registry.example.com/shop/web:1.9.2',
          ports: [{ containerPort: 8080 }],
          env: Array.from({ length: 16 }, (_, index) => ({
            name: `VARIABLE_${index}`,
            value: `value ${index}`,
          })),
          resources: { requests: { cpu: '100m', memory: '128Mi' } },
        },
      ],
    },
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'b' } },
    { apiVersion: 'v1', kind: 'Secret', metadata, data: { a: 'Yg==' } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        clusterIP: 'None',
        selector: { app: 'web' },
        ports: [{ port: 80 }],
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        template: pod,
      },
    },
  ];
}

/** What its controller would say of a Deployment that is well. */
const HEALTHY = {
  status: {
    observedGeneration: 1,
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: 1,
    availableReplicas: 1,
    conditions: [
      { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
    ],
  },
};

async function inLanes(count: number, work: (index: number) => Promise<void>) {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await work(next++);
    }),
  );
}

interface Place {
  name: string;
  access: ClusterConfig['access'];
  patch(path: string, body: object): Promise<unknown>;
  stop(): Promise<void>;
}

async function startPlace(): Promise<Place> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets) {
    const server = await startApiServer(assets);
    return {
      name: 'API server',
      access: { kind: 'kubeconfig', file: server.kubeconfig },
      patch: (path, body) =>
        server.ask({
          method: 'PATCH',
          path,
          contentType: 'application/merge-patch+json',
          // What is sent is JSON.
          body: JSON.parse(JSON.stringify(body)),
        }),
      stop: () => server.stop(),
    };
  }
  process.stderr.write('No KUBEBUILDER_ASSETS: the sandbox instead.\n');
  const children = new Children();
  const url = await children.heard<string>(children.start('sandbox'));
  return {
    name: 'sandbox',
    access: { kind: 'sandbox', url },
    patch: async (path, body) =>
      (
        await fetch(url + path, {
          method: 'PATCH',
          headers: { 'content-type': 'application/merge-patch+json' },
          body: JSON.stringify(body),
        })
      ).text(),
    stop: async () => children.end(),
  };
}

async function openStore(): Promise<Store> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await openDatabase({ getClient: async () => knex });
  return new Store(knex, new Sealer([{ id: 'bench', key: randomBytes(32) }]));
}

async function fill(
  store: Store,
  driver: KubernetesTargetDriver,
  place: Place,
): Promise<EnvironmentRecord[]> {
  await store.applications.add({
    offers: {},
    id: 'shop',
    name: 'shop',
    title: 'Shop',
    declared: false,
    createdAt: 1,
    createdBy: 'user:default/guest',
  });
  const ids = Array.from(
    { length: ENVIRONMENTS },
    (_, index) => `env-${index}`,
  );
  await inLanes(ids.length, async index => {
    const id = ids[index];
    const target = await driver.open({ cluster: 'here', namespace: id });
    await store.environments.add({
      id,
      applicationId: 'shop',
      name: id,
      type: 'development',
      createdAt: 1,
      createdBy: 'user:default/guest',
    });
    await store.environments.bindTarget(id, {
      name: 'local',
      driver: driver.name,
      cluster: 'here',
      namespace: id,
    });
    for (const manifest of manifests(id)) {
      await target.apply(manifest, 'absent', call());
      await store.objects.save(id, {
        target: 'here',
        ref: refOf(manifest),
        owner: manifest.kind === 'Namespace' ? 'environment' : 'workload#web',
        applied: manifest,
        state: 'present',
      });
    }
    await place.patch(
      `/apis/apps/v1/namespaces/${id}/deployments/web/status`,
      HEALTHY,
    );
  });
  return store.environments.get(ids);
}

/** Processor time over wall time of this process, while something goes on. */
async function costOf(goesOn: (signal: AbortSignal) => Promise<void>) {
  const over = new AbortController();
  const before = process.cpuUsage();
  const began = performance.now();
  const going = goesOn(over.signal);
  await pause(SECONDS * 1000);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1000 / (performance.now() - began);
  over.abort();
  await going;
  return share;
}

async function main(): Promise<void> {
  const [{ model }] = os.cpus();
  const place = await startPlace();
  const driver = new KubernetesTargetDriver([
    { name: 'here', access: place.access },
  ]);
  try {
    const store = await openStore();
    const environments = await fill(store, driver, place);
    const targets = new Targets([driver]);
    const health = new HealthObserver(store, targets, {});
    const look = () => health.observeAll(environments, 60_000);

    const began = performance.now();
    const before = process.cpuUsage();
    const seen = await look();
    const first = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    const well = [...seen.values()].filter(
      ({ error, objects }) =>
        !error && objects.every(({ status }) => status === 'healthy'),
    );
    if (well.length !== environments.length) {
      throw new Error(`${well.length} of ${environments.length} are healthy`);
    }
    const listed = await costOf(async signal => {
      while (!signal.aborted) {
        await look();
        await pause(ASKED_EVERY_MS, undefined, { signal }).catch(() => {});
      }
    });
    const outlook = new Outlook({
      store,
      targets,
      health,
      platformSecrets: {},
    });
    const watched = await costOf(async signal => {
      await Promise.all(
        environments.slice(0, WATCHED).map(async environment => {
          const looks = outlook.follow(environment, signal);
          while (!(await looks.next()).done);
        }),
      );
    });
    const nobody = await costOf(() => Promise.resolve());
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
    process.stdout.write(
      `${os.cpus().length} x ${model.trim()}, load ${os
        .loadavg()[0]
        .toFixed(1)}, Node ${process.version}; ${place.name}, ${
        environments.length
      } environments of 5 objects, ${SECONDS} s each

| what | of a core |
| --- | --: |
| a list of all of them, asked every ${ASKED_EVERY_MS / 1000} s | ${percent(
        listed,
      )} |
| ${WATCHED} of them watched | ${percent(watched)} |
| nobody looks | ${percent(nobody)} |

One look at all of them: ${first.toFixed(0)} ms, of which ${(
        (user + system) /
        1000
      ).toFixed(0)} ms processor time here.
`,
    );
    process.exitCode = listed < LIMIT ? 0 : 1;
  } finally {
    await place.stop();
  }
}

main()
  .catch(error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  })
  .finally(() => process.exit());
