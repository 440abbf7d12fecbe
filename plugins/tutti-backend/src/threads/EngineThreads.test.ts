import { EngineThreads, JobTooLarge } from './EngineThreads';

const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "nginx:1.27" } }
`;
const small = { text: SCORE, file: 'web/score.yaml' };

/** Platform files with many resource types: a thread takes seconds for them. */
function large(files: number) {
  const text = Array.from(
    { length: 1_000 },
    (_, n) =>
      `{ apiVersion: tutti.dev/v1alpha1, kind: ResourceType, metadata: { name: t${n} }, spec: { outputs: { type: object } } }`,
  ).join('\n---\n');
  return {
    files: Array.from({ length: files }, (_, n) => ({
      file: `${n}.yaml`,
      text,
    })),
    drivers: [],
  };
}

describe('engine threads', () => {
  const threads: EngineThreads[] = [];
  const start = (limits: { computeMs?: number; memoryMb?: number } = {}) => {
    const started = new EngineThreads({
      most: 1,
      memoryMb: 512,
      computeMs: 60_000,
      ...limits,
    });
    threads.push(started);
    return started;
  };
  afterAll(() => Promise.all(threads.map(started => started.stop())));

  it('answer as the engine does', async () => {
    const read = await start().run('readScore', small);
    expect(read).toMatchObject({ ok: true, value: { name: 'web' } });
  });

  it('give back what a job throws', async () => {
    const planned = start().run('plan', {
      request: {
        application: { id: 'a', name: 'shop', labels: {} },
        environment: { id: 'e', name: 'dev', type: 'development' },
        release: 'r1',
        workloads: [],
        images: {},
        values: {},
        secrets: {},
        platformValues: {},
        platformSecrets: {},
        neighbours: {},
        force: false,
        consent: [],
        moves: [],
        state: { resources: [], workloads: [], objects: [], minted: {} },
      },
      platform: {
        revision: 'unknown',
        fetch: () => Promise.reject(new RangeError('no such revision')),
      },
      ports: {
        drivers: {},
        openTarget: () => Promise.reject(new Error('not reached')),
        generated: new Map(),
        claimRoutes: async () => [],
        digestKey: new Uint8Array(32),
        signal: new AbortController().signal,
      },
      keepSteps: async () => {},
    });
    await expect(planned).rejects.toMatchObject({
      name: 'RangeError',
      message: 'no such revision',
    });
  });

  it('leave this thread its time, whatever they compute', async () => {
    const engine = start();
    await engine.run('readScore', small);
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    await engine.run('readPlatform', large(10));
    clearInterval(turning);
    // In this thread the same job would leave no turn at all.
    expect(turns).toBeGreaterThan(5);
  });

  it('are ended when they compute too long, and the next job is served', async () => {
    const engine = start({ computeMs: 500 });
    await expect(engine.run('readPlatform', large(100))).rejects.toThrow(
      JobTooLarge,
    );
    await expect(engine.run('readScore', small)).resolves.toMatchObject({
      ok: true,
    });
  });

  it('are ended when they need too much memory, and the next job is served', async () => {
    const engine = start({ memoryMb: 34 });
    await expect(engine.run('readPlatform', large(100))).rejects.toThrow(
      /memory/,
    );
    await expect(engine.run('readScore', small)).resolves.toMatchObject({
      ok: true,
    });
  });
});
