import { ImpactView } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(120_000);

const databases = testDatabases();

const web = (variables: string, image = '.') => `apiVersion: score.dev/v1b1
metadata: { name: web }
containers:
  main:
    image: ${image}
    variables: ${variables}
service:
  ports:
    http: { port: 80, targetPort: 8080 }
`;

const cron = `apiVersion: score.dev/v1b1
metadata: { name: cron }
containers: { main: { image: . } }
resources:
  db: { type: postgres, id: other }
`;

describe.each(databases.eachSupportedId())(
  'what other Score texts would change, on %s',
  databaseId => {
    let portal: Portal;

    beforeAll(async () => {
      const { knex } = await openTestStore(databases, databaseId);
      portal = await startPortal({ knex });
      await portal.deploy('development');
    });

    afterAll(async () => {
      await portal?.stop();
    });

    async function impact(
      body: object,
      environment = 'development',
    ): Promise<ImpactView> {
      const answer = await portal
        .as(MARIA)
        .post(`/applications/shop/environments/${environment}/impact`, body)
        .expect(200);
      return answer.body;
    }
    const actions = ({ impact: told }: ImpactView) =>
      told && 'impacts' in told
        ? told.impacts.map(({ action, address }) => `${action} ${address}`)
        : [];

    it('is told by workload and resource, with the field, and nothing is saved', async () => {
      const changed = await impact({
        scores: { web: web('{ COLOUR: blue }') },
      });
      expect(actions(changed)).toEqual(['update workload#web']);
      expect(JSON.stringify(changed)).toContain('"COLOUR"');
      const added = await impact({
        scores: { cron },
        images: { cron: { main: 'registry.example.com/shop/cron:1' } },
      });
      expect(actions(added).sort()).toEqual([
        'create postgres.default#other',
        'create workload#cron',
      ]);
      expect(actions(await impact({ scores: { web: null } }))).toEqual([
        'destroy workload#web',
      ]);
      const { body } = await portal.as(MARIA).get('/applications/shop');
      expect(body.workloads.map(({ name }: { name: string }) => name)).toEqual([
        'api',
        'web',
      ]);
      expect(body.environments[0].pendingChanges).toBe(0);
    });

    it('is nothing for the text that runs, and absent where nothing runs', async () => {
      const {
        body: { score },
      } = await portal.as(MARIA).get('/applications/shop/workloads/web');
      expect((await impact({ scores: { web: score } })).impact).toMatchObject({
        outcome: 'unchanged',
        impacts: [],
      });
      expect(await impact({ scores: { web: null } }, 'production')).toEqual({
        problems: [],
      });
    });

    it('is blocked where it could not be deployed', async () => {
      const { impact: told } = await impact({ scores: { cron } });
      expect(told).toMatchObject({ outcome: 'blocked' });
      expect(told?.problems).not.toEqual([]);
    });

    it.each<[string, object, number, string]>([
      [
        'a text that is not valid',
        { scores: { web: 'x: 1' } },
        422,
        'not valid',
      ],
      ['the text of another', { scores: { other: web('{}') } }, 422, 'other'],
      ['no text', { scores: {} }, 400, '1 to 100 workloads'],
      ['a name that is none', { scores: { 'A B': null } }, 400, 'scores'],
    ])('refuses %s', async (_, body, status, message) => {
      const answer = await portal
        .as(MARIA)
        .post('/applications/shop/environments/development/impact', body)
        .expect(status);
      expect(answer.text).toContain(message);
    });
  },
);
