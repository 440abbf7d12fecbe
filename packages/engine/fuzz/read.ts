/**
 * Reads mutated Score and platform files until one of them makes a reader throw or take longer
 * than a second: `yarn workspace @tutti/engine fuzz:read [runs] [seed]`.
 */
import fc from 'fast-check';
import {
  examplePlatformFiles,
  exampleScoreFiles,
} from '../src/read/__testUtils__/examples';
import { mutated } from '../src/read/__testUtils__/mutations';
import { brokenPromises } from '../src/read/__testUtils__/robust';

const CHUNK = 1000;

const runs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const texts = [...exampleScoreFiles(), ...examplePlatformFiles()].map(
  ({ text }) => text,
);

let slowest = 0;
let memory = 0;
let broken = 0;
for (let done = 0; done < runs; done += CHUNK) {
  const sample = fc.sample(mutated(texts), {
    numRuns: Math.min(CHUNK, runs - done),
    seed: seed + done,
  });
  for (const text of sample) {
    const began = performance.now();
    const promises = brokenPromises(text);
    slowest = Math.max(slowest, performance.now() - began);
    if (promises.length > 0) {
      broken += 1;
      process.stdout.write(
        `${JSON.stringify({ seed: seed + done, promises, text })}\n`,
      );
    }
  }
  memory = Math.max(memory, process.memoryUsage().rss);
}
process.stdout.write(
  `${runs} texts from seed ${seed}: ${broken} broke a promise; slowest ${Math.round(
    slowest,
  )} ms for four readings, at most ${Math.round(memory / 2 ** 20)} MiB\n`,
);
process.exitCode = broken > 0 ? 1 : 0;
