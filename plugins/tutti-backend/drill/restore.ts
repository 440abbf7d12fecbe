/**
 * The drill of docs/guides/high-availability.md: a database and its sealing key are brought to another
 * machine while the first is gone, and the cluster runs on. Two PostgreSQL servers, two backends, one
 * sandbox; `pg_dump` and `pg_restore` are the operator's own.
 *
 * `drill/restore.ts`, with `PG_BIN` where PostgreSQL's programs are, else `pg_config` tells. Ends with 1
 * where the second machine gives another answer, makes a resource again, or opens a secret without the key.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startSandbox } from '@tutti/sandbox';
import knexFactory from 'knex';
import { MARIA } from '../src/__testUtils__/people';
import { Portal, startPortal } from '../src/__testUtils__/portal';
import { PostgresServer } from './PostgresServer';

const ENVIRONMENT = '/applications/shop/environments/development';
const KEY = { id: '2026-11', key: randomBytes(32).toString('base64') };
/** In the same place on both machines, as a Git repository would be. */
const FILES = join(__dirname, '../src/__testUtils__/fixtures');
/** What the platform looked at, and when: that is of the machine. */
const OF_THE_MACHINE = /"(observedAt|readAt|acceptedAt|checkedAt)":"[^"]*",?/g;

const sandbox = startSandbox({ port: 0, pace: 0.02 });
let failures = 0;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function check(what: string, holds: boolean, found?: unknown): void {
  say(`${holds ? 'ok    ' : 'FAILED'} ${what}`);
  if (!holds) {
    failures += 1;
    if (found !== undefined) say(`       ${JSON.stringify(found)}`);
  }
}

async function startMachine(server: PostgresServer, key = KEY) {
  const knex = knexFactory({ client: 'pg', connection: server.connection });
  const { url } = await sandbox;
  try {
    const portal = await startPortal({
      knex,
      clusters: () => [{ name: 'sandbox', kind: 'sandbox', url }],
      config: { sealing: { keys: [key] } },
      platform: {
        sources: [
          { folder: join(FILES, 'platform') },
          { folder: join(FILES, 'applications') },
        ],
      },
    });
    return {
      portal,
      async stop() {
        await portal.stop();
        await knex.destroy();
      },
    };
  } catch (error) {
    await knex.destroy();
    throw error;
  }
}

/** What a person reads of all there is, by path. */
async function answers(
  { as }: Portal,
  ids: { deployment: string; plan: string },
): Promise<Map<string, string>> {
  const paths = [
    '/applications',
    '/applications/shop',
    '/applications/shop/workloads/api',
    '/applications/shop/workloads/api/versions',
    `${ENVIRONMENT}/values`,
    `${ENVIRONMENT}/values/TOKEN/versions`,
    '/deployments',
    `/deployments/${ids.deployment}`,
    `/deployments/${ids.deployment}/steps`,
    `/plans/${ids.plan}/steps`,
    `/events?deployment=${ids.deployment}&after=0`,
    '/resources?application=shop',
    '/versions',
    '/platform/usage',
  ];
  const told = new Map<string, string>();
  for (const path of paths) {
    const { status, text } = await as(MARIA).get(path);
    told.set(path, `${status} ${text.replace(OF_THE_MACHINE, '')}`);
  }
  return told;
}

/** Of everything in the cluster that people or Tutti made: its place and its identity. */
async function objects(): Promise<Map<string, string>> {
  const { url } = await sandbox;
  const found = new Map<string, string>();
  for (const list of [
    '/api/v1/secrets',
    '/api/v1/services',
    '/api/v1/configmaps',
    '/apis/apps/v1/deployments',
    '/api/v1/namespaces',
  ]) {
    const { items }: { items: { metadata: Record<string, string> }[] } = await (
      await fetch(url + list)
    ).json();
    for (const { metadata } of items) {
      found.set(
        `${list} ${metadata.namespace ?? ''}/${metadata.name}`,
        metadata.uid,
      );
    }
  }
  return found;
}

function differences(
  before: Map<string, string>,
  after: Map<string, string>,
): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter(key => before.get(key) !== after.get(key));
}

async function drill(): Promise<void> {
  say('The first machine: deploys the shop, with a secret, and is dumped.');
  const first = await PostgresServer.start();
  const began = await startMachine(first);
  await began.portal
    .as(MARIA)
    .put(`${ENVIRONMENT}/values/TOKEN`, {
      value: 'drill-secret',
      secret: true,
      scope: 'environment',
    })
    .expect(204);
  const deployed = await began.portal.deploy('development');
  check('it is deployed', deployed.status === 'succeeded', deployed.failures);
  const ids = { deployment: deployed.id, plan: String(deployed.planId) };
  const told = await answers(began.portal, ids);
  const dump = first.dump();
  check('nothing in the dump is readable', !dump.includes('drill-secret'));

  say('Somebody deploys after the backup; then the machine is gone.');
  const later = await began.portal.deploy('development', {
    images: { web: { main: 'registry.example.com/shop/web:2.0.0' } },
  });
  check('it is deployed again', later.status === 'succeeded', later.failures);
  const made = await objects();
  await began.stop();
  first.stop();

  say('The second machine: the dump is restored, with the key.');
  const second = await PostgresServer.start();
  second.restore(dump);
  const went = await startMachine(second);
  const now = await answers(went.portal, ids);
  check(
    `the same ${told.size} answers`,
    differences(told, now).length === 0,
    differences(told, now).map(path => [told.get(path), now.get(path)]),
  );
  const plan = await went.portal.as(MARIA).post(`${ENVIRONMENT}/plans`);
  const web = plan.body.steps?.find(
    ({ address }: { address: string }) => address === 'workload#web',
  );
  check(
    'a plan shows what was deployed after the backup',
    plan.status === 201 && web?.action === 'update',
    plan.body,
  );
  const again = await went.portal.deploy('development');
  check('it can be deployed', again.status === 'succeeded', again.failures);
  check(
    'no object was made again',
    differences(made, await objects()).length === 0,
    differences(made, await objects()),
  );
  const quiet = await went.portal.as(MARIA).post(`${ENVIRONMENT}/plans`);
  const { keep = 0, ...others } = quiet.body.plan?.summary ?? {};
  check(
    'and then nothing changes any more',
    keep > 0 && Object.values(others).every(count => count === 0),
    quiet.body.plan?.summary,
  );
  await went.stop();

  say('With another key nothing opens, and nothing is written.');
  const refused = await startMachine(second, {
    id: '2026-12',
    key: randomBytes(32).toString('base64'),
  }).then(
    async ({ stop }) => {
      await stop();
      return undefined;
    },
    error => String(error),
  );
  check(
    'the backend does not start, and says which key is missing',
    refused?.includes(`'${KEY.id}'`) ?? false,
    refused,
  );
  second.stop();
}

drill()
  .catch(error => check('the drill runs to its end', false, String(error)))
  .finally(async () => {
    await (await sandbox).close();
    say(failures === 0 ? 'Passed.' : `${failures} failed.`);
    process.exit(failures === 0 ? 0 : 1);
  });
