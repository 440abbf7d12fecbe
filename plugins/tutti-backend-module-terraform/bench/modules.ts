/**
 * Tries modules that nobody here wrote, unchanged: each is inspected, planned, applied, looked at for drift,
 * planned again (nothing must be left to do) and destroyed, by the driver and the real tool.
 *
 * `bench/modules.ts <folder>`
 *
 * The folder holds a module a folder, and `trials.json`: a list of `{ module, inputs }`, where `inputs` are
 * what a definition says beside `module`; a text `${kubeconfig}` in it becomes the file of KUBECONFIG. Needs
 * TOFU_ASSETS.
 *
 * Ends with 1 when one of them does not work.
 */
import { cp, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { JsonObject, ResourceRecord } from '@tutti/engine';
import { openFile } from '../src/__testUtils__/sqliteFile';
import { recordFor } from '../src/__testUtils__/record';
import {
  openWorld,
  requestFor,
  runOf,
  World,
} from '../src/__testUtils__/world';

interface Trial {
  module: string;
  inputs?: JsonObject;
}

const [given] = process.argv.slice(2);
const { TOFU_ASSETS, KUBECONFIG = '' } = process.env;

async function attempt(
  world: World,
  { module, inputs = {} }: Trial,
  number: number,
): Promise<string> {
  const { driver } = world;
  const { signal } = new AbortController();
  const source = `./${module}`;
  const { warnings, variables } = await driver.inspect(
    { source, definitions: [], types: {} },
    signal,
  );
  const written = JSON.stringify({ ...inputs, module: { source } });
  const request = requestFor(
    JSON.parse(written.replaceAll('${kubeconfig}', KUBECONFIG)),
    { resourceId: `res-${number}`, name: module },
  );
  const { changes = [] } = await driver.plan(request);
  const result = await driver.apply(
    request,
    runOf(`op-${number}`, { planned: 'exact' }),
  );
  const record: ResourceRecord = recordFor(request, {
    outputs: result.outputs,
    ...(result.state !== undefined && { driverState: result.state }),
  });
  const drift = await driver.drift(record, signal);
  const again = await driver.plan(request);
  await driver.destroy(record, runOf(`gone-${number}`));
  const left = await world.states.version(request.resourceId);
  const outputs = Object.keys(result.outputs);
  return [
    `${changes.length} made`,
    `${variables.length} variables`,
    `${warnings.length} warnings`,
    `outputs ${outputs.join(' ') || 'none'}`,
    `${drift.length} drifted${drift
      .map(
        ({ address, fields }) =>
          ` (${address}: ${fields.map(({ path }) => path).join(' ')})`,
      )
      .join('')}`,
    `${again.changes?.length ?? 0} to do after it`,
    left === 'none' ? 'destroyed' : 'LEFT BEHIND',
  ].join(', ');
}

async function main(): Promise<void> {
  if (!given || !TOFU_ASSETS) {
    throw new Error('Give the folder of modules, and TOFU_ASSETS.');
  }
  const folder = resolve(given);
  // Written by whoever tries them.
  const trials: Trial[] = JSON.parse(
    await readFile(join(folder, 'trials.json'), 'utf8'),
  );
  const world = await openWorld(openFile(':memory:'));
  await cp(folder, join(world.folder, 'modules'), { recursive: true });
  let failed = 0;
  try {
    for (const [number, trial] of trials.entries()) {
      const began = performance.now();
      const told = await attempt(world, trial, number).catch(
        error => `FAILED ${error.message}`,
      );
      if (told.startsWith('FAILED')) failed += 1;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stdout.write(`${trial.module}: ${told}, ${seconds} s\n`);
    }
  } finally {
    await world.close();
    await world.stop();
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
