import { Deployment } from '@tutti/plugin-tutti-common';
import { Knex } from 'knex';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { RecordedNotifications } from '../__testUtils__/notifications';
import { JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { moveClock } from '../store';

jest.setTimeout(120_000);

const databases = testDatabases();
const HOUR = 60 * 60 * 1000;
const CI = 'external:ci';
const MANAGERS = 'group:default/release-managers';
const STOREFRONT = 'group:default/storefront';
const CANARY = 'canary-notification-7e21';

const type = (name: string, rank: number, rules: string) => `---
apiVersion: tutti.dev/v1alpha1
kind: EnvironmentType
metadata: { name: ${name} }
spec:
  rank: ${rank}
  profile: standard
  access: { create: [owner], approve: ['${MANAGERS}'] }
  ${rules}
`;
const TYPES = [
  type('careful', 40, 'approval: { required: true }'),
  type('mending', 41, 'verify: { gates: [smoke] }\n  onFailure: rollback'),
].join('');

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main: { image: ., variables: { CURRENCY: '\${resources.settings.CURRENCY}' } }
resources: { settings: { type: environment } }
`;

describe.each(databases.eachSupportedId())(
  'notifications, on %s',
  databaseId => {
    let portal: Portal;
    let knex: Knex;
    const notifications = new RecordedNotifications();

    beforeAll(async () => {
      ({ knex } = await openTestStore(databases, databaseId));
      portal = await startPortal({
        knex,
        files: { 'types.yaml': TYPES },
        features: [notifications.feature],
        config: {
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
      const maria = portal.as(MARIA);
      await maria
        .post('/applications', {
          name: 'tiny',
          title: 'Tiny shop',
          owner: STOREFRONT,
        })
        .expect(201);
      await maria
        .put('/applications/tiny/workloads/web', { score: SCORE })
        .expect(200);
      for (const name of ['careful', 'mending']) {
        await maria
          .post('/applications/tiny/environments', { name, type: name })
          .expect(201);
        await currency(name, 'GBP');
      }
    });
    afterAll(async () => {
      await portal?.stop();
    });
    beforeEach(() => {
      notifications.sent.length = 0;
    });

    async function currency(environment: string, value: string) {
      const path = `/applications/tiny/environments/${environment}/values`;
      await portal.as(MARIA).put(`${path}/CURRENCY`, { value }).expect(204);
    }

    let version = 0;
    async function deploy(
      environment: string,
      by = portal.as(MARIA),
    ): Promise<Deployment> {
      version += 1;
      const image = `registry.example.com/tiny/web:${version}`;
      const { body } = await by
        .post('/deployments', {
          application: 'tiny',
          environment,
          input: { images: { web: { main: image } } },
        })
        .expect(201);
      return body;
    }

    const decide = (
      { id }: Deployment,
      decision: 'approve' | 'reject',
      comment?: string,
    ) =>
      portal
        .as(JON)
        .post(`/deployments/${id}/approvals`, {
          decision,
          ...(comment && { comment }),
        })
        .expect(200);

    /** The only one about this deployment for which nobody has waited yet. */
    async function told(title: RegExp) {
      for (;;) {
        const at = notifications.sent.findIndex(({ payload }) =>
          title.test(payload.title),
        );
        if (at >= 0) return notifications.sent.splice(at, 1)[0];
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    }

    async function reaches(id: string, status: string): Promise<Deployment> {
      for (;;) {
        const { body } = await portal.as(MARIA).get(`/deployments/${id}`);
        if (body.status === status) return body;
        if (body.finishedAt) throw new Error(JSON.stringify(body));
        await new Promise(resolve => setTimeout(resolve, 30));
      }
    }

    it('lead who may approve to what waits for them, and who asked to what became of it', async () => {
      const asked = await deploy('careful');
      expect(await told(/waits for your approval/)).toEqual({
        recipients: {
          type: 'entity',
          entityRef: [MANAGERS],
          excludeEntityRef: [MARIA],
        },
        payload: {
          title: `Tiny shop to careful #${asked.number} waits for your approval`,
          description: 'maria asked: Deploy. One person has to approve it.',
          link: `/tutti/deployments/${asked.id}`,
          severity: 'normal',
          topic: 'approval',
          scope: `approval:${asked.id}`,
        },
      });
      await decide(asked, 'approve', 'Go');
      expect(await told(/is approved/)).toMatchObject({
        recipients: { entityRef: [MARIA] },
        payload: { topic: 'decision', description: 'By jon: Go.' },
      });
      expect((await portal.ended(asked.id)).status).toBe('succeeded');
      // One's own that succeeded is no news.
      expect(notifications.sent).toEqual([]);
    });

    it('say what was said when it was rejected, and no secret that somebody wrote', async () => {
      await portal
        .as(MARIA)
        .put('/applications/tiny/environments/careful/values/TOKEN', {
          value: CANARY,
          secret: true,
          scope: 'environment',
        })
        .expect(204);
      const asked = await deploy('careful');
      await told(/waits for your approval/);
      await decide(asked, 'reject', `Rotate ${CANARY} first`);
      expect(await told(/is rejected/)).toMatchObject({
        recipients: { entityRef: [MARIA], excludeEntityRef: [JON] },
        payload: {
          topic: 'decision',
          description: `${JON} rejected it: Rotate (secret) first.`,
        },
      });
    });

    it('say that nobody approved it in time', async () => {
      const asked = await deploy('careful');
      await told(/waits for your approval/);
      moveClock(knex, 73 * HOUR);
      await portal.ended(asked.id);
      expect(await told(/approved by nobody in time/)).toMatchObject({
        recipients: { entityRef: [MARIA] },
      });
    });

    it('say that it became stale while it waited', async () => {
      const plan = await portal
        .as(MARIA)
        .post('/applications/tiny/environments/careful/plans', {
          images: { web: { main: 'registry.example.com/tiny/web:stale' } },
        })
        .expect(201);
      const { body: asked } = await portal
        .as(MARIA)
        .post('/deployments', { planId: plan.body.id })
        .expect(201);
      await told(/waits for your approval/);
      await currency('careful', 'CHF');
      await decide(asked, 'approve');
      await portal.ended(asked.id);
      expect(await told(/did not run: something changed/)).toMatchObject({
        recipients: { entityRef: [MARIA] },
        payload: { topic: 'stale', scope: `deployment:${asked.id}` },
      });
    });

    it('ask again only when something else would happen', async () => {
      const asked = await deploy('careful');
      await told(/waits for your approval/);
      await currency('careful', 'EUR');
      await decide(asked, 'approve');
      const again = await told(/waits for your approval/);
      expect(again.payload.description).toContain('asked for again');
      await decide(asked, 'approve');
      expect((await portal.ended(asked.id)).status).toBe('succeeded');
      expect(
        notifications.sent.filter(
          ({ payload }) => payload.topic === 'approval',
        ),
      ).toEqual([]);
    });

    it('tell who asked, or the owner where a machine did, that it failed and was put back', async () => {
      const gate = (id: string, status: string) =>
        portal
          .as(MARIA)
          .put(`/deployments/${id}/gates/smoke`, {
            status,
            ...(status === 'failed' && { text: '3 of 40 failed' }),
          })
          .expect(200);
      const good = await deploy('mending');
      await reaches(good.id, 'verifying');
      await gate(good.id, 'passed');
      await reaches(good.id, 'succeeded');
      for (const [by, recipient] of [
        [portal.as(MARIA), MARIA],
        [portal.asService(CI), STOREFRONT],
      ] as const) {
        const bad = await deploy('mending', by);
        await reaches(bad.id, 'verifying');
        await gate(bad.id, 'failed');
        const failed = await reaches(bad.id, 'failed');
        const back =
          failed.rollback && 'id' in failed.rollback && failed.rollback;
        if (!back) throw new Error('Nothing goes back');
        const cause = "The gate 'smoke' failed: 3 of 40 failed.";
        expect(await told(/#\d+ failed$/)).toMatchObject({
          recipients: { entityRef: [recipient] },
          payload: {
            topic: 'failure',
            severity: 'high',
            scope: `deployment:${bad.id}`,
            description: `${cause} #${back.number} puts back what ran before.`,
          },
        });
        await reaches(back.id, 'verifying');
        await gate(back.id, 'passed');
        await reaches(back.id, 'succeeded');
        expect(await told(/was put back/)).toMatchObject({
          recipients: { entityRef: [recipient] },
          payload: {
            topic: 'rollback',
            // In the place of the news that it failed.
            scope: `deployment:${bad.id}`,
            link: `/tutti/deployments/${bad.id}`,
            description: expect.stringContaining(
              `${cause} #${back.number} put back what #`,
            ),
          },
        });
        await portal
          .as(MARIA)
          .delete('/applications/tiny/environments/mending/hold')
          .expect(204);
      }
    });
  },
);
