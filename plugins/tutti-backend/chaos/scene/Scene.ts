import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import {
  DatabaseRecord,
  keepRecord,
  readRecord,
} from '../records/databaseRecord';
import { Evidence, Run, Thing } from '../records/judge';
import { TargetRecord } from '../records/TargetRecord';
import { Api } from './Api';
import type { BackendReady } from './backendProcess';
import { Child } from './Child';
import { ClusterProxy } from './ClusterProxy';
import { Ends } from './Ends';
import type { Mood } from './moodyDriver';
import { connect, Connection } from './connection';
import { Place } from './Place';
import { settle, WorldSize, writePlatform } from './world';

/** How names of processes begin that run deployments. */
const WORKER = 'worker-';
/** The shortest that Tutti allows. */
const LEASE_SECONDS = 5;

export interface SceneOptions extends WorldSize {
  connection: Connection;
  /** Factor on how long the pretended pods take. */
  pace?: number;
  /** For a bench: nobody stands between, and nobody keeps a record. */
  bare?: boolean;
}

export interface WorkerOptions {
  lease?: number;
  concurrency?: number;
  pollMs?: number;
  /** Its wall clock is wrong by so much. */
  clockOffsetMs?: number;
}

export type Worker = Child<BackendReady>;

/**
 * A PostgreSQL database, a cluster in a process of its own with a proxy before it, a backend that
 * only answers, and as many that work as somebody starts.
 */
export class Scene {
  readonly places: Place[] = [];
  readonly workers: Worker[] = [];
  readonly ends: Ends;
  #count = 0;
  #keepsLogs = false;

  private constructor(
    readonly knex: Knex,
    readonly proxy: ClusterProxy,
    readonly api: Api,
    private readonly parts: {
      cluster: string;
      record?: TargetRecord;
      children: Child<unknown>[];
      folder: string;
      logs: string;
      moods: string;
      start(
        name: string,
        worker: JsonObject,
        clockOffsetMs?: number,
      ): Promise<Worker>;
    },
  ) {
    this.ends = new Ends(knex);
  }

  static async open(options: SceneOptions): Promise<Scene> {
    const { connection } = options;
    const logs = await mkdtemp(join(tmpdir(), 'tutti-chaos-logs-'));
    const sandbox = await Child.start<{ url: string }>({
      name: 'sandbox',
      file: 'sandboxProcess',
      logs,
      input: { pace: options.pace ?? 0 },
    });
    const cluster = sandbox.ready.url;
    const proxy = new ClusterProxy(cluster);
    const { folder, moods } = await writePlatform();
    const key = randomBytes(32).toString('base64');
    const start = async (
      name: string,
      worker: JsonObject,
      clockOffsetMs?: number,
    ): Promise<Worker> => {
      const config = {
        tutti: {
          platform: {
            sources: [{ folder: join(folder, 'platform') }],
            values: { DATABASE_HOST: 'pg.example.internal' },
            secrets: { DATABASE_PASSWORD: 'example-only' },
          },
          clusters: [
            {
              name: 'sandbox',
              kind: 'sandbox',
              url: options.bare ? cluster : await proxy.open(name),
            },
          ],
          sealing: { keys: [{ id: 'chaos', key }] },
          // One person stands for many here.
          perCaller: { requests: 200, plans: 4 },
          worker,
        },
      };
      return Child.start<BackendReady>({
        name,
        file: 'backendProcess',
        logs,
        input: {
          config,
          database: {
            client: 'pg',
            connection: { ...connection, application_name: name },
          },
          moods,
        },
        ...(clockOffsetMs !== undefined && {
          preload: [join(__dirname, 'offsetClock.cjs')],
          env: { TUTTI_CLOCK_OFFSET_MS: String(clockOffsetMs) },
        }),
      });
    };
    const front = await start('front', { enabled: false });
    const knex = connect(connection, 'harness');
    if (!options.bare) {
      await keepRecord(knex, WORKER);
    }
    const scene = new Scene(
      knex,
      proxy,
      new Api(front.ready.address, front.ready.authorization),
      {
        cluster,
        ...(!options.bare && { record: await TargetRecord.follow(cluster) }),
        children: [sandbox, front],
        folder,
        logs,
        moods,
        start,
      },
    );
    scene.places.push(...(await settle(scene.api, options)));
    return scene;
  }

