import { mockCredentials } from '@backstage/backend-test-utils';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { EVE, JON, MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import { Store } from '../store';
import { allActions } from './allActions';

jest.setTimeout(120_000);

const databases = testDatabases();
const VIEWER = 'user:default/vera';
const SHOP = { application: 'shop' };
const DEVELOPMENT = { ...SHOP, environment: 'development' };

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: extra }
containers: { main: { image: 'registry.example.com/shop/extra:1' } }
`;

/** What each role gets: a status, or `[]` for an answer in which nothing is. */
interface Row {
  input(ids: { plan: string; hash: string }): object;
  /** In the order of `ROLES`. */
  answers: string;
}

const ROLES = [
  'nobody',
  'stranger',
  'viewer',
  'owner',
  'release manager',
  'machine without a mandate',
  'machine of development',
] as const;
type Role = (typeof ROLES)[number];

/** A new action is refused by TypeScript and by the test below until it has a row. */
const TABLE: Record<string, Row> = {
  'find-applications': {
    input: () => ({}),
    answers: '401 [] 200 200 200 [] 200',
  },
  'show-application': {
    input: () => ({ ...DEVELOPMENT, workload: 'web' }),
    answers: '401 404 200 200 200 404 200',
  },
  'compare-environments': {
    input: () => ({ ...SHOP, left: 'development', right: 'production' }),
    answers: '401 404 200 200 200 404 404',
  },
  'explain-resource': {
    input: () => ({ ...DEVELOPMENT, type: 'postgres' }),
    answers: '401 404 200 200 200 404 200',
  },
  'explain-access': {
    input: () => DEVELOPMENT,
    answers: '401 404 200 200 200 404 200',
  },
  'explain-deployment': {
    input: () => DEVELOPMENT,
    answers: '401 404 200 200 200 404 200',
  },
  // Its mandate has no `logs`.
  'read-logs': {
    input: () => ({ ...DEVELOPMENT, workload: 'web' }),
    answers: '401 404 403 200 403 404 403',
  },
  'show-blast-radius': {
    input: () => ({}),
    answers: '401 200 200 200 200 403 200',
  },
  'change-application': {
    input: () => ({ ...SHOP, workload: 'extra', score: SCORE }),
    answers: '401 404 403 200 403 404 403',
  },
  'plan-deployment': {
    input: () => DEVELOPMENT,
    answers: '401 404 403 200 403 404 200',
  },
  // To go back is to deploy; only a person runs it.
  'propose-change': {
    input: () => ({ ...DEVELOPMENT, rollbackTo: 1 }),
    answers: '401 404 403 200 403 404 200',
  },
  'deploy-plan': {
    input: ({ plan, hash }) => ({ plan, hash }),
    answers: '401 404 403 200 403 404 200',
  },
};

describe('who may do what by actions', () => {
  let portal: Portal;
  let store: Store;

  const headerOf = (role: Role): string => {
    const service = (subject: string) =>
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(subject),
        targetPluginId: 'tutti',
      });
    switch (role) {
      case 'nobody':
        return mockCredentials.none.header();
      case 'stranger':
        return portal.authorization(EVE);
      case 'viewer':
        return portal.authorization(VIEWER);
      case 'owner':
        return portal.authorization(MARIA);
      case 'release manager':
        return portal.authorization(JON);
      case 'machine without a mandate':
        return service('external:other');
      default:
        return service('external:ci');
    }
  };

  beforeAll(async () => {
    const { knex, store: opened } = await openTestStore(databases, 'SQLITE_3');
    store = opened;
    portal = await startPortal({
      knex,
      config: {
        access: { read: ['owner', VIEWER, 'group:default/release-managers'] },
        automation: [
          {
            subject: 'external:ci',
            applications: ['shop'],
            environmentTypes: ['development'],
            verbs: ['deploy'],
          },
        ],
      },
    });
    await portal.deploy('development');
  });

  afterAll(async () => {
    await portal?.stop();
  });

  it('is said of every action', () => {
    expect(Object.keys(TABLE)).toEqual(allActions.map(({ name }) => name));
  });

  it.each(Object.entries(TABLE))('%s', async (action, { input, answers }) => {
    const got: string[] = [];
    for (const role of ROLES) {
      const { body: plan } = await portal
        .as(MARIA)
        .post('/applications/shop/environments/development/plans')
        .expect(201);
      const { status, body } = await portal.act(
        headerOf(role),
        action,
        input({ plan: plan.id, hash: plan.plan.hash }),
      );
      const isEmpty = body.output?.applications?.length === 0;
      got.push(isEmpty ? '[]' : String(status));
      if (action === 'deploy-plan' && status === 200) {
        const [last] = await store.deployments.page({
          environmentIds: [await developmentId()],
          limit: 1,
        });
        await portal.ended(last.id);
      }
    }
    expect(got.join(' ')).toBe(answers);
  });

  async function developmentId(): Promise<string> {
    const { body } = await portal.as(MARIA).get('/applications/shop');
    return body.environments[0].id;
  }

  it('what a stranger is answered says nothing of what is hidden', async () => {
    const { body: shop } = await portal.as(MARIA).get('/applications/shop');
    for (const [action, { input }] of Object.entries(TABLE)) {
      const { text } = await portal.act(
        portal.authorization(EVE),
        action,
        input({ plan: 'none', hash: 'none' }),
      );
      for (const trace of [
        shop.id,
        shop.title,
        'shop-development',
        'registry.example.com/shop/web',
      ]) {
        expect([action, text.includes(trace)]).toEqual([action, false]);
      }
    }
  });

  it('a machine of development does nothing to production', async () => {
    const { status } = await portal.act(
      headerOf('machine of development'),
      'plan-deployment',
      { ...SHOP, environment: 'production' },
    );
    expect(status).toBe(404);
  });
});
