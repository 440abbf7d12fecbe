import { Deployment, Promotion } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
/** Longer than the clock is moved on while somebody looks. */
const SOAK_MS = 12 * 60 * 60 * 1000;
const CI = 'external:ci';

const type = (name: string, spec: string) => `---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: ${name} }
spec:
  rank: ${name === 'early' ? 40 : 50}
  profile: standard
  access: { create: [owner], deploy: [owner, 'group:default/release-managers'], approve: ['group:default/release-managers'], override: ['group:default/release-managers'] }
  ${spec}
`;

const TYPES = [
  type('early', 'destroy: allow'),
  type('plain', 'promotion: { from: early, automatic: true }'),
  type('soaked', 'promotion: { from: early, automatic: true, soak: 12h }'),
  type(
    'gated',
    'promotion: { from: early, automatic: true, gates: [end-to-end] }',
  ),
  type('strict', 'promotion: { from: early, only: true }'),
  type(
    'approved',
    'promotion: { from: early, automatic: true }\n  approval: { required: true }',
  ),
].join('');

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: . } }
`;

describe.each(databases.eachSupportedId())('promotion on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;
  let count = 0;

  beforeAll(async () => {
    ({ knex } = await openTestStore(databases, databaseId));
    portal = await startPortal({
      knex,
      files: { 'types.yaml': TYPES },
      config: {
        automation: [
          {
            subject: CI,
            applications: ['*'],
            environmentTypes: ['*'],
            verbs: ['deploy', 'gate'],
          },
        ],
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  /** An application of its own with `from`, of type early, and `to`. */
  async function applicationTo(toType: string) {
    count += 1;
    const application = `app${count}`;
    const path = `/applications/${application}`;
    const maria = portal.as(MARIA);
    await maria
      .post('/applications', {
        name: application,
        owner: 'group:default/storefront',
      })
      .expect(201);
    await maria.put(`${path}/workloads/web`, { score: SCORE }).expect(200);
    for (const [name, of] of [
      ['from', 'early'],
      ['to', toType],
    ]) {
      await maria.post(`${path}/environments`, { name, type: of }).expect(201);
    }

    const ask = (environment: string, input: object) =>
      maria.post('/deployments', { application, environment, input });
    return {
      path,
      ask,
      /** Brings a version to `from`, and waits until it has succeeded. */
      async bring(version: number): Promise<Deployment> {
        const { body } = await ask('from', imageOf(version)).expect(201);
        const ended = await portal.ended(body.id);
        expect(ended.status).toBe('succeeded');
        return ended;
      },
      async promotion(): Promise<Promotion> {
        const { body } = await maria.get(`${path}/promotions`).expect(200);
        return body.items[0];
      },
      /** What was deployed to `to`, oldest first. */
      async deployments(): Promise<Deployment[]> {
        const query = `?application=${application}&environment=to`;
        const { body } = await maria.get(`/deployments${query}`).expect(200);
        return body.items.reverse();
      },
    };
  }

  type Subject = Awaited<ReturnType<typeof applicationTo>>;

  /** Waits until that holds; a test that hangs says where. */
  async function until(
    subject: Subject,
    holds: (promotion: Promotion) => boolean,
    meanwhile: () => unknown = () => undefined,
  ): Promise<Promotion> {
    for (;;) {
      const promotion = await subject.promotion();
      if (holds(promotion)) return promotion;
      meanwhile();
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }

  const isHere = ({ state }: Promotion) => state === 'here';

  it('brings by itself what succeeded, with its images, once', async () => {
    const subject = await applicationTo('plain');
    expect(await subject.promotion()).toMatchObject({
      environment: 'to',
      from: 'from',
      automatic: true,
      only: false,
      state: 'none',
      message: 'Nothing has succeeded in from yet.',
    });
    const source = await subject.bring(1);
    const promotion = await until(subject, isHere);
    expect(promotion).toMatchObject({
      release: { number: source.release?.number },
      success: { id: source.id, number: 1 },
    });
    expect(await subject.deployments()).toMatchObject([
      {
        status: 'succeeded',
        verb: 'Promote r1 from from',
        requestedBy: 'tutti:promotion',
        release: { images: imageOf(1).images },
      },
    ]);
    // The environment says the same.
    const { body } = await portal
      .as(MARIA)
      .get(`${subject.path}/environments/to`)
      .expect(200);
    expect(body.promotion).toEqual(promotion);
  });

  it('waits until it was healthy for long enough, and begins anew where it was not', async () => {
    const subject = await applicationTo('soaked');
    const source = await subject.bring(1);
    const soaking = await subject.promotion();
    expect(soaking).toMatchObject({
      state: 'waits',
      waits: { for: 'soak', since: source.finishedAt },
    });
    expect(Date.parse(soaking.waits?.until ?? '')).toBe(
      Date.parse(source.finishedAt ?? '') + SOAK_MS,
    );
    const { body: waiting } = await portal.as(MARIA).get('/waiting?limit=100');
    expect(waiting.items).toContainEqual(
      expect.objectContaining({
        kind: 'promotion',
        application: subject.path.split('/')[2],
        environment: 'to',
        from: 'from',
        release: expect.objectContaining({ number: 1 }),
        waits: soaking.waits,
        mine: false,
      }),
    );
    // Somebody takes away what runs there.
    const { body: place } = await portal
      .as(MARIA)
      .get(`${subject.path}/environments/from`)
      .expect(200);
    await fetch(
      `${portal.sandbox.url}/apis/apps/v1/namespaces/${place.namespace}/deployments/web`,
      { method: 'DELETE' },
    );
    const broken = await until(
      subject,
      ({ waits }) => waits?.for === 'soak' && waits.until === undefined,
      () => moveClock(knex, 31_000),
    );
    expect(broken.message).toContain('from is not healthy: web');
    moveClock(knex, 2 * SOAK_MS);
    expect(await subject.deployments()).toEqual([]);
    // It is put back: another success, from which it counts.
    const { body: again } = await subject
      .ask('from', { force: true })
      .expect(201);
    const back = await portal.ended(again.id);
    expect(back.status).toBe('succeeded');
    expect(await subject.promotion()).toMatchObject({
      state: 'waits',
      waits: { for: 'soak', since: back.finishedAt },
    });
    moveClock(knex, SOAK_MS);
    await until(subject, isHere);
    expect(await subject.deployments()).toHaveLength(1);
  });

  it('waits for the gates of its type, which are set on what succeeded', async () => {
    const subject = await applicationTo('gated');
    const source = await subject.bring(1);
    expect(await subject.promotion()).toMatchObject({
      state: 'waits',
      waits: {
        for: 'gate',
        message: "It is promoted when 'end-to-end' of from #1 is passed.",
        deployment: { id: source.id, number: 1 },
        gates: ['end-to-end'],
      },
    });
    const gate = (key: string) => `/deployments/${source.id}/gates/${key}`;
    const ci = portal.asService(CI);
    await ci.put(gate('other'), { status: 'passed' }).expect(400);
    await ci
      .put(gate('end-to-end'), { status: 'failed', text: '3 of 40 failed' })
      .expect(200);
    expect(await subject.promotion()).toMatchObject({
      state: 'stopped',
      message: expect.stringContaining(
        "The gate 'end-to-end' failed in from: 3 of 40 failed.",
      ),
    });
    const { body } = await portal
      .as(MARIA)
      .get(`/deployments/${source.id}`)
      .expect(200);
    expect(body.promotion).toMatchObject({
      gates: [{ key: 'end-to-end', status: 'failed', by: CI }],
      allowed: { setGate: { allowed: true } },
    });
    await ci.put(gate('end-to-end'), { status: 'passed' }).expect(200);
    await until(subject, isHere);
  });

  it('waits for a hold and for approval as everything does, and shows it', async () => {
    const subject = await applicationTo('approved');
    const hold = `${subject.path}/environments/to/hold`;
    await portal.as(MARIA).put(hold, { reason: 'Quiet.' }).expect(204);
    await subject.bring(1);
    const held = await until(subject, ({ waits }) => waits?.for === 'hold');
    expect(held).toMatchObject({
      state: 'asked',
      deployment: { number: 1, status: 'queued' },
      waits: { message: expect.stringContaining('Quiet.') },
    });
    await portal.as(MARIA).delete(hold).expect(204);
    const asked = await until(
      subject,
      ({ waits }) => waits?.for === 'approval',
    );
    await portal
      .as(JON)
      .post(`/deployments/${asked.deployment?.id}/approvals`, {
        decision: 'approve',
      })
      .expect(200);
    await until(subject, isHere);
  });

  it('a rollback where it came from withdraws what waits, and says so', async () => {
    const subject = await applicationTo('approved');
    const first = await subject.bring(1);
    const waiting = ({ waits }: Promotion) => waits?.for === 'approval';
    const one = await until(subject, waiting);
    await subject.bring(2);
    // The newer one took the place of the older.
    const two = await until(
      subject,
      promotion =>
        waiting(promotion) &&
        promotion.deployment?.number !== one.deployment?.number,
    );
    const { body: rollback } = await subject
      .ask('from', { rollbackTo: first.id })
      .expect(201);
    expect((await portal.ended(rollback.id)).status).toBe('succeeded');
    const withdrawn = await portal.ended(two.deployment?.id ?? '');
    expect(withdrawn).toMatchObject({
      status: 'superseded',
      failures: [
        {
          code: 'PromotionWithdrawn',
          message:
            '#3 rolled from back: what it promotes is not what last succeeded there.',
        },
      ],
    });
    expect(await subject.promotion()).toMatchObject({
      state: 'stopped',
      message: expect.stringContaining('from was rolled back to it'),
    });
    expect(
      (await subject.deployments()).map(({ status, supersededBy }) => [
        status,
        supersededBy?.number,
      ]),
    ).toEqual([
      ['superseded', 2],
      ['superseded', undefined],
    ]);
  });

  it('refuses what did not succeed where it has to come from, but for an emergency', async () => {
    const subject = await applicationTo('strict');
    const plans = `${subject.path}/environments/to/plans`;
    const maria = portal.as(MARIA);
    const { body: refused } = await maria.post(plans, imageOf(1)).expect(422);
    expect(refused.problems).toMatchObject([
      {
        code: 'NotPromoted',
        message:
          'Only releases that succeeded in an environment of type early come to to, and this one did not.',
      },
    ]);
    const { body: change } = await subject.ask('to', imageOf(1)).expect(422);
    expect(change.problems).toMatchObject([{ code: 'NotPromoted' }]);

    const source = await subject.bring(1);
    expect(await subject.promotion()).toMatchObject({
      state: 'open',
      only: true,
      release: { id: source.release?.id },
    });
    const { body: promoted } = await subject
      .ask('to', { promoteFrom: 'from' })
      .expect(201);
    expect((await portal.ended(promoted.id)).status).toBe('succeeded');
    // It runs here: to restart it brings nothing new.
    const { body: restart } = await subject
      .ask('to', { restart: ['web'] })
      .expect(201);
    expect((await portal.ended(restart.id)).status).toBe('succeeded');

    const emergency = { ...imageOf(9), unpromoted: 'The shop is down.' };
    await maria.post(plans, emergency).expect(403);
    await portal.asService(CI).post(plans, emergency).expect(403);
    const { body: plan } = await portal
      .as(JON)
      .post(plans, emergency)
      .expect(201);
    const { body: forced } = await portal
      .as(JON)
      .post('/deployments', { planId: plan.id })
      .expect(201);
    expect(await portal.ended(forced.id)).toMatchObject({
      status: 'succeeded',
      release: { images: imageOf(9).images },
    });
    const { body: log } = await maria
      .get(`/events?deployment=${forced.id}`)
      .expect(200);
    expect(JSON.stringify(log)).toContain(
      'It did not succeed where it has to come from: The shop is down.',
    );
  });

  it('a release is named with the environment where it succeeded, or not at all', async () => {
    const subject = await applicationTo('strict');
    const one = await subject.bring(1);
    await subject.bring(2);
    const named = { promoteFrom: 'from', releaseId: one.release?.id };
    const { body } = await subject.ask('to', named).expect(201);
    expect(await portal.ended(body.id)).toMatchObject({
      status: 'succeeded',
      verb: 'Promote r1 from from',
      release: { images: imageOf(1).images },
    });
    const { body: never } = await subject
      .ask('from', { promoteFrom: 'to', releaseId: 'nothing' })
      .expect(404);
    expect(never.error.message).toContain("no release with the id 'nothing'");
  });
});

function imageOf(version: number) {
  return {
    images: { web: { main: `registry.example.com/web:${version}` } },
  };
}
