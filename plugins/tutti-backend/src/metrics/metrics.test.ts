import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  MetricsService,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { Portal, startPortal } from '../__testUtils__/portal';
import { seed } from '../__testUtils__/records';

jest.setTimeout(60_000);

const databases = testDatabases();

/** Everything that is measured. */
class Measured {
  readonly made: string[] = [];
  readonly measures: { name: string; value: number; attributes?: object }[] =
    [];

  readonly service: MetricsService = metricsServiceMock.mock({
    createCounter: name => {
      this.made.push(name);
      return {
        add: (value, attributes) => this.#keep(name, value, attributes),
      };
    },
    createHistogram: name => {
      this.made.push(name);
      return {
        record: (value, attributes) => this.#keep(name, value, attributes),
      };
    },
    createObservableGauge: name => {
      this.made.push(name);
      return { addCallback: () => {}, removeCallback: () => {} };
    },
  });

  of(name: string) {
    return this.measures.filter(measure => measure.name === name);
  }

  #keep(name: string, value: number, attributes?: object) {
    this.measures.push({ name, value, ...(attributes && { attributes }) });
  }
}

describe('metrics', () => {
  const measured = new Measured();
  let portal: Portal;

  beforeAll(async () => {
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({
      knex,
      features: [
        createServiceFactory({
          service: metricsServiceRef,
          deps: {},
          factory: () => measured.service,
        }),
      ],
    });
  });

  afterAll(() => portal?.stop());

  it('tell of plans, steps and the end of a run', async () => {
    const { steps } = await portal.deploy('development');
    expect(measured.of('tutti.plan.duration')).toContainEqual({
      name: 'tutti.plan.duration',
      value: expect.any(Number),
      attributes: { result: 'made' },
    });
    expect(measured.of('tutti.deployments')).toEqual([
      {
        name: 'tutti.deployments',
        value: 1,
        attributes: { status: 'succeeded' },
      },
    ]);
    const [run] = measured.of('tutti.deployment.duration');
    expect(run.value).toBeGreaterThan(0);
    expect(run.value).toBeLessThan(60);
    expect(measured.of('tutti.steps')).toHaveLength(steps.length);
  });

  it('tell of requests to clusters that fail', async () => {
    await portal.sandbox.close();
    await portal
      .as('user:default/maria')
      .post('/applications/shop/environments/development/plans')
      .expect(422);
    expect(measured.of('tutti.cluster.errors')).toContainEqual({
      name: 'tutti.cluster.errors',
      value: 1,
      attributes: { cluster: 'sandbox', code: 'unavailable' },
    });
    expect(measured.of('tutti.plan.duration')).toContainEqual(
      expect.objectContaining({ attributes: { result: 'refused' } }),
    );
  });

  it('are all documented', async () => {
    const page = await readFile(
      join(__dirname, '../../../../docs/reference/metrics.md'),
      'utf8',
    );
    const names = [...page.matchAll(/^\| `(tutti\.[a-z.]+)`/gm)].map(
      ([, name]) => name,
    );
    expect([...new Set(names)].sort()).toEqual([...measured.made].sort());
  });
});

it.each(databases.eachSupportedId())(
  'the queue is measured on %s',
  async databaseId => {
    const { store, knex } = await openTestStore(databases, databaseId);
    expect(await store.deployments.queue()).toEqual({ length: 0, oldestMs: 0 });
    await seed(store, {
      environments: ['development', 'staging'],
      deploymentsEach: 2,
    });
    const asked = (await store.now()) - 90_000;
    await knex('deployments').update({ requested_at: asked });
    const { length, oldestMs } = await store.deployments.queue();
    expect(length).toBe(4);
    expect(Math.round(oldestMs / 10_000)).toBe(9);
    await knex.destroy();
  },
);
