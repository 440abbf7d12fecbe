/**
 * One measurement in a process of its own, for `scale.ts`: reads, matches and creates `count`
 * workloads, or only parses their YAML. Prints one line of JSON.
 */
import { load } from 'js-yaml';
import { examplePlatform } from '../src/deploy/__testUtils__/exampleShop';
import { readWorkload } from '../src/read';
import { TestEnvironment } from '../src/testing';
import { manyWorkloads } from './manyWorkloads';

const [what, count] = [process.argv[2], Number(process.argv[3])];

async function plan() {
  const platform = examplePlatform();
  const sources = manyWorkloads(count);
  const began = performance.now();
  const cpu = process.cpuUsage();
  const workloads = sources.map(({ file, text }) => {
    const read = readWorkload(text, { file });
    if (!read.ok) {
      throw new Error(JSON.stringify(read.problems));
    }
    return read.value;
  });
  const readDone = performance.now();
  const made = await TestEnvironment.of(platform, workloads).plan();
  const done = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  return {
    read: readDone - began,
    total: done - began,
    cpu: (user + system) / 1000,
    steps: made.steps.length,
    objects: made.steps.reduce((sum, { objects }) => sum + objects.length, 0),
  };
}

function parse() {
  const sources = manyWorkloads(count);
  const began = performance.now();
  for (const { text } of sources) load(text);
  return { total: performance.now() - began };
}

async function main() {
  const figures = what === 'parse' ? parse() : await plan();
  const memory = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(`${JSON.stringify({ ...figures, memory })}\n`);
}

main();
