// Runs the browser tests: `npm test` calls this after the packages' tests, `yarn test:browser` alone.
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserPath } from './browser.mjs';

/** Resolves with how many tests passed, failed and were skipped. */
export async function runBrowserTests() {
  if (!browserPath) {
    process.stdout.write(
      '\nSKIPPED: the browser tests. Install Chromium (Debian: apt-get install chromium) or name one in CHROMIUM_PATH.\n',
    );
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const outcome = { passed: 0, failed: 0, skipped: 0 };
  const stream = run({
    files: [join(import.meta.dirname, 'shop.test.mjs')],
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
  const { failed } = await runBrowserTests();
  process.exitCode = failed > 0 ? 1 : 0;
}
