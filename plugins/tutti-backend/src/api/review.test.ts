import { PLAN_FORMAT } from '@tutti/engine';
import { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { RecordedNotifications } from '../__testUtils__/notifications';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Person, Portal, startPortal } from '../__testUtils__/portal';
import {
  CLUSTER,
  makeTiny,
  NETWORK,
  Tool,
  TOOL_PLATFORM,
  toolDrivers,
} from '../__testUtils__/toolDriver';
import { moveClock, Store } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
const HOUR = 60 * 60 * 1000;
const CI = 'external:ci';
const MANAGERS = 'group:default/release-managers';

const type = (name: string, rank: number, rules: string) => `---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: ${name}, title: ${name} }
spec:
  rank: ${rank}
  profile: standard
  deferredPlans: review
  ${rules}
`;
const TYPES = [
  // Whoever may deploy there decides.
  type('plain', 40, `access: { create: [owner], deploy: [owner, '${JON}'] }`),
  // The rule of approvals says who; of a deployment that destroys nothing nobody asks before it begins.
  type(
    'careful',
    41,
    `access: { create: [owner], approve: ['${MANAGERS}', '${EVE}'] }
  approval: { when: 'plan.summary.destroy > 0', quorum: 2, groups: ['${MANAGERS}'] }`,
  ),
].join('');

