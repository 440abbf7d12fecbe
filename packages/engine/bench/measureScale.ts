/**
 * One measurement in a process of its own, for `scale.ts`: reads, matches and creates `count`
 * workloads, or only parses their YAML. Prints one line of JSON.
 */
import { load } from 'js-yaml';
import { draftDeployment } from '../src/create/draft/draftDeployment';
import { presentPlan } from '../src/create/plan/presentPlan';
import { examplePlatform } from '../src/deploy/__testUtils__/exampleShop';
import { readWorkload } from '../src/read';
import { TestEnvironment } from '../src/testing';
import { manyWorkloads } from './manyWorkloads';

const [what, count] = [process.argv[2], Number(process.argv[3])];

/** As `planDeployment` does it, with the time when everything is created and only the plan is missing. */
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
  const environment = TestEnvironment.of(platform, workloads);
  const ports = environment.ports();
  const draft = await draftDeployment(
    { ...environment.request, state: environment.database.state() },
    ports,
  );
  if (!draft.ok) {
    throw new Error(JSON.stringify(draft.problems));
  }
  const created = performance.now();
  const made = presentPlan(draft.value, ports.digest);
  const done = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  return {
    read: readDone - began,
    created: created - began,
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
