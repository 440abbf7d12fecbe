import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** No serious and no critical finding in what is ours; the frame is Backstage's. */
export async function assertAccessible(page) {
  await page.addScriptTag({ path: axe });
  const findings = await page.evaluate(async () => {
    const ours = ['main', 'article', '[role=main]', '[role=dialog]'].filter(
      selector => document.querySelector(selector),
    );
    const { violations } = await window.axe.run(ours.join(', '), {
      resultTypes: ['violations'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
  });
  assert.deepEqual(findings, []);
}
