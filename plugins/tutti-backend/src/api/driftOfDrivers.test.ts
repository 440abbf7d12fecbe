import { DeploymentDetail, DriftView } from '@tutti/plugin-tutti-common';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';
import {
  CLUSTER,
  makeTiny,
  makeTinyDevelopment,
  Tool,
  TOOL_PLATFORM,
  toolDrivers,
} from '../__testUtils__/toolDriver';

const databases = testDatabases();
const DRIFT = '/applications/tiny/environments/development/drift';

describe.each(databases.eachSupportedId())(
  'drift that a driver finds, on %s',
  databaseId => {
    let portal: Portal;
    const tool: Tool = { changes: [], made: [] };

    beforeAll(async () => {
      const { knex } = await openTestStore(databases, databaseId);
      portal = await startPortal({
        knex,
        files: { 'tool.yaml': TOOL_PLATFORM },
        features: [toolDrivers(tool)],
      });
      await makeTiny(portal.as(MARIA));
      await makeTinyDevelopment(portal.as(MARIA));
      await deploy({ images: { web: { main: 'example.com/web:1' } } });
    }, 90_000);
    afterAll(async () => {
      await portal?.stop();
    });
    beforeEach(() => {
      tool.applied = [];
      tool.drift = [
        {
          address: 'cluster.main',
          kind: 'cluster',
          change: 'altered',
          fields: [
            { path: 'nodes', before: 3, after: 5 },
            {
              path: 'token',
              before: { masked: 'secret' },
              after: { masked: 'secret' },
            },
          ],
        },
      ];
      delete tool.fails;
    });

    async function deploy(input: object): Promise<DeploymentDetail> {
      const { body } = await portal
        .as(MARIA)
        .post('/deployments', {
          application: 'tiny',
          environment: 'development',
          input,
        })
        .expect(201);
      return portal.ended(body.id);
    }
    const look = async (): Promise<DriftView> =>
      (await portal.as(MARIA).post(DRIFT).expect(200)).body;
    const decide = async (how: string, findings: string[]) => {
      const { body } = await portal
        .as(MARIA)
        .post('/drift/decisions', { how, findings })
        .expect(200);
      expect(body.items).toMatchObject([{ outcome: 'queued' }]);
      return portal.ended(body.items[0].deploymentId);
    };

    it('is told by address and field, what is secret masked', async () => {
      const { items, checked, candidates } = await look();
      expect([candidates, checked > 1]).toEqual([1, true]);
      expect(items).toMatchObject([
        {
          driver: 'tool',
          resource: CLUSTER,
          object: { kind: 'cluster', name: 'cluster.main' },
          path: 'nodes',
          applied: 3,
          live: 5,
          wanted: 3,
          secret: false,
          allowed: { repair: { allowed: true }, accept: { allowed: true } },
        },
        { path: 'token', live: { masked: 'secret' }, secret: true },
      ]);
    });

    it('stays known while its driver cannot look, and says why', async () => {
      await look();
      tool.fails = 'The provider does not answer.';
      const { items, unsure } = await look();
      expect(items).toHaveLength(2);
      expect(unsure).toEqual([
        {
          object: `cluster ${CLUSTER}`,
          why: 'The provider does not answer.',
          unseen: true,
        },
      ]);
    });

    it('is put back by an apply of the resource as it was made, and nothing else', async () => {
      const { items } = await look();
      const ended = await decide('repair', [items[0].id]);
      expect(ended).toMatchObject({ status: 'succeeded' });
      expect(tool.applied).toEqual([{ held: true }]);
      tool.drift = [];
      expect((await look()).items).toEqual([]);
    });

    it('is taken as it is: nothing is put back, and who uses its outputs gets them', async () => {
      const { items } = await look();
      tool.host = 'moved.example.com';
      const ended = await decide('accept', [items[0].id]);
      expect(ended).toMatchObject({ status: 'succeeded' });
      expect(tool.applied).toEqual([{ held: true, refresh: true }]);
      const response = await fetch(
        `${portal.sandbox.url}/apis/apps/v1/namespaces/tiny-development/deployments/web`,
      );
      expect(JSON.stringify(await response.json())).toContain(
        'moved.example.com',
      );
    });

    it('of a driver that cannot look is not taken', async () => {
      const { body } = await portal
        .as(MARIA)
        .post('/applications/tiny/environments/development/plans', {
          refresh: ['network.default#web.net'],
        })
        .expect(422);
      expect(JSON.stringify(body)).toContain('NoDriftOfResource');
    });
  },
);
