import { Plan, RunOutcome } from '../model';
import { TestEnvironment } from '../testing';
import { api, smallShop, worker } from '../testing/shop';

const withImage = (image: string) => ({
  release: image,
  workloads: [
    { ...api, containers: { main: { ...api.containers.main, image } } },
    worker,
  ],
});

function imageOf(environment: TestEnvironment): string {
  return JSON.stringify(
    environment.cluster.get('Deployment/api')?.content,
  ).replace(/.*"image":"([^"]*)".*/, '$1');
}

/** Holds back the first request that `matches`, as a network would; gives what it was. */
function holdBack(
  environment: TestEnvironment,
  matches: (verb: string, kind?: string) => boolean,
): {
  held: Promise<void>;
  /** Lets the caller go on; the request itself is delivered by `arrive`. */
  fail: (error: Error) => void;
  arrive: () => void;
} {
  let fail: (error: Error) => void = () => {};
  let arrived: () => void = () => {};
  let announce: () => void = () => {};
  const held = new Promise<void>(resolve => {
    announce = resolve;
  });
  let caught = false;
  environment.cluster.before = (verb, ref, arrive) => {
    if (caught || !arrive || !matches(verb, ref?.kind)) {
      return undefined;
    }
    caught = true;
    arrived = arrive;
    announce();
    return new Promise<void>((_, reject) => {
      fail = reject;
    });
  };
  return { held, fail: error => fail(error), arrive: () => arrived() };
}

describe('a request of a dead run that arrives late', () => {
  it.each(['apply', 'remove'])(
    'cannot undo what the next run decided: %s',
    async verb => {
      const environment = smallShop();
      await environment.deploy(withImage('example/api:1'));
      const dying =
        verb === 'apply'
          ? withImage('example/api:2')
          : { release: 'r0', workloads: [worker] };
      environment.change(dying);
      const plan = await environment.plan();
      const late = holdBack(
        environment,
        (was, kind) => was === verb && kind === 'Deployment',
      );
      const dead = environment.run(plan);
      await late.held;

      const outcome = await environment.deploy(withImage('example/api:1'));
      expect(outcome).toEqual({
        status: 'succeeded',
        applies: expect.any(Number),
        deletes: expect.any(Number),
      });
      expect(() => late.arrive()).toThrow('has changed');
      expect(imageOf(environment)).toBe('example/api:1');

      late.fail(new Error('connection closed'));
      expect((await dead).status).not.toBe('succeeded');
      expect(await keepsEverything(environment)).toBe(true);
    },
  );

  it('that would create is waited for, and its object does not stay', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    const late = holdBack(
      environment,
      (verb, kind) => verb === 'apply' && kind === 'Ingress',
    );
    const dead = environment.run(plan);
    await late.held;

    // The next release has no route; while the takeover waits, the late request comes through.
    const began = environment.clock.now();
    environment.clock.sleep(10_000).then(() => late.arrive());
    const outcome = await environment.deploy({
      release: 'r2',
      workloads: [{ ...api, resources: { db: api.resources.db } }, worker],
    });
    expect(outcome).toEqual({
      status: 'succeeded',
      applies: expect.any(Number),
      deletes: expect.any(Number),
    });
    expect(environment.clock.now() - began).toBeGreaterThanOrEqual(15_000);
    expect(environment.cluster.listing()).not.toContainEqual(
      expect.stringContaining('Ingress'),
    );
    late.fail(new Error('connection closed'));
    await dead;
  });
});

describe('a worker that was frozen while another took over', () => {
  it('writes nothing more and ends as interrupted', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    const late = holdBack(
      environment,
      (verb, kind) => verb === 'apply' && kind === 'StatefulSet',
    );
    const frozen = environment.run(plan);
    await late.held;
    const outcome = await environment.run(plan, { resumes: true });
    expect(outcome).toEqual({
      status: 'succeeded',
      applies: expect.any(Number),
      deletes: expect.any(Number),
    });
    const writes = [...environment.cluster.writes];

    expect(() => late.arrive()).toThrow('already exists');
    late.fail(new Error('connection reset'));
    expect(await frozen).toMatchObject({
      status: 'interrupted',
      message: expect.stringContaining('taken over'),
    });
    expect(environment.cluster.writes).toEqual(writes);
  });
});

