import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { startSandbox } from '@tutti/sandbox';
import knexFactory, { Knex } from 'knex';
import startPostgres from '../startPostgres.mjs';
import stopPostgres from '../stopPostgres.mjs';

const REPOSITORY = resolve(__dirname, '../../../..');
const PATIENCE_MS = 120_000;
const SECRETS = {
  application: { API_KEY: 'recorded-api-key' },
  environment: { API_KEY: 'recorded-key-of-stage', KEY: 'recorded-key' },
};

/** Below `tutti`: what is needed again to open the recording. All of it is made up. */
const SETTINGS = {
  platform: {
    values: {
      STAGING_DATABASE_HOST: 'postgres.staging.example.internal',
      PRODUCTION_DATABASE_HOST: 'postgres.production.example.internal',
      PRODUCTION_CACHE_HOST: 'cache.production.example.internal',
      PRODUCTION_MYSQL_HOST: 'mysql.production.example.internal',
      PRODUCTION_BROKER_HOST: 'broker.production.example.internal',
      OBJECT_STORE_REGION: 'eu-central-1',
    },
    secrets: {
      STAGING_DATABASE_PASSWORD: 'example-only-staging',
      PRODUCTION_DATABASE_PASSWORD: 'example-only-production',
      PRODUCTION_CACHE_PASSWORD: 'example-only-cache',
      PRODUCTION_MYSQL_PASSWORD: 'example-only-mysql',
      PRODUCTION_BROKER_PASSWORD: 'example-only-broker',
      OBJECT_STORE_ACCESS_KEY: 'example-only-access',
      OBJECT_STORE_SECRET_KEY: 'example-only-secret',
    },
  },
  sealing: {
    keys: [
      {
        id: 'recorded',
        key: Buffer.from('made-up-key-of-the-upgrade-test!').toString('base64'),
      },
    ],
  },
};

interface Recorded {
  /** Sandbox folder: the objects of every target. */
  cluster: Buffer;
  facts: object;
}

