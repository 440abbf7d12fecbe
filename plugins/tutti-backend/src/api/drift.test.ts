import {
  DriftDecided,
  DriftFindingView,
  DriftGroup,
  DriftView,
} from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

const databases = testDatabases();
const SHOP = '/applications/shop/environments';
const DEPLOYMENTS = 'apis/apps/v1/namespaces';

/** Somebody else's hand, as kubectl sends it. */
async function patch(
  portal: Portal,
  path: string,
  body: object,
  manager = 'kubectl-edit',
): Promise<void> {
  const response = await fetch(
    `${portal.sandbox.url}/${path}?fieldManager=${manager}`,
    {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify(body),
    },
  );
  expect([response.status, await response.text()]).toMatchObject([200, {}]);
}

describe.each(databases.eachSupportedId())('drift on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;

  beforeAll(async () => {
    ({ knex } = await openTestStore(databases, databaseId));
    portal = await startPortal({ knex });
    await portal.deploy('development');
    await portal.deploy('production');
  }, 90_000);

  afterAll(async () => {
    await portal?.stop();
  });

  const managerOf = (environment: string) =>
    environment === 'production' ? JON : MARIA;
  const look = async (environment: string): Promise<DriftView> =>
    (
      await portal
        .as(managerOf(environment))
        .post(`${SHOP}/${environment}/drift`)
        .expect(200)
    ).body;
  const groups = async (who = MARIA): Promise<DriftGroup[]> =>
    (await portal.as(who).get('/drift').expect(200)).body.items;
  const decide = async (body: object, who = MARIA): Promise<DriftDecided> =>
    (await portal.as(who).post('/drift/decisions', body).expect(200)).body;
  const label = (value: string | null) => ({
    metadata: { labels: { 'app.kubernetes.io/name': value } },
  });
  const relabel = (environment: string, value: string, manager?: string) =>
    patch(
      portal,
      `${DEPLOYMENTS}/shop-${environment}/deployments/web`,
      label(value),
      manager,
    );
  const ours = (items: DriftFindingView[]) =>
    items.map(({ object, path, live }) => [object.kind, path, live]);

  it('finds nothing after a deployment, and says when it looked', async () => {
    const view = await look('development');
    expect(view).toMatchObject({
      checkedAt: expect.any(String),
      candidates: 0,
      items: [],
      total: 0,
      repair: 'manual',
      allowed: { check: { allowed: true } },
    });
    expect(view.checked).toBeGreaterThan(3);
  });

  it('says which field who changed, as one row over all environments', async () => {
    await relabel('development', 'by-hand');
    await relabel('production', 'by-hand-too');
    const { items } = await look('development');
    await look('production');
    expect(items).toMatchObject([
      {
        application: 'shop',
        environment: 'development',
        workload: 'web',
        object: { kind: 'Deployment', name: 'web' },
        path: 'metadata.labels.app.kubernetes.io/name',
        applied: 'web',
        live: 'by-hand',
        wanted: 'web',
        secret: false,
        managers: [{ name: 'kubectl-edit', at: expect.any(String) }],
        allowed: {
          repair: { allowed: true },
          accept: { allowed: true },
          ignore: { allowed: false },
        },
      },
    ]);
    const [group, ...others] = await groups();
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      environments: 2,
      findings: 2,
      cause: {
        kind: 'Deployment',
        path: 'metadata.labels.app.kubernetes.io/name',
        change: 'altered',
        manager: 'kubectl-edit',
      },
    });
    const { body } = await portal
      .as(MARIA)
      .get(`/drift/findings?cause=${group.key}&limit=1`);
    expect(body).toMatchObject({ total: 2, next: expect.any(String) });
    const { body: second } = await portal
      .as(MARIA)
      .get(`/drift/findings?cause=${group.key}&limit=1&cursor=${body.next}`);
    expect(second.next).toBeUndefined();
    expect(
      [...body.items, ...second.items]
        .map(({ environment }) => environment)
        .sort(),
    ).toEqual(['development', 'production']);
    const tile = await portal.as(MARIA).get(`${SHOP}/development`);
    expect(tile.body.drift).toEqual({ objects: 1 });
  });

  it('keeps since when, over later looks', async () => {
    const [before] = (await look('development')).items;
    const [after] = (await look('development')).items;
    expect([after.id, after.since]).toEqual([before.id, before.since]);
  });

  it('who may not operate is refused where they may not, and hears why', async () => {
    const [{ key }] = await groups();
    const { items } = await decide({ how: 'repair', cause: key }, EVE);
    expect(items.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect(items[0].message).toContain('tutti');
    await portal.as(EVE).post(`${SHOP}/development/drift`).expect(403);
  });

  it('puts back by a deployment that touches only that', async () => {
    const [{ key }] = await groups();
    const { items } = await decide({ how: 'repair', cause: key });
    expect(items).toMatchObject([
      {
        environment: 'development',
        outcome: 'queued',
        deploymentId: expect.any(String),
      },
      { environment: 'production', outcome: 'refused' },
    ]);
    const ended = await portal.ended(String(items[0].deploymentId));
    expect(ended).toMatchObject({
      status: 'succeeded',
      verb: 'Repair Deployment web',
    });
    expect(ended.steps.filter(({ action }) => action !== 'keep')).toMatchObject(
      [{ address: 'workload#web', action: 'update' }],
    );
    expect((await look('development')).items).toEqual([]);
    expect(await groups()).toMatchObject([{ environments: 1 }]);
  });

  it('what is accepted is no drift any more, and stays over a deployment', async () => {
    await relabel('development', 'accepted');
    const { items } = await look('development');
    await decide({
      how: 'accept',
      findings: items.map(({ id }) => id),
      reason: 'for the audit',
    });
    const view = await look('development');
    expect(view.items).toEqual([]);
    expect(view.rulings).toMatchObject([
      {
        how: 'accept',
        kind: 'Deployment',
        object: 'web',
        value: 'accepted',
        reason: 'for the audit',
        by: MARIA,
      },
    ]);
    await portal.deploy('development', { force: true });
    const live = await fetch(
      `${portal.sandbox.url}/${DEPLOYMENTS}/shop-development/deployments/web`,
    ).then(response => response.json());
    expect(live.metadata.labels['app.kubernetes.io/name']).toBe('accepted');
    // Another value is drift all the same.
    await relabel('development', 'again');
    expect(ours((await look('development')).items)).toEqual([
      ['Deployment', 'metadata.labels.app.kubernetes.io/name', 'again'],
    ]);
    const [{ id }] = view.rulings;
    await portal
      .as(MARIA)
      .delete(`${SHOP}/development/drift/rulings/${id}`)
      .expect(204);
    await portal.deploy('development', {});
    expect((await look('development')).items).toEqual([]);
  });

  it('what is gone is put back', async () => {
    await fetch(
      `${portal.sandbox.url}/api/v1/namespaces/shop-development/services/web`,
      { method: 'DELETE' },
    );
    const { items } = await look('development');
    expect(items).toMatchObject([
      {
        object: { kind: 'Service', name: 'web' },
        cause: { change: 'gone', path: '' },
        allowed: { accept: { allowed: false } },
      },
    ]);
    const decided = await decide({
      how: 'repair',
      findings: items.map(({ id }) => id),
    });
    await portal.ended(String(decided.items[0].deploymentId));
    expect((await look('development')).items).toEqual([]);
  });

  it('of a secret it says only that it changed, and of others no secret of ours', async () => {
    const namespace = 'api/v1/namespaces/shop-development/secrets';
    const { items: secrets } = await fetch(
      `${portal.sandbox.url}/${namespace}`,
    ).then(response => response.json());
    const [secret] = secrets.filter(
      (each: { data?: { password?: string } }) => each.data?.password,
    );
    const canary = Buffer.from('canary-by-hand').toString('base64');
    const password = Buffer.from(secret.data.password, 'base64').toString();
    await patch(portal, `${namespace}/${secret.metadata.name}`, {
      data: { password: canary },
    });
    await relabel('development', password);
    const view = await look('development');
    expect(
      view.items.map(({ object, path, secret: isSecret }) => [
        object.kind,
        path,
        isSecret,
      ]),
    ).toEqual([
      ['Secret', 'data.password', true],
      ['Deployment', 'metadata.labels.app.kubernetes.io/name', true],
    ]);
    const said = JSON.stringify([view, await groups()]);
    for (const hidden of [canary, 'canary', password, secret.data.password]) {
      expect(said).not.toContain(hidden);
    }
    const { items } = await decide({
      how: 'accept',
      findings: view.items.map(({ id }) => id),
    });
    expect(items).toMatchObject([
      { outcome: 'refused', message: expect.stringContaining('secret') },
    ]);
    const repaired = await decide({
      how: 'repair',
      findings: view.items.map(({ id }) => id),
    });
    await portal.ended(String(repaired.items[0].deploymentId));
    expect((await look('development')).items).toEqual([]);
  });

  it('is not looked for after a deployment that did not succeed', async () => {
    await relabel('production', 'later');
    await look('production');
    await knex('deployments')
      .whereIn(
        'environment_id',
        knex('environments').where({ name: 'production' }).select('id'),
      )
      .update({ status: 'failed' });
    const view = await look('production');
    expect(view.skipped).toMatch(/Deployment #\d+ did not succeed/);
    expect(view.items).toHaveLength(1);
  });
});
