import github from '@backstage/plugin-scaffolder-backend-module-github';
import { GitHub, startGitHub, TOKEN } from './__testUtils__/github';
import { entitiesOf, Portal, startPortal, TEAM } from './__testUtils__/portal';

const SCORE = `apiVersion: score.dev/v1b1
metadata: { name: ledger }
containers:
  main:
    # The books.
    image: registry.example.com/team/ledger:1.4.2
`;

describe('a change of a workload that follows a repository', () => {
  let host: GitHub;
  let portal: Portal;

  beforeAll(async () => {
    host = await startGitHub({
      'api/score.yaml': SCORE,
      'README.md': 'Read me.',
    });
    portal = await startPortal({
      templates: entitiesOf('templates/change-resources-in-github.yaml'),
      features: [github],
      config: {
        integrations: {
          github: [
            {
              host: host.host,
              apiBaseUrl: `http://${host.host}/api/v3`,
              token: TOKEN,
            },
          ],
        },
      },
    });
    const tutti = portal.tutti();
    await tutti.createApplication({ name: 'ledger', owner: TEAM });
    await tutti.createEnvironment('ledger', {
      name: 'development',
      type: 'development',
    });
    await tutti.putWorkload('ledger', 'ledger', {
      source: {
        kind: 'repository',
        url: `http://${host.host}/team/ledger`,
        path: 'api/score.yaml',
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await host?.stop();
  });

  async function propose(type: string) {
    const task = await portal.run('change-resources-in-github', {
      application: 'ledger',
      workload: 'ledger',
      resources: [{ name: 'store', type }],
    });
    if (task.status !== 'completed') throw new Error(task.log.join('\n'));
    return task;
  }

  it('becomes a pull request, with its comments; nothing is changed before', async () => {
    const task = await propose('redis');
    expect(task.output.links).toEqual([
      expect.objectContaining({
        url: `http://${host.host}/team/ledger/pull/1`,
      }),
    ]);
    expect(host.pullRequests).toEqual([
      {
        number: 1,
        title: 'What ledger needs',
        head: 'team:tutti/ledger',
        base: 'main',
      },
    ]);
    const proposed = host.branches.get('tutti/ledger');
    expect(Object.keys(proposed ?? {})).toEqual([
      'api/score.yaml',
      'README.md',
    ]);
    expect(proposed?.['api/score.yaml']).toContain('# The books.');
    expect(proposed?.['api/score.yaml']).toContain('type: redis');
    expect(host.branches.get('main')?.['api/score.yaml']).toBe(SCORE);
    expect((await portal.tutti().getWorkload('ledger', 'ledger')).score).toBe(
      SCORE,
    );
  });

  it('run again, changes the pull request that is open', async () => {
    await propose('postgres');
    expect(host.pullRequests).toHaveLength(1);
    const proposed = host.branches.get('tutti/ledger')?.['api/score.yaml'];
    expect(proposed).toContain('type: postgres');
    expect(proposed).not.toContain('type: redis');
  });

  it('is refused before anything is proposed when the platform has none', async () => {
    const task = await portal.run('change-resources-in-github', {
      application: 'ledger',
      workload: 'ledger',
      resources: [{ name: 'store', type: 'abacus' }],
    });
    expect(task).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('abacus'),
    });
    expect(host.pullRequests).toHaveLength(1);
  });
});
