import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BackendOrder } from '../__testUtils__/backendProcess';
import { startBalancer } from '../__testUtils__/balancer';
import { recordFor } from '../__testUtils__/record';
import { openFile } from '../__testUtils__/sqliteFile';
import { describeTofu } from '../__testUtils__/tofu';
import { openWorld, requestFor, runOf, World } from '../__testUtils__/world';

const RUN = require.resolve('../__testUtils__/backendProcess');

/** A thing that is made a second time has another name: then there are two files of it. */
const MODULE = (tally: string) => `
resource "random_pet" "first" {}
resource "local_file" "first" {
  filename = "${tally}/first-\${random_pet.first.id}"
  content  = "made"
}
resource "time_sleep" "pause" {
  depends_on      = [local_file.first]
  create_duration = "2s"
}
resource "random_pet" "second" {
  depends_on = [time_sleep.pause]
}
resource "local_file" "second" {
  filename = "${tally}/second-\${random_pet.second.id}"
  content  = "made"
}
output "id" { value = random_pet.second.id }
`;

const INPUTS = { module: { source: './tally' }, outputs: { id: 'id' } };
const OPERATION = 'op-killed';

describeTofu('a backend that is killed', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tutti-killed-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['during init', 'Initializing the backend'],
    ['during the plan', 'OpenTofu will perform'],
    ['when the lock is asked for', 'before LOCK'],
    ['when it has given the lock', 'after LOCK'],
    ['during the apply', 'pause: Creating'],
    ['before a state is kept', 'before POST'],
    ['after a state was kept', 'after POST'],
    ['before the lock is given back', 'before UNLOCK'],
    ['between the apply and our record of it', 'applied'],
  ])(
    '%s: the next one finishes it, nothing is made twice, no lock is left',
    async (_when, killAt) => {
      const port = await freePort();
      const tally = join(folder, 'tally');
      const key = randomBytes(32);
      const database = join(folder, 'db.sqlite');
      const options = { folder, port, sealingKey: key };
      const first = await openWorld(openFile(database), options);
      await first.module('tally', { 'main.tf': MODULE(tally) });
      await first.close();
      const { signal, said } = await runUntilKilled({
        database,
        folder,
        port,
        sealingKey: key.toString('base64'),
        inputs: INPUTS,
        operationId: OPERATION,
        killAt,
      });
      expect([signal, said]).toEqual(['SIGKILL', '']);

      const next = await openWorld(openFile(database), options);
      try {
        await goesOn(next, tally);
      } finally {
        await next.close();
      }
    },
    120_000,
  );

  it.each([
    ['when it has given the lock', 'after LOCK'],
    ['during the apply', 'pause: Creating'],
    ['before a state is kept', 'before POST'],
  ])(
    '%s, with another one beside it: that one answers the tool, and finishes it',
    async (_when, killAt) => {
      const tally = join(folder, 'tally');
      const key = randomBytes(32);
      const database = join(folder, 'db.sqlite');
      const first = await freePort();
      const second = await freePort();
      const balancer = await startBalancer([first, second]);
      const beside = await openWorld(openFile(database), {
        folder,
        port: second,
        publicPort: balancer.port,
        sealingKey: key,
      });
      try {
        await beside.module('tally', { 'main.tf': MODULE(tally) });
        const { signal, said } = await runUntilKilled({
          database,
          folder,
          port: first,
          publicPort: balancer.port,
          sealingKey: key.toString('base64'),
          inputs: INPUTS,
          operationId: OPERATION,
          killAt,
        });
        expect([signal, said]).toEqual(['SIGKILL', '']);
        await goesOn(beside, tally);
      } finally {
        await beside.close();
        await balancer.stop();
      }
    },
    120_000,
  );
});

/** As the engine does: it asks how it ended, plans again, and applies under the same operation. */
async function goesOn(next: World, tally: string): Promise<void> {
  const record = recordFor(requestFor(INPUTS), {
    lifecycle: 'applying',
    operation: { id: OPERATION, kind: 'apply' },
  });
  let state = await next.driver.recover(record, OPERATION);
  while (state === 'running') {
    await pause(50);
    state = await next.driver.recover(record, OPERATION);
  }
  expect(['finished', 'notStarted']).toContain(state);
  expect(await next.states.lockOf('res-1')).toBeUndefined();
  await next.driver.plan(requestFor(INPUTS));
  const { outputs } = await next.driver.apply(
    requestFor(INPUTS),
    runOf(OPERATION, { planned: 'exact' }),
  );
  expect(outputs.id).toEqual(expect.any(String));
  expect((await readdir(tally)).sort()).toEqual([
    expect.stringMatching(/^first-/),
    expect.stringMatching(/^second-/),
  ]);
  for (const table of ['locks', 'tokens', 'works', 'plans']) {
    expect(await next.db(`terraform_${table}`)).toEqual([]);
  }
}

async function runUntilKilled(
  order: BackendOrder,
): Promise<{ signal: NodeJS.Signals | null; said: string }> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      RUN,
      JSON.stringify(order),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', text => {
    said += text;
  });
  return new Promise(resolve =>
    child.once('close', (_code, signal) => resolve({ signal, said })),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (typeof address !== 'object' || address === null) {
    throw new Error('no port');
  }
  return address.port;
}
