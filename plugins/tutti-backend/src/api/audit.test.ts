import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { AuditEntry, AuditPage } from '@tutti/plugin-tutti-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { callsOf, Known } from '../__testUtils__/fuzz/calls';
import { Operation, readOperations } from '../__testUtils__/fuzz/operations';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { tuttiApplicationConditions } from '../services/access';
import { Store } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
const AUDITOR = 'user:default/ada';
const DEVELOPMENT = '/applications/shop/environments/development';

describe.each(databases.eachSupportedId())('the audit on %s', databaseId => {
  let portal: Portal;
  let store: Store;
  let knex: Knex;
  let run: string;

  beforeAll(async () => {
    ({ knex, store } = await openTestStore(databases, databaseId));
    portal = await startPortal({
      knex,
      config: {
        access: {
          audit: [AUDITOR],
          acceptPlatform: ['group:default/storefront'],
        },
        automation: [
          {
            subject: 'siem',
            applications: ['*'],
            environmentTypes: ['*'],
            verbs: ['audit'],
          },
        ],
      },
    });
    run = (await portal.deploy('development')).id;
  });

  afterEach(() => portal.setPolicy(() => undefined));
  afterAll(async () => {
    await portal?.stop();
  });

  /** The newest first, as the auditor reads them. */
  async function rows(query: Record<string, string> = {}) {
    const { body } = await portal
      .as(AUDITOR)
      .get(`/audit?${new URLSearchParams({ limit: '200', ...query })}`)
      .expect(200);
    return (body as AuditPage).items;
  }

  const known: Known = {
    application: ['shop', 'nowhere'],
    environment: ['development', 'nowhere'],
    workload: ['web', 'other'],
    name: ['CURRENCY', 'other'],
    scope: ['environment'],
    how: ['accept'],
  };

  async function call(operation: Operation, user: string, seed: number) {
    const [{ method, path, headers, body }] = fc.sample(
      callsOf(operation, known),
      { numRuns: 1, seed },
    );
    const { status, headers: answered } = await fetch(
      `${portal.address}/api/tutti${path}`,
      {
        method,
        headers: {
          'Content-Type': 'application/json',
          ...headers,
          Authorization: mockCredentials.user.header(user),
        },
        ...(body !== undefined && { body }),
      },
    );
    return { path, status, id: answered.get('x-request-id') };
  }

  it('has a row of each request to each route that may change something, whatever came of it', async () => {
    const changing = (
      await readOperations(`${portal.address}/api/tutti`)
    ).filter(({ method }) => method !== 'GET');
    expect(changing.length).toBeGreaterThan(30);
    const missing: string[] = [];
    const came = new Set<string>();
    for (const operation of changing) {
      const action = `${operation.method} ${operation.path.replace('/v1', '')}`;
      for (const user of [MARIA, EVE]) {
        for (const seed of [1, 2, 3]) {
          const { path, status, id } = await call(operation, user, seed);
          // A path that is none of ours has no id.
          if (id === null) continue;
          const [row, ...others] = await knex('audit').where({
            request_id: id,
          });
          came.add(row?.outcome);
          const isTold =
            row?.action === action &&
            row.actor === user &&
            row.outcome === (status < 400 ? 'succeeded' : 'refused') &&
            others.every(each => each.action === action);
          if (!isTold) {
            missing.push(`${operation.method} ${path}: ${status} ${row}`);
          }
        }
      }
    }
    expect(missing).toEqual([]);
    expect([...came].sort()).toEqual(['refused', 'succeeded']);
  });

  it('says of values which version was set, and never what it holds', async () => {
    const maria = portal.as(MARIA);
    const put = (value: string, secret: boolean) =>
      maria
        .put(`${DEVELOPMENT}/values/GREETING`, { value, secret })
        .expect(204);
    await put('good morning', false);
    await put('good evening', true);
    await maria.delete(`${DEVELOPMENT}/values/GREETING`).expect(204);
    const told = (await rows({ application: 'shop' }))
      .filter(({ object }) => object === 'GREETING')
      .map(({ verb, before, after }) => ({ verb, before, after }));
    const state = (version: number, secret: boolean) => ({
      scope: 'environment',
      version,
      secret,
    });
    expect(told).toEqual([
      { verb: 'remove', before: state(1, true) },
      { verb: 'set', before: state(1, false), after: state(1, true) },
      { verb: 'set', after: state(1, false) },
    ]);
    expect(JSON.stringify(await knex('audit'))).not.toContain('good ');
  });

  it('says of settings what they were and are, and who was refused why', async () => {
    const eve = await portal
      .as(EVE)
      .put('/applications/shop/settings', { offers: {} })
      .expect(403);
    const [refused] = await rows({ actor: EVE, verb: 'set' });
    expect(refused).toMatchObject({
      actor: { kind: 'user', name: EVE },
      action: 'PUT /applications/{application}/settings',
      application: 'shop',
      outcome: 'refused',
      reason: eve.body.error.message,
      requestId: eve.headers['x-request-id'],
    });
    await portal
      .as(MARIA)
      .put(`${DEVELOPMENT}/hold`, { reason: 'a look at the latency' })
      .expect(204);
    const [held] = await rows({ actor: MARIA, environment: 'development' });
    expect(held).toMatchObject({
      verb: 'set',
      outcome: 'succeeded',
      after: { by: MARIA, reason: 'a look at the latency' },
    });
    await portal.as(MARIA).delete(`${DEVELOPMENT}/hold`).expect(204);
    const [resumed] = await rows({ actor: MARIA, environment: 'development' });
    expect(resumed).toMatchObject({ verb: 'remove', before: held.after });
  });

  it('tells of what a run did, and of what the backend does by itself', async () => {
    const deeds = (await rows({ actor: run })).reverse();
    expect(
      deeds.map(({ actor, action, outcome, application, environment }) => ({
        kind: actor.kind,
        action,
        outcome,
        of: `${application}/${environment}`,
      })),
    ).toEqual([
      {
        kind: 'run',
        action: 'deployment.running',
        outcome: 'succeeded',
        of: 'shop/development',
      },
      {
        kind: 'run',
        action: 'deployment.succeeded',
        outcome: 'succeeded',
        of: 'shop/development',
      },
    ]);
    expect(await rows({ actor: 'platform' })).toContainEqual(
      expect.objectContaining({
        actor: { kind: 'system', name: 'platform' },
        action: 'platform.accept',
      }),
    );
  });

  it('stays open where the backend ends before it is told, and is closed once', async () => {
    const note = {
      actor: { kind: 'user' as const, name: MARIA },
      verb: 'set',
      action: 'a test of open rows',
      outcome: 'open' as const,
    };
    const id = await store.audit.add(note);
    const newest = async () => (await rows({ outcome: 'open' }))[0];
    expect(await newest()).toMatchObject({ id, outcome: 'open' });
    await store.audit.close(id, { ...note, outcome: 'succeeded' });
    await store.audit.close(id, { ...note, outcome: 'failed' });
    const [closed] = await store.audit.page({}, { before: id + 1, limit: 1 });
    expect(closed).toMatchObject({ id, outcome: 'succeeded' });
  });

  it('is read by whom the line names, in part by owners, by nobody without the permission', async () => {
    await portal.as(JON).post('/applications', { name: 'jons' }).expect(201);
    const applicationsFor = async (who: string) => {
      const { body } = await portal.as(who).get('/audit?limit=200').expect(200);
      return new Set(body.items.map((row: AuditEntry) => row.application));
    };
    expect(await applicationsFor(MARIA)).toEqual(new Set(['shop']));
    expect(await applicationsFor(JON)).toEqual(new Set(['jons']));
    expect(await applicationsFor(EVE)).toEqual(new Set());
    const all = await applicationsFor(AUDITOR);
    expect([...all]).toEqual(expect.arrayContaining(['shop', 'jons']));
    const { body } = await portal
      .as(JON)
      .get('/audit?application=shop')
      .expect(403);
    expect(body.error.message).toContain('tutti.access.audit');
    const service = portal.asService('siem');
    expect((await service.get('/audit').expect(200)).body.items.length).toBe(
      50,
    );
    portal.setPolicy((permission, user) =>
      user === JON && permission === 'tutti.application.read'
        ? {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'tutti',
            resourceType: 'tutti-application',
            conditions: tuttiApplicationConditions.inApplication({
              applications: ['jons'],
            }),
          }
        : undefined,
    );
    // What may not be seen is not there.
    await portal.as(JON).get('/audit?application=shop').expect(404);
    portal.setPolicy(permission =>
      permission === 'tutti.audit.read'
        ? { result: AuthorizeResult.DENY }
        : undefined,
    );
    for (const who of [MARIA, AUDITOR]) {
      await portal.as(who).get('/audit').expect(403);
      await portal.as(who).get('/audit/export').expect(403);
    }
  });

  it('comes in pages that stay as they are while rows are added', async () => {
    const whole = await rows({ application: 'shop' });
    const paged: AuditEntry[] = [];
    let next: string | undefined;
    do {
      const query = new URLSearchParams({
        application: 'shop',
        limit: '7',
        ...(next && { cursor: next }),
      });
      const { body } = await portal.as(AUDITOR).get(`/audit?${query}`);
      paged.push(...body.items);
      next = body.next;
      await portal.as(EVE).delete(`${DEVELOPMENT}/hold`).expect(403);
    } while (next && paged.length < whole.length);
    expect(paged.slice(0, whole.length)).toEqual(whole.slice(0, paged.length));
  });

  it('is exported whole, a line of JSON for each, and filtered by time', async () => {
    const lines = async (query: Record<string, string>) => {
      const answer = await fetch(
        `${portal.address}/api/tutti/v1/audit/export?${new URLSearchParams(
          query,
        )}`,
        { headers: { Authorization: portal.authorization(AUDITOR) } },
      );
      expect(answer.headers.get('content-type')).toContain('x-ndjson');
      const text = await answer.text();
      return text
        .split('\n')
        .filter(Boolean)
        .map((line): AuditEntry => JSON.parse(line));
    };
    for (let count = 0; count < 600; count += 1) {
      await store.audit.add({
        actor: { kind: 'system', name: 'filler' },
        verb: 'fill',
        action: 'fill',
        outcome: 'succeeded',
      });
    }
    const [{ count }] = await knex('audit').count({ count: '*' });
    const all = await lines({});
    expect(all).toHaveLength(Number(count));
    expect(all.map(({ id }) => id)).toEqual(
      all.map(({ id }) => id).sort((a, b) => a - b),
    );
    const middle = all[Math.floor(all.length / 2)].at;
    const until = await lines({ to: middle });
    const since = await lines({ from: middle });
    expect(until.length + since.length).toBe(all.length);
    expect(since.every(({ at }) => at >= middle)).toBe(true);
    expect(await lines({ verb: 'fill' })).toHaveLength(600);
  });

  it('is forgotten when it is old, and keeps nothing else from going', async () => {
    // Long before any other row.
    const old = 1_000;
    await knex('audit').where({ actor: 'filler' }).update({ at: old });
    const rest = await knex('audit').whereNot({ actor: 'filler' });
    expect(await store.audit.forget(old + 1)).toBe(600);
    expect(await knex('audit')).toHaveLength(rest.length);
    // Nothing refers to it: what it tells of may go.
    await portal.as(JON).delete('/applications/jons').expect(204);
    expect(await rows({ application: 'jons' })).not.toEqual([]);
  });
});
