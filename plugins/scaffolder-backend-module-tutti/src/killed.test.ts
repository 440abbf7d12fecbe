import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonValue } from '@backstage/types';
import {
  entitiesOf,
  MARIA,
  Portal,
  startPortal,
  TEAM,
} from './__testUtils__/portal';
import { createWorkloadAction } from './actions/addWorkload';
import { createApplicationAction } from './actions/createApplication';
import { createDeployAction } from './actions/deploy';

/** What happens to a process: what was asked for is done, and nobody hears the answer. */
class Killed extends Error {}

/** Calls that change something, in the order in which one whole run makes them. */
const CHANGES = [
  'application',
  'environment',
  'workload',
  'plan',
  'deployment',
] as const;

describe('a task that is killed', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({ templates: [] });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  afterAll(async () => {
    await portal?.stop();
  });

  function killAfter(change: number): void {
    const real = globalThis.fetch;
    let seen = 0;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      if (seen > change) throw new Killed();
      const answer = await real(input, init);
      if ((init?.method ?? 'GET') !== 'GET') {
        if (seen === change) {
          seen += 1;
          throw new Killed();
        }
        seen += 1;
      }
      return answer;
    });
  }

  /** The steps of a small template; `kept` are the checkpoints of its task. */
  async function run(name: string, kept: Map<string, JsonValue>) {
    const services = {
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities: entitiesOf('catalog/org.yaml') }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => `${portal.address}/api/${plugin}`,
      }),
    };
    const context = {
      logger: mockServices.logger.mock(),
      workspacePath: '/nowhere',
      task: { id: name },
      output: () => {},
      createTemporaryDirectory: async () => '/nowhere',
      getInitiatorCredentials: async () => mockCredentials.user(MARIA),
      async checkpoint<T extends JsonValue | void>(options: {
        key: string;
        fn: () => Promise<T> | T;
      }): Promise<T> {
        if (!kept.has(options.key)) {
          kept.set(options.key, (await options.fn()) ?? {});
        }
        return kept.get(options.key) as T;
      },
    };
    await createApplicationAction(services).handler({
      ...context,
      input: {
        name,
        owner: TEAM,
        environments: [{ name: 'development', type: 'development' }],
        existing: 'use',
      },
    });
    await createWorkloadAction(services).handler({
      ...context,
      input: {
        application: name,
        workload: name,
        score: `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: 'registry.example.com/x:1' } }
`,
      },
    });
    await createDeployAction(services).handler({
      ...context,
      input: { application: name, environment: 'development' },
    });
  }

  describe.each([
    ['the same task', (kept: Map<string, JsonValue>) => kept],
    ['another task', () => new Map<string, JsonValue>()],
  ])('is completed by %s', (which, checkpoints) => {
    it.each(CHANGES.map((change, index) => [change, index] as const))(
      'after its change of the %s',
      async (change, index) => {
        const app = `${which.split(' ')[0]}-${change}`;
        const kept = new Map<string, JsonValue>();
        killAfter(index);
        await expect(run(app, kept)).rejects.toThrow(Killed);
        jest.restoreAllMocks();
        await run(app, checkpoints(kept));
        const tutti = portal.tutti();
        expect(await tutti.getApplication(app)).toMatchObject({
          workloads: [{ name: app }],
          environments: [
            { health: { status: 'healthy' }, lastDeployment: { number: 1 } },
          ],
        });
        expect((await tutti.getWorkload(app, app)).version).toBe(1);
      },
    );
  });
});
