import {
  Deployment,
  PromotionInput,
  PromotionOutlook,
  PromotionRound,
} from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(120_000);

const databases = testDatabases();

const type = (name: string, rank: number, spec: string) => `---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: ${name}, title: The ${name} ones }
spec:
  rank: ${rank}
  profile: standard
  access: { create: [owner], deploy: [owner, 'group:default/release-managers'], approve: ['group:default/release-managers'] }
  ${spec}
`;

const TYPES = [
  type('early', 40, 'destroy: allow'),
  type(
    'ringed',
    50,
    'promotion: { from: early, waves: [{ labels: { ring: canary } }] }',
  ),
  type('plain', 50, 'destroy: allow'),
  type('approved', 50, 'approval: { required: true }'),
  type('strict', 60, 'promotion: { from: plain, only: true }'),
].join('');

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: . } }
`;

describe.each(databases.eachSupportedId())('rounds on %s', databaseId => {
  let portal: Portal;
  let maria: Person;
  let count = 0;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, databaseId);
    portal = await startPortal({ knex, files: { 'types.yaml': TYPES } });
    maria = portal.as(MARIA);
  });

  afterAll(async () => {
    await portal?.stop();
  });

  /** An application of its own, with a release that has succeeded in `from`. */
  async function application(
    environments: Record<
      string,
      { type: string; labels?: Record<string, string> }
    >,
  ) {
    count += 1;
    const name = `round${count}`;
    const path = `/applications/${name}`;
    await maria
      .post('/applications', { name, owner: 'group:default/storefront' })
      .expect(201);
    await maria.put(`${path}/workloads/web`, { score: SCORE }).expect(200);
    for (const [environment, more] of Object.entries({
      from: { type: 'early' },
      ...environments,
    })) {
      await maria
        .post(`${path}/environments`, { name: environment, ...more })
        .expect(201);
    }
    const deploy = async (environment: string, image: string) => {
      const { body } = await maria
        .post('/deployments', {
          application: name,
          environment,
          input: { images: { web: { main: image } } },
        })
        .expect(201);
      return portal.ended(body.id);
    };
    await deploy('from', 'registry.example.com/round/web:1');
    return {
      name,
      path,
      deploy,
      async begin(input: Omit<PromotionInput, 'from'>) {
        const { body } = await maria
          .post(`${path}/promotions`, { from: 'from', ...input })
          .expect(201);
        return body as PromotionRound;
      },
      async outlook(query: string) {
        const { body } = await maria
          .get(`${path}/promotions/outlook?from=from&${query}`)
          .expect(200);
        return body as PromotionOutlook;
      },
      async round(): Promise<PromotionRound> {
        const { body } = await maria.get(`${path}/promotions`).expect(200);
        return body.rounds[0];
      },
      async deployments(environment: string): Promise<Deployment[]> {
        const { body } = await maria
          .get(`/deployments?application=${name}&environment=${environment}`)
          .expect(200);
        return body.items;
      },
    };
  }

  type Subject = Awaited<ReturnType<typeof application>>;

  /** Waits until that holds; a test that hangs says where. */
  async function until(
    { round }: Subject,
    holds: (round: PromotionRound) => boolean,
  ): Promise<PromotionRound> {
    for (;;) {
      const now = await round();
      if (holds(now)) return now;
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }

  const states = ({ environments }: PromotionRound) =>
    Object.fromEntries(
      environments.map(({ environment, state }) => [environment, state]),
    );

  it('goes wave by wave to all of a type, pinned, with what each will get told before', async () => {
    const subject = await application({
      a: { type: 'ringed' },
      b: { type: 'ringed', labels: { ring: 'canary' } },
      other: { type: 'plain' },
    });
    const outlook = await subject.outlook('type=ringed');
    expect(outlook).toMatchObject({
      typeTitle: 'The ringed ones',
      release: { number: 1 },
      success: { number: 1 },
      stopOnFailure: true,
      allowed: { allowed: true },
      environments: [
        { environment: 'b', wave: 1, hasIt: false, approval: 'none' },
        { environment: 'a', wave: 2, allowed: { allowed: true } },
      ],
    });
    const begun = await subject.begin({ type: 'ringed' });
    expect(begun).toMatchObject({
      state: 'going',
      requestedBy: MARIA,
      allowed: { stop: { allowed: true } },
      environments: [
        { environment: 'b', wave: 1, state: 'begun' },
        { environment: 'a', wave: 2, state: 'waits', behind: ['b'] },
      ],
    });
    const done = await until(subject, ({ state }) => state !== 'going');
    expect(done).toMatchObject({ state: 'done', message: 'All have it.' });
    const [first] = await subject.deployments('b');
    const [second] = await subject.deployments('a');
    expect(second).toMatchObject({
      verb: 'Promote r1 from from',
      requestedBy: MARIA,
      status: 'succeeded',
    });
    expect(Date.parse(second.requestedAt)).toBeGreaterThanOrEqual(
      Date.parse(first.finishedAt ?? ''),
    );
    expect(await subject.deployments('other')).toEqual([]);
    const { body: plan } = await maria.get(`/plans/${second.planId}`);
    expect(plan.images.pins).toMatchObject([
      { workload: 'web', ranIn: { environment: 'from', number: 1 } },
    ]);
    // There is nothing left to do.
    const { body: again } = await maria
      .post(`${subject.path}/promotions`, { from: 'from', type: 'ringed' })
      .expect(409);
    expect(again.error.message).toBe('All of them have it already.');
  });

  it('stands where automatic waves stand, and with what waits', async () => {
    const subject = await application({
      a: { type: 'approved' },
      b: { type: 'approved' },
    });
    await subject.begin({ type: 'approved', maxConcurrent: 1 });
    await until(
      subject,
      ({ environments }) =>
        environments[0].deployment?.status === 'waiting-approval',
    );
    const { body: promotions } = await maria.get(`${subject.path}/promotions`);
    expect(promotions.items).toMatchObject([
      { environment: 'a', from: 'from', state: 'asked' },
      {
        environment: 'b',
        from: 'from',
        state: 'waits',
        waits: { for: 'wave', behind: ['a'] },
      },
    ]);
    const { body: waiting } = await maria.get('/waiting?limit=100');
    expect(
      waiting.items.filter(
        (item: { application: string }) => item.application === subject.name,
      ),
    ).toMatchObject([
      {
        kind: 'promotion',
        environment: 'b',
        from: 'from',
        release: { number: 1 },
        waits: { for: 'wave', message: 'It is promoted when a has it.' },
      },
      { kind: 'deployment', environment: 'a', waits: { for: 'approval' } },
    ]);
    // Another one to the same environments would be in its way.
    const { body } = await maria
      .post(`${subject.path}/promotions`, { from: 'from', type: 'approved' })
      .expect(409);
    expect(body.error.message).toContain('is on its way');
  });

  it('can be stopped: what has not begun is cancelled', async () => {
    const subject = await application({
      a: { type: 'approved' },
      b: { type: 'approved' },
    });
    const { id } = await subject.begin({ type: 'approved', maxConcurrent: 1 });
    const { body } = await maria
      .post(`${subject.path}/promotions/${id}/stop`)
      .expect(200);
    expect(body).toMatchObject({
      state: 'stopped',
      message: expect.stringContaining(`${MARIA} stopped it.`),
      allowed: { stop: { allowed: false } },
    });
    // A worker may be planning it at that moment.
    const left = await until(
      subject,
      ({ environments }) => environments[0].state === 'left',
    );
    expect(left.message).toBe(`0 of 2 have it. ${MARIA} stopped it.`);
    expect(states(left)).toEqual({ a: 'left', b: 'left' });
    const [asked] = await subject.deployments('a');
    const ended = await portal.ended(asked.id);
    expect(ended.status).not.toBe('succeeded');
    expect(ended.startedAt).toBeUndefined();
    expect(await subject.deployments('b')).toEqual([]);
    await maria.post(`${subject.path}/promotions/${id}/stop`).expect(409);
    await maria.post(`${subject.path}/promotions/nothing/stop`).expect(404);
  });

  it('can be stopped while a worker plans what it asked for: that is cancelled, and did not fail', async () => {
    const subject = await application({ a: { type: 'plain' } });
    await fetch(`${portal.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      // Far longer than the test: the plan waits for the cluster when it is stopped.
      body: JSON.stringify({
        path: `${subject.name}-a`,
        delayMs: 60_000,
        times: 100,
      }),
    });
    const { id } = await subject.begin({ type: 'plain' });
    await until(
      subject,
      ({ environments }) => environments[0].deployment?.status === 'running',
    );
    await maria.post(`${subject.path}/promotions/${id}/stop`).expect(200);
    const [{ id: asked }] = await subject.deployments('a');
    const ended = await portal.ended(asked);
    await fetch(`${portal.sandbox.url}/sandbox/faults`, { method: 'DELETE' });
    expect(ended).toMatchObject({ status: 'cancelled', failures: [] });
    expect(ended.startedAt).toBeUndefined();
    expect(states(await subject.round())).toEqual({ a: 'left' });
  });

  it('stops at a failure, unless somebody says otherwise', async () => {
    const subject = await application({
      a: { type: 'approved' },
      b: { type: 'approved' },
      c: { type: 'approved' },
    });
    const reject = async (environment: string) => {
      const [{ id }] = await subject.deployments(environment);
      await portal
        .as(JON)
        .post(`/deployments/${id}/approvals`, {
          decision: 'reject',
          comment: 'Not now.',
        })
        .expect(200);
    };
    const isAsked = (index: number) => (round: PromotionRound) =>
      round.environments[index].deployment?.status === 'waiting-approval';
    await subject.begin({
      type: 'approved',
      maxConcurrent: 1,
      stopOnFailure: false,
    });
    await until(subject, isAsked(0));
    await reject('a');
    // It is passed over.
    const passed = await until(subject, isAsked(1));
    expect(states(passed)).toEqual({ a: 'failed', b: 'begun', c: 'waits' });
    const { body } = await maria
      .post(`${subject.path}/promotions/${passed.id}/stop`)
      .expect(200);
    expect(body.state).toBe('stopped');

    await subject.begin({ type: 'approved', maxConcurrent: 1 });
    await until(subject, isAsked(0));
    await reject('a');
    const stopped = await until(subject, ({ state }) => state === 'stopped');
    expect(stopped.message).toBe('0 of 3 have it, 1 failed. It failed in a.');
    expect(states(stopped)).toEqual({ a: 'failed', b: 'left', c: 'left' });
  });

  it('stops when what it brings is not what its environment came to', async () => {
    const subject = await application({
      a: { type: 'approved' },
      b: { type: 'approved' },
    });
    await subject.deploy('from', 'registry.example.com/round/web:2');
    await subject.begin({ type: 'approved', maxConcurrent: 1 });
    const [first] = (await subject.deployments('from')).filter(
      ({ number }) => number === 1,
    );
    const { body: back } = await maria
      .post('/deployments', {
        application: subject.name,
        environment: 'from',
        input: { rollbackTo: first.id },
      })
      .expect(201);
    await portal.ended(back.id);
    const stopped = await until(subject, ({ state }) => state === 'stopped');
    expect(stopped.message).toContain('rolled from back');
    expect(await subject.deployments('a')).toMatchObject([
      { status: 'cancelled' },
    ]);
  });

  it('is refused with reasons', async () => {
    const subject = await application({
      a: { type: 'strict' },
      b: { type: 'plain', labels: { region: 'eu' } },
    });
    const promotions = `${subject.path}/promotions`;
    const refused = async (input: object, status: number) => {
      const { body } = await maria
        .post(promotions, { from: 'from', ...input })
        .expect(status);
      return body.error.message;
    };
    expect(await refused({ type: 'strict' }, 403)).toMatch(
      /^It may not be promoted to all of them: a: Only releases that succeeded/,
    );
    expect(await refused({ type: 'nothing' }, 400)).toMatch(
      /^type: there is no environment type 'nothing'; there are: /,
    );
    expect(await refused({ type: 'ringed' }, 400)).toContain(
      'has no other environment of type The ringed ones',
    );
    expect(
      await refused({ type: 'plain', labels: { region: 'us' } }, 400),
    ).toContain('labels: the application has no other environment');
    await maria
      .post(promotions, { from: 'nowhere', type: 'plain' })
      .expect(404);
    expect((await subject.outlook('type=strict')).allowed.allowed).toBe(false);
    expect(
      await subject.outlook('type=plain&labels=region=eu&maxConcurrent=2'),
    ).toMatchObject({
      environments: [{ environment: 'b', maxConcurrent: 2 }],
      allowed: { allowed: true },
    });
  });
});
