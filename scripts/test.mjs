// `npm test`: installs what is missing and runs all tests: every package's, then end to end.
// Arguments go to the package tests (`npm test -- plugins/tutti`).
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  environment,
  install,
  root,
  say,
  stateFolder,
  underToolchain,
} from './toolchain.mjs';

function run(command, args, env) {
  return new Promise(done => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    child.on('exit', code => done(code ?? 1));
  });
}

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
      ...args,
    ],
    environment(),
  );
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  return {
    code,
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests,
  };
}

if (await underToolchain()) {
  await install();
  mkdirSync(stateFolder, { recursive: true });
  const args = process.argv.slice(2);
  const packages = await packageTests(args);
  const total = { ...packages };
  if (args.length === 0) {
    const endToEnd = await import('../packages/app/e2e/run.mjs');
    const outcome = await endToEnd.runEndToEndTests();
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
  }
  say(
    `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
  );
  process.exit(packages.code !== 0 || total.failed > 0 ? 1 : 0);
}