describe.each(databases.eachSupportedId())(
  'a run that is reviewed, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    let store: Store;
    const tool: Tool = { changes: [], made: [] };
    const notifications = new RecordedNotifications();
    let count = 0;

    beforeAll(async () => {
      ({ knex, store } = await openTestStore(databases, databaseId));
      portal = await startPortal({
        knex,
        files: { 'types.yaml': TYPES, 'tool.yaml': TOOL_PLATFORM },
        features: [toolDrivers(tool), notifications.feature],
        config: {
          // One that waits for a review must not keep it.
          worker: { poll: { milliseconds: 50 }, concurrency: 1 },
          automation: [
            {
              subject: CI,
              applications: ['tiny'],
              environmentTypes: ['*'],
              verbs: ['deploy'],
            },
          ],
        },
      });
      await makeTiny(portal.as(MARIA));
    });
    afterAll(async () => {
      await portal?.stop();
    });
    beforeEach(() => {
      tool.changes = [
        { address: 'cluster.main', action: 'create', summary: '3 nodes' },
        { address: 'cluster.old', action: 'destroy' },
      ];
      tool.made = [];
      delete tool.fails;
      notifications.sent.length = 0;
    });

    async function environmentOf(of: string): Promise<string> {
      count += 1;
      const name = `e${count}`;
      await portal
        .as(MARIA)
        .post('/applications/tiny/environments', { name, type: of })
        .expect(201);
      return name;
    }

    async function deploy(
      environment: string,
      by: Person = portal.as(MARIA),
    ): Promise<string> {
      count += 1;
      const image = `registry.example.com/tiny/web:${count}`;
      const { body } = await by
        .post('/deployments', {
          application: 'tiny',
          environment,
          input: { images: { web: { main: image } } },
        })
        .expect(201);
      return body.id;
    }

    const detail = async (id: string, who = MARIA): Promise<DeploymentDetail> =>
      (await portal.as(who).get(`/deployments/${id}`).expect(200)).body;

    /** Until what it waits for has these words. */
    async function reviewed(
      id: string,
      words = 'is known now',
    ): Promise<DeploymentDetail> {
      for (;;) {
        const found = await detail(id);
        if (
          found.status === 'waiting-approval' &&
          found.waits?.message.includes(words)
        ) {
          return found;
        }
        if (found.finishedAt) throw new Error(JSON.stringify(found.failures));
        await new Promise(resolve => setTimeout(resolve, 30));
      }
    }

    const decide = (
      who: Person,
      id: string,
      decision: 'approve' | 'reject' = 'approve',
      comment?: string,
    ) =>
      who.post(`/deployments/${id}/approvals`, {
        decision,
        ...(comment && { comment }),
      });

    it('waits where a driver says what it would do, and goes on there when that is approved', async () => {
      const environment = await environmentOf('plain');
      const { body: plan } = await portal
        .as(MARIA)
        .post(`/applications/tiny/environments/${environment}/plans`, {
          images: { web: { main: 'registry.example.com/tiny/web:1' } },
        })
        .expect(201);
      expect(plan.plan.reviews).toEqual([CLUSTER]);
      const { body: asked } = await portal
        .as(MARIA)
        .post('/deployments', { planId: plan.id })
        .expect(201);
      const waiting = await reviewed(asked.id);
      expect(waiting).toMatchObject({
        startedAt: expect.any(String),
        review: {
          plans: [
            { address: CLUSTER, action: 'create', changes: tool.changes },
          ],
        },
        approval: {
          reason:
            'plain asks for a review of what drivers say only in the run.',
          quorum: 1,
          line: 'deploy',
          allowed: { decide: { allowed: false } },
        },
      });
      expect(tool.made).toEqual(['network']);
      expect(
        Object.fromEntries(
          waiting.steps.map(({ address, status }) => [address, status]),
        ),
      ).toMatchObject({
        [NETWORK]: 'done',
        [CLUSTER]: 'pending',
        'workload#web': 'pending',
      });

      await decide(portal.as(JON), asked.id).expect(200);
      const ended = await portal.ended(asked.id);
      expect(ended).toMatchObject({
        status: 'succeeded',
        approval: { decisions: [{ by: JON, counts: true }] },
      });
      expect(tool.made).toEqual(['network', 'tool']);
      expect(ended.statuses).toEqual({ done: ended.steps.length });
    });

    it('keeps its environment, and neither a lease nor a worker', async () => {
      const environment = await environmentOf('plain');
      const id = await deploy(environment);
      await reviewed(id);
      expect(
        await knex('environments')
          .where({ name: environment })
          .first('lease_owner', 'lease_until'),
      ).toEqual({ lease_owner: null, lease_until: null });
      expect(
        await store.leases.claim('another', 60_000, PLAN_FORMAT),
      ).toBeUndefined();
      // The only place for a run is free.
      expect((await portal.deploy('development')).status).toBe('succeeded');

      const byMachine = await deploy(environment, portal.asService(CI));
      expect((await detail(byMachine)).waits).toMatchObject({
        for: 'run',
        deployment: { id },
      });
      await decide(portal.as(JON), id).expect(200);
      expect((await portal.ended(id)).status).toBe('succeeded');
      expect((await portal.ended(byMachine)).status).toBe('succeeded');
    });

    it('that a machine asked for does not wait for itself, and people review it', async () => {
      const id = await deploy(
        await environmentOf('plain'),
        portal.asService(CI),
      );
      await reviewed(id);
      await decide(portal.asService(CI), id).expect(403);
      await decide(portal.as(MARIA), id).expect(200);
      expect((await portal.ended(id)).status).toBe('succeeded');
    });

    it('is reviewed by somebody else who may deploy there, where no rule says who', async () => {
      const id = await deploy(await environmentOf('plain'));
      await reviewed(id);
      for (const [who, words] of [
        [portal.as(MARIA), 'You asked for it yourself'],
        [portal.as(EVE), 'tutti.deployment.create'],
        [portal.asService(CI), 'is for people'],
      ] as const) {
        const { status, body } = await decide(who, id);
        expect([status, body.error.message]).toEqual([
          403,
          expect.stringContaining(words),
        ]);
      }
      const { body: forJon } = await portal.as(JON).get('/waiting').expect(200);
      expect(forJon.items).toContainEqual(
        expect.objectContaining({ id, mine: true }),
      );
      const { body: forEve } = await portal.as(EVE).get('/waiting').expect(200);
      expect(forEve.items).toContainEqual(
        expect.objectContaining({ id, mine: false }),
      );
      await decide(portal.as(JON), id).expect(200);
      expect((await portal.ended(id)).status).toBe('succeeded');
    });

    it('is reviewed by those whom the rule of approvals names, who are told', async () => {
      const id = await deploy(await environmentOf('careful'));
      const waiting = await reviewed(id);
      expect(waiting.approval).toMatchObject({
        quorum: 2,
        groups: [MANAGERS],
      });
      expect(waiting.approval?.line).toBeUndefined();
      while (notifications.sent.length === 0) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      expect(notifications.sent).toMatchObject([
        {
          recipients: { entityRef: [MANAGERS, EVE], excludeEntityRef: [MARIA] },
          payload: {
            topic: 'approval',
            description: expect.stringContaining(
              'What drivers would do is known now. 2 people have to approve it',
            ),
            link: `/tutti/deployments/${id}`,
          },
        },
      ]);
      await decide(portal.as(EVE), id).expect(200);
      expect((await detail(id)).status).toBe('waiting-approval');
      await decide(portal.as(JON), id).expect(200);
      expect((await portal.ended(id)).status).toBe('succeeded');
    });

    it('is asked for again when the driver would do something else by then', async () => {
      const id = await deploy(await environmentOf('plain'));
      await reviewed(id);
      tool.changes = [{ address: 'cluster.main', action: 'replace' }];
      await decide(portal.as(JON), id).expect(200);
      const again = await reviewed(id, 'is not what was approved');
      expect(again).toMatchObject({
        review: { plans: [{ changes: tool.changes }] },
        approval: { decisions: [{ by: JON, counts: false }] },
      });
      expect(tool.made).toEqual(['network']);
      await decide(portal.as(JON), id).expect(200);
      expect((await portal.ended(id)).status).toBe('succeeded');
      expect(tool.made).toEqual(['network', 'tool']);
    });

    it('ends when it is rejected, and says what stands', async () => {
      const environment = await environmentOf('plain');
      const id = await deploy(environment);
      await reviewed(id);
      await decide(portal.as(JON), id, 'reject', 'Keep the old one').expect(
        200,
      );
      const ended = await portal.ended(id);
      expect(ended).toMatchObject({
        status: 'rejected',
        failures: [
          {
            code: 'Rejected',
            message: expect.stringMatching(
              `^${JON} rejected it: Keep the old one\\. What it had done stays: .*${NETWORK}`,
            ),
          },
        ],
      });
      expect(tool.made).toEqual(['network']);
      // The next one goes on from there: everything is known before it begins.
      const next = await deploy(environment);
      expect((await portal.ended(next)).status).toBe('succeeded');
      expect(tool.made).toEqual(['network', 'tool']);
    });

    it('ends when nobody reviewed it in time', async () => {
      const id = await deploy(await environmentOf('plain'));
      await reviewed(id);
      moveClock(knex, 73 * HOUR);
      expect(await portal.ended(id)).toMatchObject({
        status: 'rejected',
        failures: [
          {
            code: 'ApprovalExpired',
            message: expect.stringContaining(
              'Nobody reviewed it in time. What it had done stays: ',
            ),
          },
        ],
      });
    });

    it('ends when somebody cancels it', async () => {
      const id = await deploy(await environmentOf('plain'));
      await reviewed(id);
      await portal.as(MARIA).post(`/deployments/${id}/cancel`).expect(200);
      expect(await detail(id)).toMatchObject({ status: 'cancelled' });
      const { body } = await portal
        .as(MARIA)
        .get(`/events?deployment=${id}`)
        .expect(200);
      expect(body.events.at(-1).event.message).toContain(
        `Cancelled by ${MARIA} while it was reviewed. What it had done stays: `,
      );
      await decide(portal.as(JON), id).expect(409);
    });

    it('makes way for what a person deploys', async () => {
      const environment = await environmentOf('plain');
      const first = await deploy(environment);
      await reviewed(first);
      const second = await deploy(environment);
      expect((await portal.ended(second)).status).toBe('succeeded');
      expect(await detail(first)).toMatchObject({
        status: 'superseded',
        supersededBy: { id: second },
      });
    });

    it('that fails after its review says so, and has changed something', async () => {
      tool.fails = 'no quota is left';
      const id = await deploy(await environmentOf('plain'));
      await reviewed(id);
      await decide(portal.as(JON), id).expect(200);
      expect(await portal.ended(id)).toMatchObject({
        status: 'failed',
        failures: [{ address: CLUSTER, message: 'no quota is left' }],
      });
    });
  },
);
