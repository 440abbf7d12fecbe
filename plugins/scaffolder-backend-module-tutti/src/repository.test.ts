import gitea from '@backstage/plugin-scaffolder-backend-module-gitea';
import { BOT, Gitea, startGitea } from './__testUtils__/gitea';
import { entitiesOf, Portal, startPortal, TEAM } from './__testUtils__/portal';

describe('a new service in a repository', () => {
  let host: Gitea;
  let portal: Portal;

  beforeAll(async () => {
    host = await startGitea();
    portal = await startPortal({
      templates: entitiesOf('templates/new-service-in-gitea.yaml'),
      features: [gitea],
      config: {
        integrations: {
          gitea: [{ host: host.host, baseUrl: `http://${host.host}`, ...BOT }],
        },
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await host?.stop();
  });

  const values = (name: string) => ({
    name,
    owner: TEAM,
    image: 'registry.example.com/team/service:1.4.2',
    port: 8080,
    repoUrl: `${host.host}?owner=team&repo=${name}`,
    environments: [{ name: 'development', type: 'development' }],
    resources: [],
  });

  it('is pushed, followed and healthy', async () => {
    const task = await portal.run('new-service-in-gitea', values('ledger'));
    if (task.status !== 'completed') throw new Error(task.log.join('\n'));
    expect(await host.show('team/ledger', 'score.yaml')).toContain(
      'image: registry.example.com/team/service:1.4.2',
    );
    expect(await host.show('team/ledger', 'catalog-info.yaml')).toContain(
      'tutti.dev/application: ledger',
    );
    expect(portal.registered).toEqual([
      `http://${host.host}/team/ledger/src/branch/main/catalog-info.yaml`,
    ]);
    expect(await portal.tutti().getApplication('ledger')).toMatchObject({
      workloads: [{ name: 'ledger', source: { kind: 'repository' } }],
      environments: [{ health: { status: 'healthy' } }],
    });
  });

  it('is nowhere when the Git host refuses the push', async () => {
    host.refusePushes(true);
    const task = await portal.run('new-service-in-gitea', values('refused'));
    expect(task).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/403/),
    });
    await expect(portal.tutti().getApplication('refused')).rejects.toThrow();
    host.refusePushes(false);
    const again = await portal.run('new-service-in-gitea', values('refused'));
    if (again.status !== 'completed') throw new Error(again.log.join('\n'));
  });
});
