import { PLAN_FORMAT } from '@tutti/engine';
import {
  openTestStore,
  testDatabases,
  TestStore,
} from '../__testUtils__/databases';
import { Aside } from './deployments';
import { moveClock } from './database';
import { Claim } from './leases';
import { FOR_GOOD } from './line';

const databases = testDatabases();
const LEASE = 20_000;

describe.each(databases.eachSupportedId())('the line on %s', databaseId => {
  let test: TestStore;
  let requested = 0;

  beforeEach(async () => {
    test = await openTestStore(databases, databaseId);
  });

  afterEach(async () => {
    await test.knex.destroy();
  });

  async function application(
    name: string,
    environments: string[],
  ): Promise<void> {
    const { store } = test;
    await store.applications.add({
      offers: {},
      id: name,
      name,
      title: name,
      declared: false,
      createdAt: 1,
      createdBy: 'user:default/guest',
    });
    for (const environment of environments) {
      await store.environments.add({
        id: `${name}-${environment}`,
        applicationId: name,
        name: environment,
        type: 'development',
        createdAt: 1,
        createdBy: 'user:default/guest',
      });
    }
  }

  async function queue(
    environmentId: string,
    aside?: { waits: Aside; notBefore: number },
  ): Promise<string> {
    const { store } = test;
    const number = await store.environments.nextDeploymentNumber(environmentId);
    const id = `${environmentId}-${number}`;
    await store.deployments.add({
      id,
      environmentId,
      number,
      status: 'queued',
      input: {},
      format: PLAN_FORMAT,
      destroys: false,
      requestedBy: 'user:default/guest',
      requestedAt: (requested += 1),
      phases: [],
      failures: [],
      ...aside,
    });
    return id;
  }

  const claim = () => test.store.leases.claim('worker', LEASE, PLAN_FORMAT);

  async function end(claimed: Claim): Promise<void> {
    await test.store.deployments.change(claimed.deploymentId, ['running'], {
      status: 'succeeded',
    });
    await test.store.leases.release(claimed);
  }

  const waits = (reason: Aside['for']): Aside => ({
    for: reason,
    message: 'It waits.',
    since: new Date(0).toISOString(),
  });

  it('is fair: who asks once does not wait behind somebody who asks a hundred times', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `e${index}`);
    await application('greedy', names);
    await application('modest', ['only']);
    for (let turn = 0; turn < 5; turn++) {
      for (const name of names) await queue(`greedy-${name}`);
    }
    const modest = await queue('modest-only');
    const claimed = [await claim(), await claim(), await claim()];
    expect(claimed.map(each => each?.deploymentId)).toEqual([
      'greedy-e0-1',
      modest,
      'greedy-e1-1',
    ]);
  });

  it('is first in, first out in each environment', async () => {
    await application('shop', ['development']);
    const ids: string[] = [];
    for (let turn = 0; turn < 5; turn++) {
      ids.push(await queue('shop-development'));
    }
    const order: string[] = [];
    for (let next = await claim(); next; next = await claim()) {
      order.push(next.deploymentId);
      await end(next);
    }
    expect(order).toEqual(ids);
  });

  it('is not kept waiting by what stands beside it', async () => {
    await application('shop', ['development']);
    const held = await queue('shop-development', {
      waits: waits('hold'),
      notBefore: FOR_GOOD,
    });
    const frozen = await queue('shop-development', {
      waits: waits('window'),
      notBefore: (await test.store.now()) + 60_000,
    });
    const free = await queue('shop-development');
    expect(await test.store.deployments.aheadOf([free])).toEqual(
      new Map([[free, { position: 1 }]]),
    );
    const first = await claim();
    expect(first?.deploymentId).toBe(free);
    if (first) await end(first);
    expect(await claim()).toBeUndefined();

    moveClock(test.knex, 61_000);
    const second = await claim();
    expect(second?.deploymentId).toBe(frozen);
    if (second) await end(second);
    expect(await claim()).toBeUndefined();

    expect(
      await test.store.deployments.recall('hold', 'shop-development'),
    ).toBe(1);
    expect((await claim())?.deploymentId).toBe(held);
  });

  it('says what is before each, and its place', async () => {
    await application('shop', ['development']);
    const [first, second, third] = [
      await queue('shop-development'),
      await queue('shop-development'),
      await queue('shop-development'),
    ];
    expect(await test.store.deployments.aheadOf([second, third])).toEqual(
      new Map([
        [
          second,
          { position: 2, deployment: { id: first, number: 1, runs: false } },
        ],
        [
          third,
          { position: 3, deployment: { id: second, number: 2, runs: false } },
        ],
      ]),
    );
    await claim();
    expect(await test.store.deployments.aheadOf([first, third])).toEqual(
      new Map([
        [
          third,
          { position: 2, deployment: { id: first, number: 1, runs: true } },
        ],
      ]),
    );
  });
});
