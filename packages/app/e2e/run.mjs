// Runs the end-to-end tests: `npm test` calls this after the packages' tests, `yarn test:e2e` alone.
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserPath } from './browser.mjs';
import { buildPortal } from './portal.mjs';

/** Resolves with how many tests passed, failed and were skipped. */
export async function runEndToEndTests() {
  const outcome = { passed: 0, failed: 0, skipped: 0 };
  const files = ['kill.test.mjs'];
  if (browserPath) {
    await buildPortal();
    files.push(
      'shop.test.mjs',
      'people.test.mjs',
      'gates.test.mjs',
      'hidden.test.mjs',
      'template.test.mjs',
    );
  } else {
    outcome.skipped += 5;
    process.stdout.write(
      '\nSKIPPED: the browser tests. Install Chromium (Debian: apt-get install chromium) or name one in CHROMIUM_PATH.\n',
    );
  }
  const stream = run({
    files: files.map(file => join(import.meta.dirname, file)),
    // One at a time: each starts a portal of its own.
    concurrency: false,
    timeout: 10 * 60_000,
  });
  stream.on('test:pass', ({ skip, details }) => {
    if (details.type === 'suite') return;
    outcome[skip ? 'skipped' : 'passed'] += 1;
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') outcome.failed += 1;
  });
  stream.compose(spec()).pipe(process.stdout);
  await new Promise(done => stream.once('end', done));
  return outcome;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { failed } = await runEndToEndTests();
  process.exitCode = failed > 0 ? 1 : 0;
}
