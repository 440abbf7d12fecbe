import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const DEVELOPMENT = '/applications/shop/environments/development';

/** Planted where secrets come in; must come out nowhere but in the cluster's Secrets. */
const CANARIES = {
  value: 'canary-value-5d1c8f',
  environment: 'canary-environment-99e0ab',
  platform: 'canary-platform-0a71de',
};

describe.each(databases.eachSupportedId())('secrets on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await openTestStore(databases, databaseId));
    portal = await startPortal({
      knex,
      platformSecrets: { DATABASE_PASSWORD: CANARIES.platform },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  /** What an API server's refusal may quote. */
  const refuseWith = (message: string) =>
    fetch(`${portal.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        status: 422,
        times: 1,
        method: 'PATCH',
        path: '/deployments/web',
        message,
      }),
    });

  it('reach the cluster, and nobody who reads API, events, log or database', async () => {
    const answers: unknown[] = [];
    const keep = async (
      call: PromiseLike<{ status: number; body: unknown }>,
    ) => {
      const { status, body } = await call;
      expect(status).toBeLessThan(300);
      answers.push(body);
    };
    const put = (name: string, value: string, scope: string) =>
      portal
        .as(MARIA)
        .put(`${DEVELOPMENT}/values/${name}`, { value, secret: true, scope });
    await keep(put('CURRENCY', CANARIES.value, 'environment'));
    await keep(put('TOKEN', CANARIES.environment, 'environment'));

    const development = await portal.deploy('development');
    const production = await portal.deploy('production');
    expect([development.status, production.status]).toEqual([
      'succeeded',
      'succeeded',
    ]);
    await refuseWith(`invalid: ${CANARIES.value} ${CANARIES.environment}`);
    const refused = await portal.deploy('development', { force: true });
    expect(refused.status).toBe('failed');
    expect(refused.failures[0].message).toContain('invalid: (secret)');
    answers.push(development, production, refused);

    const maria = portal.as(MARIA);
    for (const path of [
      '/applications',
      '/applications/shop',
      '/applications/shop/workloads/api',
      DEVELOPMENT,
      `${DEVELOPMENT}/runtime`,
      `${DEVELOPMENT}/values`,
      `/plans/${development.planId}`,
      '/deployments',
      '/events',
      `/events?deployment=${refused.id}`,
      '/resources?application=shop',
      '/platform',
    ]) {
      await keep(maria.get(path));
    }
    await keep(
      portal.as(JON).post('/applications/shop/environments/production/plans'),
    );

    const secrets = [...Object.values(CANARIES), await generatedPassword()];
    expect(secrets.every(secret => secret.length > 8)).toBe(true);
    expect(await clusterSecrets()).toEqual(
      expect.arrayContaining([
        expect.stringContaining(CANARIES.value),
        expect.stringContaining(CANARIES.platform),
      ]),
    );

    const sinks = {
      answers: JSON.stringify(answers),
      log: portal.log.join('\n'),
      database: JSON.stringify(await everyRow()),
    };
    for (const [sink, text] of Object.entries(sinks)) {
      expect([sink, text.length > 100]).toEqual([sink, true]);
      for (const secret of secrets) {
        for (const form of [secret, Buffer.from(secret).toString('base64')]) {
          expect([sink, text.includes(form)]).toEqual([sink, false]);
        }
      }
    }
  });

  async function everyRow(): Promise<unknown[]> {
    const tables: { name: string }[] =
      databaseId === 'SQLITE_3'
        ? await knex('sqlite_master').where({ type: 'table' }).select('name')
        : await knex('pg_tables')
            .where({ schemaname: 'public' })
            .select({ name: 'tablename' });
    expect(tables.length).toBeGreaterThan(15);
    return Promise.all(tables.map(({ name }) => knex(name)));
  }

  async function secretsOf(namespace: string): Promise<string[]> {
    const response = await fetch(
      `${portal.sandbox.url}/api/v1/namespaces/${namespace}/secrets`,
    );
    const { items } = await response.json();
    return items.flatMap(({ data }: { data?: Record<string, string> }) =>
      Object.values(data ?? {}).map(value =>
        Buffer.from(value, 'base64').toString('utf8'),
      ),
    );
  }

  async function clusterSecrets(): Promise<string[]> {
    return [
      ...(await secretsOf('shop-development')),
      ...(await secretsOf('shop-production')),
    ];
  }

  /** The one the platform file generates for the database. */
  async function generatedPassword(): Promise<string> {
    const url = (await secretsOf('shop-development')).find(text =>
      text.startsWith('postgres://'),
    );
    return /:([^:@]+)@/.exec(url ?? '')?.[1] ?? '';
  }
});