describe('the end of the lease', () => {
  async function environmentOf(
    change: Parameters<TestEnvironment['change']>[0],
    isDeployed: boolean,
  ): Promise<TestEnvironment> {
    const environment = smallShop();
    if (isDeployed) {
      await environment.deploy(withImage('example/api:1'));
    }
    environment.change(change);
    return environment;
  }

  it('stops a run before it writes', async () => {
    const environment = smallShop();
    const plan = await environment.plan();
    environment.onEvent = event => {
      if (
        event.type === 'step' &&
        event.status === 'done' &&
        event.address === 'target'
      ) {
        environment.database.leaseLeftMs = 0;
      }
    };
    const outcome = await environment.run(plan);
    expect(outcome.status).toBe('interrupted');
    expect(environment.cluster.listing()).toEqual(['Namespace/shop-dev']);
  });

  it.each<[string, Parameters<typeof environmentOf>[0]]>([
    ['create', {}],
    ['apply', withImage('example/api:2')],
    ['remove', { release: 'r0', workloads: [worker] }],
  ])(
    'may come while an intent is stored: then no %s is sent',
    async (verb, change) => {
      const environment = await environmentOf(change, verb !== 'create');
      const writes = [...environment.cluster.writes];
      const plan = await environment.plan();
      const store = environment.database.claim();
      const outcome = await environment.run(plan, {
        store: {
          ...store,
          openIntent: async (intent, object, timeoutMs) => {
            const opened = await store.openIntent(intent, object, timeoutMs);
            // The process stood still with the answer on its way.
            environment.database.leaseLeftMs = 0;
            return opened;
          },
        },
      });
      expect(outcome.status).toBe('interrupted');
      expect(environment.cluster.writes).toEqual(writes);
    },
  );

  it('is longer than every request', async () => {
    const environment = smallShop();
    environment.database.leaseLeftMs = 5_000.25;
    const plan = await environment.plan();
    const timeouts: number[] = [];
    const store = environment.database.claim();
    await environment.run(plan, {
      store: {
        ...store,
        openIntent: (intent, object, timeoutMs) => {
          timeouts.push(timeoutMs);
          return store.openIntent(intent, object, timeoutMs);
        },
      },
    });
    expect(timeouts.length).toBeGreaterThan(5);
    expect(Math.max(...timeouts)).toBeLessThan(5_000);
    expect(timeouts.every(Number.isInteger)).toBe(true);
  });
});

describe('a driver whose operation was cut off', () => {
  const interrupted = async (
    fate: 'finished' | 'running' | 'notStarted' | 'unknown',
  ): Promise<{
    environment: TestEnvironment;
    plan: Plan;
    again: RunOutcome;
  }> => {
    const environment = smallShop();
    let asked = 0;
    const applied: string[] = [];
    const { manifests } = environment.drivers;
    environment.drivers.manifests = {
      ...manifests,
      apply: async (request, run) => {
        applied.push(run.operationId);
        if (applied.length === 1) {
          // The worker dies while the driver is at work.
          environment.database.before = () => {
            throw new Error('dead');
          };
          throw new Error('dead');
        }
        return manifests.apply(request, run);
      },
      recover: async () => {
        asked++;
        return fate === 'running' && asked > 3 ? 'finished' : fate;
      },
    };
    const plan = await environment.plan();
    environment.limits = { parallel: 1 };
    await environment.run(plan);
    environment.database.before = () => {};
    const again = await environment.run(plan, { resumes: true });
    return { environment, plan, again };
  };

  it.each(['finished', 'running', 'notStarted'] as const)(
    'is asked first, and the run goes on: %s',
    async fate => {
      const { environment, again } = await interrupted(fate);
      expect(again.status).toBe('succeeded');
      expect(await keepsEverything(environment)).toBe(true);
    },
  );

  it('blocks while it does not know how it ended', async () => {
    const { environment, plan, again } = await interrupted('unknown');
    expect(again).toMatchObject({
      status: 'interrupted',
      message: expect.stringContaining('unlock'),
    });
    expect((await environment.run(plan, { resumes: true })).status).toBe(
      'interrupted',
    );
  });
});

async function keepsEverything(environment: TestEnvironment) {
  const { steps } = await environment.plan();
  return steps.every(({ action }) => action === 'keep');
}
