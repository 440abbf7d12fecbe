import { Deployment } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
const HOUR = 60 * 60 * 1000;

const TYPES = `apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: careful, title: Careful }
spec:
  rank: 20
  profile: standard
  access:
    create: [owner]
    approve: [owner, 'group:default/release-managers', '${EVE}']
  approval:
    required: true
    quorum: 2
    groups: ['group:default/release-managers']
    expiresAfter: 72h
---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: lenient, title: Lenient }
spec:
  rank: 21
  profile: standard
  access: { create: [owner], approve: [owner] }
  approval: { when: 'release.changes.size() > 0', self: true }
---
apiVersion: tutti.dev/v1alpha1
kind: ResourceDefinition
metadata: { name: postgres-of-tests }
spec:
  type: postgres
  criteria: { environmentType: [careful, lenient] }
  driver: static
  inputs: { host: db, username: app, password: none }
`;

describe.each(databases.eachSupportedId())('approvals on %s', databaseId => {
  let portal: Portal;
  let knex: Knex;
  let count = 0;

  beforeAll(async () => {
    knex = (await openTestStore(databases, databaseId)).knex;
    portal = await startPortal({ knex, files: { 'careful.yaml': TYPES } });
  });

  afterAll(async () => {
    await portal?.stop();
  });

  /** A new environment, and what is asked for in it. */
  async function asked(type: string, input?: object): Promise<Deployment> {
    count += 1;
    const environment = `e${count}`;
    await portal
      .as(MARIA)
      .post('/applications/shop/environments', { name: environment, type })
      .expect(201);
    return ask(environment, input);
  }

  /** With an input it is a change; else a plan that was reviewed. */
  async function ask(environment: string, input?: object): Promise<Deployment> {
    const maria = portal.as(MARIA);
    if (input) {
      const { body } = await maria
        .post('/deployments', { application: 'shop', environment, input })
        .expect(201);
      return body;
    }
    const plan = await maria
      .post(`/applications/shop/environments/${environment}/plans`)
      .expect(201);
    const { body } = await maria
      .post('/deployments', { planId: plan.body.id })
      .expect(201);
    return body;
  }

  const decide = (
    who: string,
    { id }: Deployment,
    decision: 'approve' | 'reject' = 'approve',
    comment?: string,
  ) =>
    portal.as(who).post(`/deployments/${id}/approvals`, { decision, comment });

  const detail = async ({ id }: Deployment, who = MARIA) =>
    (await portal.as(who).get(`/deployments/${id}`).expect(200)).body;

  /** Until it waits for people. */
  async function undecided(deployment: Deployment): Promise<Deployment> {
    for (;;) {
      const body = await detail(deployment);
      if (body.status === 'waiting-approval') return body;
      if (body.finishedAt) throw new Error(JSON.stringify(body.failures));
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }

  it('are asked for with the request: it says who has to agree, and nothing begins', async () => {
    const deployment = await asked('careful');
    const { body: plan } = await portal
      .as(MARIA)
      .get(`/plans/${deployment.planId}`)
      .expect(200);
    expect(plan.approval).toEqual({
      reason: 'Careful asks for an approval of every deployment.',
      quorum: 2,
      groups: ['group:default/release-managers'],
      self: false,
    });
    expect(deployment).toMatchObject({
      status: 'waiting-approval',
      waits: {
        for: 'approval',
        message:
          '2 people have to approve it, a member of group:default/release-managers among them.',
      },
    });
    expect(await detail(deployment)).toMatchObject({
      approval: {
        reason: 'Careful asks for an approval of every deployment.',
        quorum: 2,
        groups: ['group:default/release-managers'],
        decisions: [],
        missing: { people: 2, groups: ['group:default/release-managers'] },
        allowed: {
          decide: {
            allowed: false,
            reason:
              'You asked for it yourself: somebody else has to decide. Cancel it if it is not to run.',
          },
        },
      },
    });
    expect((await detail(deployment, JON)).approval.allowed.decide).toEqual({
      allowed: true,
    });
  });

  it('are of different people, and of every group that must agree', async () => {
    const deployment = await asked('careful');
    await decide(MARIA, deployment)
      .expect(403)
      .expect(({ body }) => {
        expect(body.error.message).toContain('You asked for it yourself');
      });
    await decide(EVE, deployment, 'approve', 'Looks good')
      .expect(200)
      .expect(({ body }) => {
        expect(body).toMatchObject({
          status: 'waiting-approval',
          waits: {
            message:
              'One person has to approve it, a member of group:default/release-managers among them.',
          },
        });
      });
    await decide(EVE, deployment)
      .expect(403)
      .expect(({ body }) => {
        expect(body.error.message).toContain('You have decided about it');
      });
    await decide(JON, deployment).expect(200);
    const ended = await portal.ended(deployment.id);
    expect(ended).toMatchObject({
      status: 'succeeded',
      approval: {
        decisions: [
          { by: EVE, decision: 'approve', comment: 'Looks good', counts: true },
          { by: JON, decision: 'approve', counts: true },
        ],
        missing: { people: 0, groups: [] },
      },
    });
  });

  it('of two who decide at the same moment both count', async () => {
    const deployment = await asked('careful');
    const answers = await Promise.all([
      decide(EVE, deployment),
      decide(JON, deployment),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await portal.ended(deployment.id)).status).toBe('succeeded');
  });

  it('end it when somebody rejects, with what they said', async () => {
    const deployment = await asked('careful');
    await decide(JON, deployment, 'reject', 'Not on a Friday').expect(200);
    expect(await detail(deployment)).toMatchObject({
      status: 'rejected',
      failures: [
        {
          code: 'Rejected',
          message: `${JON} rejected it: Not on a Friday`,
        },
      ],
    });
    await decide(EVE, deployment).expect(409);
  });

  it('are asked for in vain: it ends by itself, and says what to do', async () => {
    const deployment = await asked('careful');
    moveClock(knex, 73 * HOUR);
    const ended = await portal.ended(deployment.id);
    expect(ended).toMatchObject({
      status: 'rejected',
      failures: [
        {
          code: 'ApprovalExpired',
          message: expect.stringContaining('Deploy again'),
        },
      ],
    });
  });

  it('are for what would happen: a plan that became stale does not run', async () => {
    const deployment = await asked('careful');
    await portal
      .as(MARIA)
      .put(
        `/applications/shop/environments/${deployment.environment}/values/CURRENCY`,
        { value: 'CHF' },
      )
      .expect(204);
    await decide(EVE, deployment).expect(200);
    await decide(JON, deployment).expect(200);
    const { status, failures } = await portal.ended(deployment.id);
    expect(status).toBe('stale');
    expect(failures.map(({ message }) => message).join('\n')).toContain(
      'CURRENCY',
    );
  });

  it('of a change are kept while it would do the same, and asked for again when not', async () => {
    const deployment = await asked('careful', {});
    expect(deployment).toMatchObject({
      status: 'waiting-approval',
      planId: expect.any(String),
    });
    await decide(EVE, deployment).expect(200);
    const { environment } = deployment;
    await portal
      .as(MARIA)
      .put(`/applications/shop/environments/${environment}/values/CURRENCY`, {
        value: 'CHF',
      })
      .expect(204);
    await decide(JON, deployment).expect(200);
    const again = await undecided(deployment);
    expect(again.waits?.message).toContain('asked for again');
    expect((await detail(deployment)).approval.decisions).toMatchObject([
      { by: EVE, counts: false },
      { by: JON, counts: false },
    ]);
    await decide(EVE, deployment).expect(200);
    await decide(JON, deployment).expect(200);
    expect((await portal.ended(deployment.id)).status).toBe('succeeded');
  });

  it('by a rule are needed only where it holds; one may say that oneself counts', async () => {
    const first = await asked('lenient');
    expect(first.status).toBe('waiting-approval');
    await decide(MARIA, first).expect(200);
    expect((await portal.ended(first.id)).status).toBe('succeeded');
    const second = await ask(first.environment);
    expect((await portal.ended(second.id)).status).toBe('succeeded');
  });

  it('are waited for beside the line, and can be cancelled', async () => {
    const waiting = await asked('lenient');
    const behind = await ask(waiting.environment);
    await decide(MARIA, behind).expect(200);
    expect((await portal.ended(behind.id)).status).toBe('succeeded');
    await portal
      .as(MARIA)
      .post(`/deployments/${waiting.id}/cancel`)
      .expect(200);
    expect((await detail(waiting)).status).toBe('cancelled');
  });
});