/** What happened in a portal of this commit until it died in the middle of a run. */
async function play(database: Knex.Config, knex: Knex): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-recording-'));
  const sources = join(folder, 'sources');
  for (const [from, to] of [
    [join(REPOSITORY, 'examples/platform'), 'platform'],
    [join(REPOSITORY, 'examples/applications'), 'applications'],
    [join(__dirname, 'lab'), 'lab'],
  ]) {
    await cp(from, join(sources, to), { recursive: true });
  }
  const data = join(folder, 'sandbox');
  const sandbox = await startSandbox({ data, pace: 0.05 });
  const tutti = {
    ...SETTINGS,
    platform: {
      ...SETTINGS.platform,
      sources: ['platform', 'applications', 'lab'].map(name => ({
        folder: join(sources, name),
      })),
    },
    clusters: [{ name: 'sandbox', kind: 'sandbox', url: sandbox.url }],
    // One at a time: the second deployment stays in the queue.
    worker: { poll: { milliseconds: 50 }, concurrency: 1 },
  };
  const backend = spawn(
    process.execPath,
    [
      '--no-deprecation',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'backend.ts'),
    ],
    {
      env: {
        ...process.env,
        TUTTI_RECORDED: JSON.stringify({ config: { tutti }, database }),
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const { address, authorization } = await new Promise<
    Record<'address' | 'authorization', string>
  >((found, failed) => {
    backend.once('exit', () => failed(new Error('The backend did not start')));
    createInterface(backend.stdout).on('line', line =>
      line.startsWith('ready ')
        ? found(JSON.parse(line.slice('ready '.length)))
        : process.stderr.write(`${line}\n`),
    );
  });

  async function call(method: string, path: string, body?: object) {
    const response = await fetch(`${address}/api/tutti/v1${path}`, {
      method,
      headers: {
        authorization,
        'content-type': 'application/json',
        prefer: 'wait=30',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  }

  async function deploy(path: string, input: object = {}): Promise<string> {
    const plan = await call('POST', `${path}/plans`, input);
    return (await call('POST', '/deployments', { planId: plan.id })).id;
  }

  async function succeed(path: string, input?: object): Promise<string> {
    const id = await deploy(path, input);
    await until(async () => {
      const { status, failures } = await call('GET', `/deployments/${id}`);
      if (!['queued', 'running', 'succeeded'].includes(status)) {
        throw new Error(`${path}: ${status} ${JSON.stringify(failures)}`);
      }
      return status === 'succeeded';
    });
    return id;
  }

  await until(
    async () => (await call('GET', '/applications')).items.length === 2,
  );
  const shop = '/applications/shop/environments';
  const lab = '/applications/lab/environments/development';
  for (const path of [lab, `${shop}/development`]) {
    for (const scope of ['application', 'environment'] as const) {
      await call('PUT', `${path}/values/GREETING`, {
        value: `hello ${scope}`,
        scope,
      });
      for (const [name, value] of Object.entries(SECRETS[scope])) {
        const body = { value, scope, secret: true };
        await call('PUT', `${path}/values/${name}`, body);
      }
    }
  }
  const images = { web: { main: 'registry.example.com/shop/web:1.9.3' } };
  const succeeded = [
    await succeed(lab),
    await succeed(`${shop}/development`, { images }),
    await succeed(`${shop}/staging`),
  ];

  // The next change of a workload hangs: its intent is open when the backend dies.
  const fault = { method: 'PATCH', path: '/deployments/', delayMs: 600_000 };
  await fetch(`${sandbox.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...fault, times: 99 }),
  });
  const active = await deploy(`${shop}/staging`, { images });
  await until(async () => (await knex('intents').select('id')).length > 0);
  const queued = await deploy(`${shop}/production`, { images });
  backend.kill('SIGKILL');
  await once(backend, 'exit');
  await sandbox.close();
  const recorded = {
    cluster: readFileSync(join(data, 'snapshot.json')),
    facts: {
      tutti: SETTINGS,
      secrets: SECRETS,
      succeeded,
      active,
      queued,
      sources: textsIn(sources),
    },
  };
  rmSync(folder, { recursive: true });
  return recorded;
}

async function until(check: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await check())) {
    if (Date.now() > end) {
      throw new Error(`Still not so after ${PATIENCE_MS / 1000} s: ${check}`);
    }
    await new Promise(resolvePause => setTimeout(resolvePause, 100));
  }
}

/** By path below the folder. */
function textsIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map(file => [relative(folder, file), readFileSync(file, 'utf8')]),
  );
}

async function recordSqlite(into: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tutti-recording-'));
  const filename = join(folder, 'database.sqlite');
  const config = {
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  };
  const knex = knexFactory(config);
  // Tables are there when `play` first looks: the backend makes them before it answers.
  const recorded = await play(config, knex);
  const copy = join(folder, 'copy.sqlite');
  await knex.raw('vacuum into ?', [copy]);
  await knex.destroy();
  keep(into, 'database.sqlite', readFileSync(copy), recorded);
  rmSync(folder, { recursive: true });
}

async function recordPostgres(into: string): Promise<void> {
  await startPostgres();
  const connection =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  const config = { client: 'pg', connection };
  const knex = knexFactory(config);
  const recorded = await play(config, knex);
  const sql = await rowsAsSql(knex);
  await knex.destroy();
  await stopPostgres();
  keep(into, 'database.sql', Buffer.from(sql), recorded);
}

/** Every row; the tables themselves are made by the first migration, which is frozen. */
async function rowsAsSql(knex: Knex): Promise<string> {
  const tables: string[] = await knex('information_schema.tables')
    .where({ table_schema: 'public' })
    .orderBy('table_name')
    .pluck('table_name');
  const names = tables.map(table => `"${table}"`);
  const lines = [
    // Rows come in the order of table names, references do not.
    'set session_replication_role = replica;',
    `truncate ${names.join(', ')};`,
  ];
  for (const table of tables) {
    const { rows } = await knex.raw(
      `select * from (select * from "${table}") as t order by t::text`,
    );
    for (const row of rows) {
      const columns = Object.keys(row).map(column => `"${column}"`);
      lines.push(
        `insert into "${table}" (${columns.join(', ')}) values (${Object.values(
          row,
        )
          .map(literal)
          .join(', ')});`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function literal(value: unknown): string {
  if (value === null || typeof value === 'number') {
    return String(value);
  }
  const text = value instanceof Date ? value.toISOString() : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}

function keep(
  folder: string,
  name: string,
  database: Buffer,
  { cluster, facts }: Recorded,
): void {
  mkdirSync(folder, { recursive: true });
  const files = {
    [name]: database,
    'cluster.json': cluster,
    'recording.json': Buffer.from(JSON.stringify(facts)),
  };
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
}

async function main(into: string): Promise<void> {
  await recordSqlite(join(into, 'SQLITE_3'));
  await recordPostgres(join(into, 'POSTGRES_18'));
}

main(process.argv[2]).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
