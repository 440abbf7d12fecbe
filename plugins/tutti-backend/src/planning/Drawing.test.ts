import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  builtinDrivers,
  loadPlatform,
  NO_OVERLAYS,
  readWorkload,
} from '@tutti/engine';
import { MemoryCluster, MemoryDatabase } from '@tutti/engine/testing';
import {
  byRevision,
  driversAcross,
  EngineThreads,
  Jobs,
  storeAcross,
  targetAcross,
} from '../threads';
import { Drawing } from './Drawing';
import { systemClock } from './systemClock';

const FILE = path.join(
  __dirname,
  '../__testUtils__/fixtures/platform/platform.yaml',
);
const SCORE = `
apiVersion: score.dev/v1b1
metadata: { name: web }
containers: { main: { image: "example/web:1", variables: { PASSWORD: "\${resources.db.password}" } } }
resources: { db: { type: postgres } }
`;

function valueOf<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) {
    throw new Error(JSON.stringify(result));
  }
  return result.value;
}

describe('what a plan drew', () => {
  // One thread: whoever does not let go of it keeps the next one waiting.
  const engine = new EngineThreads({
    most: 1,
    memoryMb: 512,
    computeMs: 60_000,
  });
  afterAll(() => engine.stop());

  const cluster = new MemoryCluster();
  const database = new MemoryDatabase(systemClock);
  const platform = valueOf(
    loadPlatform(
      [{ file: 'platform.yaml', text: readFileSync(FILE, 'utf8') }],
      builtinDrivers(),
    ),
  );
  const signal = new AbortController().signal;

  const ask = (type = 'development'): Jobs['plan']['ask'] => ({
    request: {
      application: { id: 'a', name: 'shop', owner: 'team', labels: {} },
      environment: { id: 'e', name: 'dev', type },
      release: 'r1',
      workloads: [valueOf(readWorkload(SCORE, { file: 'web/score.yaml' }))],
      images: {},
      values: {},
      secrets: {},
      platformValues: {},
      platformSecrets: {},
      neighbours: {},
      force: false,
      consent: [],
      moves: [],
      overlays: NO_OVERLAYS,
      state: database.state(),
    },
    platform: byRevision(platform),
    ports: {
      drivers: driversAcross(
        Object.fromEntries(
          builtinDrivers().map(driver => [driver.name, driver]),
        ),
      ),
      openTarget: async ({ namespace }) =>
        targetAcross(cluster.target(namespace)),
      generated: new Map(),
      claimRoutes: async () => [],
      digestKey: new Uint8Array(32),
      signal,
    },
    keepSteps: async () => {},
  });

  const draw = async () => valueOf(await Drawing.make(engine, ask()));

  const run = (drawing: Drawing) =>
    drawing.run({
      deployment: 'd1',
      ports: {
        store: storeAcross(database.claim()),
        leaseEnd: new BigInt64Array([
          process.hrtime.bigint() + 60_000_000_000n,
        ]),
        sink: () => {},
        cancel: signal,
        signal,
        limits: {},
        readSecret: async () => {
          throw new Error('not asked');
        },
        unforeseen: () => {},
        claimRoutes: async () => [],
      },
    });

  it('is not run when it is forgotten, and its thread is free again', async () => {
    const { drawing, written } = await draw();
    expect(written.head.summary.create).toBeGreaterThan(0);
    drawing.forget();
    await expect(run(drawing)).rejects.toThrow('forgotten');
    (await draw()).drawing.forget();
    expect(cluster.writes).toEqual([]);
  });

  it('is forgotten where whoever decides about it says no', async () => {
    const { drawing } = await draw();
    const decision = await drawing.hold(
      async () => 'no',
      said => said === 'yes',
    );
    expect(decision).toBe('no');
    await expect(run(drawing)).rejects.toThrow('forgotten');
  });

  it('is forgotten where whoever decides about it fails', async () => {
    const { drawing } = await draw();
    const decided = drawing.hold(
      () => Promise.reject(new Error('the database is away')),
      () => true,
    );
    await expect(decided).rejects.toThrow('away');
    await expect(run(drawing)).rejects.toThrow('forgotten');
  });

  it('lets go of its thread where there is no plan', async () => {
    const refused = await Drawing.make(engine, ask('never-heard-of'));
    expect(refused).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'UnknownEnvironmentType' }),
      ]),
    });
    (await draw()).drawing.forget();
  });

  it('gives back what planning throws', async () => {
    const asked = ask();
    await expect(
      Drawing.make(engine, {
        ...asked,
        platform: {
          revision: 'unknown',
          fetch: () => Promise.reject(new RangeError('no such revision')),
        },
      }),
    ).rejects.toMatchObject({ name: 'RangeError' });
    (await draw()).drawing.forget();
  });

  it('is run as it was drawn', async () => {
    const { drawing, written } = await draw();
    const held = await drawing.hold(
      async () => 'yes',
      decision => decision === 'yes',
    );
    expect(held).toBe('yes');
    expect(await run(drawing)).toMatchObject({ status: 'succeeded' });
    expect(cluster.writes.length).toBeGreaterThan(0);
    // It has ended: nothing comes of this any more.
    drawing.forget();
    const again = await draw();
    expect(again.written.head.summary.create).toBe(0);
    expect(again.written.head.hash).not.toBe(written.head.hash);
    again.drawing.forget();
  });
});
