import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

const databases = testDatabases();
const SHOP = { application: 'shop' };
const DEVELOPMENT = { ...SHOP, environment: 'development' };

describe.each(databases.eachSupportedId())('actions on %s', databaseId => {
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, databaseId);
    portal = await startPortal({
      knex,
      settings: { app: { baseUrl: 'https://portal.example.com/' } },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  async function act(action: string, input: object = {}) {
    const { status, body } = await portal.act(
      portal.authorization(MARIA),
      action,
      input,
    );
    if (status !== 200) {
      throw new Error(`${status} ${body.error?.name}: ${body.error?.message}`);
    }
    return body.output;
  }

  const plan = (input: object = {}) =>
    act('plan-deployment', { ...DEVELOPMENT, ...input });

  /** Deploys by actions alone, and waits for the end. */
  async function deploy(input: object = {}) {
    const { plan: id, hash } = await plan(input);
    const { number } = await act('deploy-plan', { plan: id, hash });
    return ended(number);
  }

  async function ended(number: number) {
    for (;;) {
      const told = await act('explain-deployment', {
        ...DEVELOPMENT,
        number,
        wait: 30,
      });
      if (told.ended) return told;
    }
  }

  async function deployments(): Promise<number> {
    const { body } = await portal
      .as(MARIA)
      .get('/deployments?application=shop');
    return body.items.length;
  }

  it('plan, deploy what was read, wait for the end and show that it is healthy', async () => {
    const made = await plan();
    expect(made).toMatchObject({
      state: 'made',
      deployable: true,
      needsAPerson: [],
      link: `https://portal.example.com/tutti/plans/${made.plan}`,
      problems: [],
    });
    expect(made.changes).toContainEqual(
      expect.objectContaining({ address: 'workload#web', action: 'create' }),
    );
    const deployed = await act('deploy-plan', {
      plan: made.plan,
      hash: made.hash,
    });
    expect(deployed).toMatchObject({ outcome: 'queued', number: 1 });
    expect(await ended(1)).toMatchObject({ status: 'succeeded', failures: [] });
    const shown = await act('show-application', DEVELOPMENT);
    expect(shown.health.healthy).toBe(true);
    expect(shown.environments).toHaveLength(1);
  });

  it('a plan that was not read is not deployed', async () => {
    const made = await plan();
    const before = await deployments();
    await expect(
      act('deploy-plan', { plan: made.plan, hash: 'another' }),
    ).rejects.toThrow('409 ConflictError: hash: it is not the one of plan');
    expect(await deployments()).toBe(before);
  });

  it('what may change something is in the audit, with what came of it', async () => {
    const { body } = await portal
      .as(MARIA)
      .get('/audit?application=shop&limit=100')
      .expect(200);
    const rows: [string, string, string][] = body.items
      .filter(({ action }: { action: string }) => action.startsWith('tutti:'))
      .map(
        (row: { action: string; outcome: string; actor: { name: string } }) => [
          row.action,
          row.outcome,
          row.actor.name,
        ],
      );
    expect(rows).toContainEqual(['tutti:plan-deployment', 'succeeded', MARIA]);
    expect(rows).toContainEqual(['tutti:deploy-plan', 'succeeded', MARIA]);
    expect(rows).toContainEqual(['tutti:deploy-plan', 'refused', MARIA]);
    expect(rows.map(([action]) => action)).not.toContain(
      'tutti:show-application',
    );
  });

  it('asked twice, it is deployed once', async () => {
    const { plan: id, hash } = await plan();
    const first = await act('deploy-plan', { plan: id, hash });
    const again = await act('deploy-plan', { plan: id, hash });
    expect(again.number).toBe(first.number);
    await ended(first.number);
  });

  it('a plan that is not current any more is refused with what moved', async () => {
    const old = await plan();
    await act('change-application', {
      ...DEVELOPMENT,
      value: { name: 'CURRENCY', value: 'USD' },
    });
    await expect(
      act('deploy-plan', { plan: old.plan, hash: old.hash }),
    ).rejects.toThrow(/409 ConflictError: The plan is not current any more/);
    expect(await plan({})).toMatchObject({ deployable: true });
    expect(await deploy()).toMatchObject({ status: 'succeeded' });
  });

  it('to go back is proposed: no deployment comes of it, whoever asks', async () => {
    const before = await deployments();
    const proposed = await act('propose-change', {
      ...DEVELOPMENT,
      rollbackTo: 1,
    });
    expect(proposed).toMatchObject({ state: 'made' });
    expect(
      await act('deploy-plan', { plan: proposed.plan, hash: proposed.hash }),
    ).toMatchObject({
      outcome: 'proposed',
      needsAPerson: [expect.stringContaining('rollbackTo')],
      link: proposed.link,
    });
    expect(await deployments()).toBe(before);
    // The person can.
    await portal
      .as(MARIA)
      .post('/deployments', { planId: proposed.plan })
      .expect(201);
    const [last] = (await portal.as(MARIA).get('/deployments?application=shop'))
      .body.items;
    await portal.ended(last.id);
  });

  it.each([
    ['nothing', {}],
    ['two things', { pause: true, promoteFrom: 'production' }],
  ])('to propose %s is refused', async (_what, input) => {
    await expect(
      act('propose-change', { ...DEVELOPMENT, ...input }),
    ).rejects.toThrow('400 InputError: Give exactly one of');
  });

  it('a failure is explained with its cause and the way out', async () => {
    const failed = await deploy({
      images: [
        { workload: 'web', image: 'registry.example.com/shop/web:broken' },
      ],
    });
    expect(failed.status).toBe('failed');
    expect(failed.failures[0]).toMatchObject({ address: 'workload#web' });
    expect(failed.failures[0].cause).toMatch(/ImagePull.*\. Way out: /);
    expect(failed.previousSuccess).toBeGreaterThan(0);
    const { running } = await act('find-applications', { version: 'web:' });
    expect(running).toContainEqual(
      expect.objectContaining({ workload: 'web', environment: 'development' }),
    );
  });

  it('what is wrong with an input is said with its field', async () => {
    await expect(
      plan({ images: [{ workload: 'nobody', image: 'x:1' }] }),
    ).rejects.toThrow(
      "400 InputError: images: shop has no workload 'nobody'; there are: ",
    );
    await expect(plan({ scale: [{ workload: 'web' }] })).rejects.toThrow(
      /400 InputError.*replicas/s,
    );
    await expect(
      act('explain-resource', { ...SHOP, type: 'nothing' }),
    ).rejects.toThrow("there is no resource type 'nothing' here; there are:");
    await expect(
      act('explain-access', { ...SHOP, verb: 'fly' }),
    ).rejects.toThrow("there is no verb 'fly' here; there are:");
  });

  it('a secret is set by a person', async () => {
    await portal
      .as(MARIA)
      .put('/applications/shop/environments/development/values/TOKEN', {
        value: 'canary-of-actions',
        secret: true,
      })
      .expect(204);
    await expect(
      act('change-application', {
        ...DEVELOPMENT,
        value: { name: 'TOKEN', value: 'mine' },
      }),
    ).rejects.toThrow("400 InputError: value.name: 'TOKEN' is a secret");
    const { values } = await act('show-application', DEVELOPMENT);
    expect(values).toContainEqual(
      expect.objectContaining({ name: 'TOKEN', value: '(secret)' }),
    );
    expect(JSON.stringify(values)).not.toContain('canary-of-actions');
  });

  it('a Score text that is not valid is refused with its problems, and nothing is saved', async () => {
    const before = await act('show-application', { ...SHOP, workload: 'web' });
    await expect(
      act('change-application', {
        ...SHOP,
        workload: 'extra',
        score: 'apiVersion: score.dev/v1b1\nmetadata: { name: extra }\n',
      }),
    ).rejects.toThrow(/400 InputError.*\n- \w+/s);
    const after = await act('show-application', { ...SHOP, workload: 'web' });
    expect(after.workloads).toEqual(before.workloads);
  });

  it('an answer stays small however much there is, and says what it left out', async () => {
    const maria = portal.as(MARIA);
    for (let index = 0; index < 150; index += 1) {
      await maria
        .put(
          `/applications/shop/environments/development/values/MANY_${index}`,
          { value: 'x'.repeat(5_000) },
        )
        .expect(204);
    }
    const shown = await act('show-application', DEVELOPMENT);
    expect(shown.values).toHaveLength(100);
    expect(shown.cut[0]).toMatch(/^\d+ more values: /);
    expect(JSON.stringify(shown).length).toBeLessThan(100_000);
  });
});
