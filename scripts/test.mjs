// `npm test`: installs what is missing and runs all tests: every package's, then end to end.
// Arguments go to the package tests (`npm test -- plugins/tutti`).
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import {
  environment,
  install,
  root,
  say,
  stateFolder,
  underToolchain,
} from './toolchain.mjs';
import { unsteadySentence } from '../packages/app/e2e/unsteady.mjs';

function run(command, args, env) {
  return new Promise(done => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    child.on('exit', code => done(code ?? 1));
  });
}

/** More files than these fail for a reason that they share. */
const MOST_LOOKED_AT_AGAIN = 3;

/**
 * Tests wait for databases, processes and leases for a third of their time: on a small machine one more
 * of them than Backstage would run at once. Each takes about a gigabyte.
 */
const WORKERS = availableParallelism() <= 3 ? ['--maxWorkers=3'] : [];
const SAYS_HOW_MANY = /^(-i|--runInBand|-w|--maxWorkers)\b/;

async function packageTests(args) {
  const results = join(stateFolder, 'test-results.json');
  rmSync(results, { force: true });
  const code = await run(
    'yarn',
    [
      'backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--json',
      `--outputFile=${results}`,
      ...(args.some(arg => SAYS_HOW_MANY.test(arg)) ? [] : WORKERS),
      ...args,
    ],
    environment(),
  );
  const { numPassedTests, numFailedTests, numPendingTests, testResults } =
    JSON.parse(readFileSync(results, 'utf8'));
  return {
    code,
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests,
    failedFiles: testResults
      .filter(({ status }) => status === 'failed')
      .map(({ name }) => relative(root, name)),
  };
}

/**
 * Runs what failed beside thousands of others once more, alone: a busy machine does not decide, and
 * what passes only then is told, because it is a fault of the test or of what it tests.
 */
async function lookAgain(tests) {
  const { failedFiles } = tests;
  if (failedFiles.length === 0 || failedFiles.length > MOST_LOOKED_AT_AGAIN) {
    return { ...tests, unsteady: [] };
  }
  say(`\nOnce more, alone: ${failedFiles.join(', ')}`);
  const again = await packageTests(['--runInBand', ...failedFiles]);
  return again.code === 0 && again.failed === 0
    ? {
        ...tests,
        code: 0,
        passed: tests.passed + tests.failed,
        failed: 0,
        unsteady: failedFiles,
      }
    : { ...tests, unsteady: [] };
}

if (await underToolchain()) {
  await install();
  mkdirSync(stateFolder, { recursive: true });
  const args = process.argv.slice(2);
  const packages = await lookAgain(await packageTests(args));
  const total = { ...packages };
  if (args.length === 0) {
    const endToEnd = await import('../packages/app/e2e/run.mjs');
    const outcome = await endToEnd.runEndToEndTests();
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
    total.unsteady = [...total.unsteady, ...outcome.unsteady];
  }
  say(
    `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
  );
  for (const file of total.unsteady) say(unsteadySentence(file));
  process.exit(packages.code !== 0 || total.failed > 0 ? 1 : 0);
}
