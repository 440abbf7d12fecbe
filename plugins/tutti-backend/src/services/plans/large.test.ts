import { Platform } from '@tutti/engine';
import { PlanView } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../../__testUtils__/databases';
import { plan, seed } from '../../__testUtils__/records';
import { Gates } from '../../line';
import { PlanFacts } from '../../planning';
import { ActivePlatform, CatalogFacts } from '../../platform';
import { NO_BASIS, WrittenStep, writePlan } from '../../plans';
import { Wakeups } from '../Wakeups';
import { DefaultPlansService } from './DefaultPlansService';

const databases = testDatabases();
const STEPS = 20_000;
const CALLER = {
  credentials: { $$type: '@backstage/BackstageCredentials', principal: {} },
  name: 'user:default/maria',
  isUser: true,
} as const;

describe.each(databases.eachSupportedId())('plans on %s', databaseId => {
  it('are shown and compared with as little reading, however many steps they have', async () => {
    const { knex, store } = await openTestStore(databases, databaseId);
    const {
      environmentIds: [environmentId],
    } = await seed(store);
    const platform = Object.assign(Object.create(ActivePlatform.prototype), {
      demand: async (): Promise<Pick<Platform, 'revision'>> => ({
        revision: 'p',
      }),
    });
    const catalog = Object.assign(Object.create(CatalogFacts.prototype), {
      refreshOne: async (application: unknown) => application,
    });
    const facts = new PlanFacts({
      store,
      platform,
      catalog,
      config: {
        sources: [],
        accept: 'automatic',
        refreshMs: 1,
        workloadsRefreshMs: 1,
        values: {},
        secrets: {},
        labels: [],
        reservedNamespaces: [],
      },
      digestKey: Buffer.alloc(32),
    });
    const service = new DefaultPlansService({
      store,
      facts,
      gates: Object.assign(Object.create(Gates.prototype), {
        approval: async () => ({ needed: false, reason: 'No rule asks.' }),
      }),
      wakeups: new Wakeups(),
      perCaller: 2,
    });
    const [environment] = await store.environments.get([environmentId]);
    const [application] = await store.applications.get([
      environment.applicationId,
    ]);
    const release = await store.releases.get('release-1');
    if (!release) throw new Error('There is no release');
    const madeFrom = await facts.read({ application, environment, release });

    /** What the database is asked while one is shown, and what comes of it. */
    async function shown(id: string, steps: WrittenStep[]) {
      const { head, rest } = await writePlan(
        plan({ environment: environmentId }),
        async () => {},
      );
      await store.plans.add(
        {
          id,
          environmentId,
          releaseId: 'release-1',
          input: {},
          basis: NO_BASIS,
          givenImages: {},
          plan: head,
          madeFrom,
          createdAt: 1,
          createdBy: CALLER.name,
        },
        { rest, steps },
      );
      const asked: string[] = [];
      const listen = ({ sql }: { sql: string }) => asked.push(sql);
      knex.on('query', listen);
      const view = await service.get(id, CALLER, {
        waitMs: 0,
        signal: new AbortController().signal,
      });
      knex.removeListener('query', listen);
      return { asked, view };
    }

    const small = await shown('small', stepsOf(2));
    const large = await shown('large', stepsOf(STEPS));
    expect(large.view).toMatchObject({
      state: 'made',
      current: true,
      moved: [],
      next: 200,
    } satisfies Partial<PlanView>);
    expect(large.asked.length).toBeLessThanOrEqual(small.asked.length);
    expect(large.asked.join('\n')).not.toContain('"rest"');
    await knex.destroy();
  });
});

function stepsOf(count: number): WrittenStep[] {
  return Array.from({ length: count }, (_, index) => {
    const address = `workload#w${index}`;
    return {
      address,
      kind: 'workload' as const,
      action: 'keep' as const,
      needs: '[]',
      text: JSON.stringify({ address, kind: 'workload', action: 'keep' }),
    };
  });
}
