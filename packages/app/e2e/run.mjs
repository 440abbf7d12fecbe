// Runs the end-to-end tests: `npm test` calls this after the packages' tests, `yarn test:e2e` alone.
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserPath } from './browser.mjs';
import { buildPortal } from './portal.mjs';
import { unsteadySentence } from './unsteady.mjs';

const root = resolve(import.meta.dirname, '../../..');

const BROWSER_TESTS = [
  'shop.test.mjs',
  'people.test.mjs',
  'gates.test.mjs',
  'hidden.test.mjs',
  'template.test.mjs',
];

/**
 * Resolves with how many tests passed, failed and were skipped; `unsteady` are files that failed once
 * and passed when they were looked at again.
 */
export async function runEndToEndTests() {
  const files = ['kill.test.mjs', 'agents.test.mjs'];
  let left = 0;
  if (browserPath) {
    await buildPortal();
    files.push(...BROWSER_TESTS);
  } else {
    left = BROWSER_TESTS.length;
    process.stdout.write(
      '\nSKIPPED: the browser tests. Install Chromium (Debian: apt-get install chromium) or name one in CHROMIUM_PATH.\n',
    );
  }
  const { failedFiles, ...outcome } = await runFiles(
    files.map(file => join(import.meta.dirname, file)),
  );
  const total = { ...outcome, skipped: outcome.skipped + left, unsteady: [] };
  // One file is looked at again, alone: more of them fail for a reason that they share.
  if (failedFiles.length !== 1) {
    return total;
  }
  process.stdout.write(`\nOnce more: ${basename(failedFiles[0])}\n`);
  const again = await runFiles(failedFiles);
  return again.failed === 0
    ? {
        ...total,
        passed: total.passed + total.failed,
        failed: 0,
        unsteady: failedFiles.map(file => relative(root, file)),
      }
    : total;
}

async function runFiles(files) {
  const outcome = { passed: 0, failed: 0, skipped: 0 };
  const failedFiles = new Set();
  const stream = run({
    files,
    // One at a time: each starts a portal of its own.
    concurrency: false,
    timeout: 10 * 60_000,
  });
  stream.on('test:pass', ({ skip, details }) => {
    if (details.type === 'suite') return;
    outcome[skip ? 'skipped' : 'passed'] += 1;
  });
  stream.on('test:fail', ({ details, file }) => {
    failedFiles.add(file);
    if (details.type !== 'suite') outcome.failed += 1;
  });
  stream.compose(spec()).pipe(process.stdout);
  await new Promise(done => stream.once('end', done));
  return { ...outcome, failedFiles: [...failedFiles] };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { failed, unsteady } = await runEndToEndTests();
  for (const file of unsteady) {
    process.stdout.write(`${unsteadySentence(file)}\n`);
  }
  process.exitCode = failed > 0 ? 1 : 0;
}
