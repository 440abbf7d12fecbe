// The contract of targets and of the sandbox: one run, and how many tests each place has passed.
// `yarn test:contract [part of a file's name]`
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const [only = ''] = process.argv.slice(2);

/** Files whose tests stand under the name of a place. */
const SUITES = {
  '@tutti/plugin-tutti-backend-module-kubernetes': `src/${only}.*\\.contract\\.test`,
  ...('parity'.includes(only) && { '@tutti/sandbox': 'src/parity\\.test' }),
};
/** By the first title around a test. */
const PLACES = { sandbox: /the sandbox/, real: /a real / };

function run(workspace, pattern, results) {
  return new Promise(done => {
    const child = spawn(
      'yarn',
      [
        ...['workspace', workspace, 'test', '--watchAll=false', '--silent'],
        ...['--json', `--outputFile=${results}`, pattern],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    child.on('exit', code => done(code ?? 1));
  });
}

const folder = mkdtempSync(join(tmpdir(), 'tutti-contract-'));
const rows = [];
let failed = false;
for (const [workspace, pattern] of Object.entries(SUITES)) {
  const results = join(folder, 'results.json');
  failed = (await run(workspace, pattern, results)) !== 0 || failed;
  const { testResults } = JSON.parse(readFileSync(results, 'utf8'));
  for (const { name, assertionResults } of testResults) {
    const passed = place =>
      assertionResults.filter(
        ({ status, ancestorTitles: [first] }) =>
          status === 'passed' && PLACES[place].test(first),
      ).length;
    rows.push([basename(name), passed('sandbox'), passed('real')]);
  }
}
rmSync(folder, { recursive: true });
rows.sort(([a], [b]) => (a < b ? -1 : 1));
const sum = column => rows.reduce((total, row) => total + row[column], 0);
rows.push(['together', sum(1), sum(2)]);
process.stdout.write(
  '| contract | sandbox | real control plane |\n| --- | --: | --: |\n',
);
for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
process.exitCode = failed ? 1 : 0;