  get cluster(): string {
    return this.parts.cluster;
  }

  async startWorker(options: WorkerOptions = {}): Promise<Worker> {
    this.#count += 1;
    const worker = await this.parts.start(
      `${WORKER}${this.#count}`,
      {
        lease: { seconds: options.lease ?? LEASE_SECONDS },
        poll: { milliseconds: options.pollMs ?? 200 },
        concurrency: options.concurrency ?? 4,
      },
      options.clockOffsetMs,
    );
    this.workers.push(worker);
    return worker;
  }

  async setMood(mood: Mood): Promise<void> {
    await writeFile(join(this.parts.moods, 'mood.json'), JSON.stringify(mood));
  }

  /** The operations for which the driver `moody` was called, in order. */
  async moodyCalls(): Promise<string[]> {
    const text = await readFile(join(this.parts.moods, 'calls'), 'utf8');
    return text.split('\n').filter(Boolean);
  }

  /** What is in the cluster under this path, or undefined. */
  async look<T>(path: string): Promise<T | undefined> {
    const response = await fetch(`${this.cluster}${path}`);
    return response.ok ? response.json() : undefined;
  }

  record(): Promise<DatabaseRecord> {
    return readRecord(this.knex);
  }

  /** @param runs - What was deployed, with the tag of its images. */
  async evidence(
    runs: Omit<Run, 'environment' | 'status'>[],
  ): Promise<Evidence> {
    const changes = (await this.parts.record?.complete()) ?? [];
    const rows: { id: string; environment_id: string; status: string }[] =
      await this.knex('deployments').select('id', 'environment_id', 'status');
    const byId = new Map(rows.map(row => [row.id, row]));
    return {
      runs: runs.map(run => ({
        ...run,
        environment: byId.get(run.id)?.environment_id ?? '',
        status: byId.get(run.id)?.status ?? 'lost',
      })),
      database: await this.record(),
      changes,
      writes: this.proxy.writes,
      present: presentIn(
        changes,
        this.places.map(({ namespace }) => namespace),
      ),
      inventory: await this.#inventory(),
    };
  }

  /** What each process said is kept when the scene is closed. @returns the folder */
  keepLogs(): string {
    this.#keepsLogs = true;
    return this.parts.logs;
  }

  async close(): Promise<void> {
    for (const worker of this.workers) {
      worker.thaw();
      await worker.kill();
    }
    await this.parts.record?.stop();
    await Promise.all(this.parts.children.map(child => child.kill()));
    await this.proxy.stop();
    await this.knex.destroy();
    await rm(this.parts.folder, { recursive: true, force: true });
    if (!this.#keepsLogs) {
      await rm(this.parts.logs, { recursive: true, force: true });
    }
  }

  async #inventory(): Promise<Thing[]> {
    const rows: (Omit<Thing, 'plural'> & { kind: string })[] = await this.knex(
      'objects',
    ).select('kind', 'namespace', 'name', 'uid');
    return rows.map(({ kind, ...thing }) => ({
      ...thing,
      plural: `${kind.toLowerCase()}s`,
    }));
  }
}

/** What its record says is there now, of these namespaces. */
function presentIn(
  changes: Evidence['changes'],
  namespaces: string[],
): Thing[] {
  const there = new Map<string, Thing>();
  for (const { type, plural, namespace, name, uid } of changes) {
    const ours = namespaces.includes(
      plural === 'namespaces' ? name : namespace,
    );
    // Kubernetes puts this one into every namespace.
    if (ours && name !== 'kube-root-ca.crt') {
      const key = `${plural} ${namespace}/${name}`;
      if (type === 'DELETED') there.delete(key);
      else there.set(key, { plural, namespace, name, uid });
    }
  }
  return [...there.values()];
}

/** A database name that nobody else has. */
export function newDatabase(): string {
  return `chaos_${randomUUID().replace(/-/g, '').slice(0, 12)}`;
}
