import fc from 'fast-check';
import { parentPort, workerData } from 'node:worker_threads';
import { anyBroken } from '../src/__testUtils__/fuzz/anyBroken';
import { Broken, throughTheChain } from '../src/__testUtils__/fuzz/chain';
import { exampleHome, worldHome } from '../src/__testUtils__/fuzz/Home';
import { CHUNK, Told } from './told';

const WORLDS = [1, 2, 3];

async function ofChunk(first: number, sample: Broken[]): Promise<Told> {
  const told: Told = {
    next: first + sample.length,
    ends: {},
    broken: [],
    slowest: { milliseconds: 0, index: first },
  };
  for (const [offset, one] of sample.entries()) {
    const { file, text } = one;
    const began = process.cpuUsage();
    const { end, promises } = await throughTheChain(one);
    const { user, system } = process.cpuUsage(began);
    const milliseconds = (user + system) / 1000;
    const key = `${one.kind} ${end}`;
    told.ends[key] = (told.ends[key] ?? 0) + 1;
    if (milliseconds > told.slowest.milliseconds) {
      told.slowest = { milliseconds, index: first + offset };
    }
    if (promises.length > 0) {
      told.broken.push({ index: first + offset, promises, file, text });
    }
  }
  return told;
}

async function main({
  seed,
  start,
  end,
}: {
  seed: number;
  start: number;
  end: number;
}): Promise<void> {
  const any = anyBroken([exampleHome(), ...WORLDS.map(worldHome)]);
  for (let chunk = Math.floor(start / CHUNK); chunk * CHUNK < end; chunk++) {
    const first = chunk * CHUNK;
    const numRuns = Math.min(CHUNK, end - first);
    const sample = fc.sample(any, { numRuns, seed: seed + chunk });
    const skipped = Math.max(0, start - first);
    parentPort?.postMessage(
      await ofChunk(first + skipped, sample.slice(skipped)),
    );
  }
}

main(workerData);
