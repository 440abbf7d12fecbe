import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Plan, PlanStep } from '@tutti/engine';
import { PlanView, StepPage } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { WrittenStep, writePlan } from '../plans';
import { Store } from '../store';

const databases = testDatabases();
const MANY = 20_000;
const DEVELOPMENT = '/applications/shop/environments/development';

function bigStep(n: number): PlanStep {
  return {
    kind: 'resource',
    address: `dns.default#web.r${n}`,
    action: n % 100 === 0 ? 'update' : 'keep',
    reasons: [],
    needs: ['environment'],
    objects: [],
    fingerprint: `f${n}`,
    resourceId: `res-${n}`,
    type: 'dns',
    class: 'default',
    definition: 'dns-static',
    driver: 'static',
    driverVersion: '1',
    protection: 'none',
    inputs: { host: `${n}.example`, text: 'x'.repeat(1_000) },
    outputs: {},
    exactness: 'exact',
    neededBy: ['web'],
  };
}

describe.each(databases.eachSupportedId())(
  'steps of plans, in pages, on %s',
  databaseId => {
    let portal: Portal;
    let store: Store;

    beforeAll(async () => {
      const test = await openTestStore(databases, databaseId);
      store = test.store;
      portal = await startPortal({ knex: test.knex });
    });

    afterAll(async () => {
      await portal?.stop();
    });

    /** Puts twenty thousand steps in place of those of a plan. */
    async function bigPlan(): Promise<string> {
      const { body } = await portal
        .as(MARIA)
        .post(`${DEVELOPMENT}/plans`)
        .expect(201);
      const stored = await store.plans.get(body.id);
      if (!stored) throw new Error('The plan is not there');
      const rest: Plan = JSON.parse(await store.plans.rest(body.id));
      const steps: WrittenStep[] = [];
      const written = await writePlan(
        {
          ...rest,
          graph: { nodes: {}, edges: [], order: [] },
          steps: Array.from({ length: MANY }, (_, n) => bigStep(n)),
          policies: Array.from({ length: MANY }, (_, n) => ({
            policy: 'limits',
            effect: 'deny',
            outcome: n === MANY - 1 ? 'broken' : 'pass',
            message: 'Containers state a limit.',
            subject: `w${n}`,
          })),
        },
        async more => {
          steps.push(...more);
        },
      );
      const id = `big-${databaseId}`;
      await store.transaction(tx =>
        tx.plans.add(
          { ...stored, id, plan: written.head },
          { rest: written.rest, steps },
        ),
      );
      return id;
    }

    it('a small plan comes whole, with its counts', async () => {
      const { body }: { body: PlanView } = await portal
        .as(MARIA)
        .post(`${DEVELOPMENT}/plans`)
        .expect(201);
      expect(body.next).toBeUndefined();
      expect(body.plan).not.toHaveProperty('steps');
      expect(body.plan.contents.steps.workload).toEqual({ create: 2 });
      const { body: page }: { body: StepPage<PlanStep> } = await portal
        .as(MARIA)
        .get(`/plans/${body.id}/steps`)
        .expect(200);
      expect(page).toEqual({ steps: body.steps });
    });

    it('of twenty thousand a view carries the first and the numbers; the pages give each once, in order', async () => {
      const id = await bigPlan();
      const maria = portal.as(MARIA);
      const { text, body }: { text: string; body: PlanView } = await maria
        .get(`/plans/${id}`)
        .expect(200);
      expect(text.length).toBeLessThan(1024 * 1024);
      expect(body.steps).toHaveLength(200);
      expect(body.plan.contents).toMatchObject({
        steps: { resource: { keep: MANY - 200, update: 200 } },
        policies: { denials: 1, passes: MANY - 1 },
      });
      // What stands in the way is told first.
      expect(body.plan.policies[0]).toMatchObject({ outcome: 'broken' });

      const seen: string[] = [];
      let cursor: number | undefined = 0;
      while (cursor !== undefined) {
        const answer: { text: string; body: StepPage<PlanStep> } = await maria
          .get(`/plans/${id}/steps?action=update&limit=90&cursor=${cursor}`)
          .expect(200);
        expect(answer.text.length).toBeLessThan(1024 * 1024);
        seen.push(...answer.body.steps.map(({ address }) => address));
        cursor = answer.body.next;
      }
      expect(seen).toEqual(
        Array.from({ length: 200 }, (_, n) => `dns.default#web.r${n * 100}`),
      );
    });

    it('finds a step by its address and by words in it, and takes no signs for wildcards', async () => {
      const id = `big-${databaseId}`;
      const find = async (query: string) => {
        const { body }: { body: StepPage<PlanStep> } = await portal
          .as(MARIA)
          .get(`/plans/${id}/steps?${query}`)
          .expect(200);
        return body.steps.map(({ address }) => address);
      };
      expect(await find('address=dns.default%23web.r7')).toEqual([
        'dns.default#web.r7',
      ]);
      expect(await find('search=R19999%20dns')).toEqual([
        'dns.default#web.r19999',
      ]);
      expect(await find('search=%25r7_')).toEqual([]);
      expect(await find('kind=workload,target')).toEqual([]);
    });

    it('of a page only as much comes as an answer may hold', async () => {
      const id = `big-${databaseId}`;
      const { text, body } = await portal
        .as(MARIA)
        .get(`/plans/${id}/steps?limit=200`)
        .expect(200);
      expect(body.steps.length).toBeGreaterThan(100);
      expect(text.length).toBeLessThan(600 * 1024);
    });

    it.each([
      'limit=0',
      'limit=201',
      'cursor=-1',
      'cursor=1e30',
      'cursor=%00',
      'kind=secret',
      'action=keep,constructor',
      'kind=resource&kind=target',
    ])('%s is refused', async query => {
      const { status } = await portal
        .as(MARIA)
        .get(`/plans/big-${databaseId}/steps?${query}`);
      expect(status).toBe(400);
    });

    it('the steps of a run come in pages, with how many there are of each status', async () => {
      const { id, steps, statuses } = await portal.deploy('development');
      expect(steps.every(({ status }) => status === 'done')).toBe(true);
      expect(statuses).toEqual({ done: steps.length });
      const maria = portal.as(MARIA);
      const { body: first } = await maria
        .get(`/deployments/${id}/steps?limit=1&status=done,failed`)
        .expect(200);
      expect(first).toEqual({ steps: steps.slice(0, 1), next: 1 });
      const { body: rest } = await maria
        .get(`/deployments/${id}/steps?cursor=${first.next}`)
        .expect(200);
      expect(rest.steps).toEqual(steps.slice(1));
      await maria.get(`/deployments/${id}/steps?status=odd`).expect(400);
    });

    it('what may not be read is not there', async () => {
      portal.setPolicy(permission =>
        permission === 'tutti.environment.read'
          ? { result: AuthorizeResult.DENY }
          : undefined,
      );
      await portal.as(EVE).get(`/plans/big-${databaseId}/steps`).expect(404);
      portal.setPolicy(() => undefined);
    });
  },
);
