/**
 * Proves by killing what docs/reference/chaos.md promises.
 *
 * `yarn test:chaos [--only <part of a case's name>] [--seed N] [--deployments N] [--workers N]`
 *
 * Ends by itself, with 1 when a promise is broken.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { CASES } from './cases';
import { newDatabase, Scene } from './scene/Scene';
import { Postgres } from './scene/Postgres';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    deployments: { type: 'string', default: '500' },
    workers: { type: 'string', default: '3' },
  },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function machine(): string {
  const [{ model }] = os.cpus();
  const [load] = os.loadavg();
  return `${os.cpus().length} x ${model.trim()}, load ${load.toFixed(
    1,
  )}, Node ${process.version}`;
}

async function main(): Promise<void> {
  const rows: string[] = [];
  say(`${machine()}, seed ${options.seed}`);
  const chosen = Object.entries(CASES).filter(([name]) =>
    name.includes(options.only),
  );
  if (chosen.length === 0) {
    throw new Error(`No case has "${options.only}" in its name.`);
  }
  const postgres = await Postgres.start();
  try {
    for (const [name, run] of chosen) {
      const began = performance.now();
      const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
      const figures: string[] = [];
      say(`\n# ${name}`);
      const broken = await run({
        postgres,
        open: async scene =>
          Scene.open({
            connection: await postgres.create(newDatabase()),
            ...scene,
          }),
        seed: Number(options.seed),
        deployments: Number(options.deployments),
        workers: Number(options.workers),
        tell: line => say(`  ${seconds()} s: ${line}`),
        sum: line => figures.push(line),
      }).catch((error: Error) => [error.stack ?? error.message]);
      broken.forEach(line => say(`  BROKEN ${line}`));
      const end = broken.length === 0 ? 'holds' : `${broken.length} broken`;
      say(`  ${end}`);
      rows.push(
        `| ${name} | ${options.seed} | ${seconds()} s | ${figures.join(
          '; ',
        )} | ${end} |`,
      );
      process.exitCode = broken.length > 0 ? 1 : process.exitCode;
    }
  } finally {
    await postgres.stop();
  }
  const { maxRSS } = process.resourceUsage();
  say(
    `\n\`--deployments ${options.deployments} --workers ${
      options.workers
    }\`, ${machine()}; this process had ${Math.round(
      maxRSS / 1024,
    )} MiB at most\n`,
  );
  say('| case | seed | took | what happened | promises |');
  say('| --- | --: | --: | --- | --- |');
  rows.forEach(say);
}

main()
  .catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  })
  .finally(() => process.exit());
