import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const OURS = ['main', 'article', '[role=main]', '[role=dialog]'];

/**
 * In both themes no serious and no critical finding in what is ours; the frame is Backstage's.
 * Another theme mounts the page anew: what is open on it and not in its address is asked in one.
 * `within`: selectors of what is ours on somebody else's page. `portal: false`: a page that follows
 * the system's colours by itself.
 */
export async function assertAccessible(
  page,
  { themes = ['dark', 'light'], within = OURS, portal = true } = {},
) {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    if (portal)
      await page.waitForSelector(`body[data-theme-mode=${colorScheme}]`);
    // Half way from one colour to the other nothing can be judged.
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter(each => each instanceof CSSTransition)
          .map(each => each.finished),
      ),
    );
    // Mounted anew it asks the server again.
    await page.waitForSelector(within.join(', '));
    await assertTheme(page, colorScheme, within);
  }
}

async function assertTheme(page, theme, within) {
  // Not as a tag: the portal's own headers let no script into a page.
  await page.evaluate(axe);
  const findings = await page.evaluate(async selectors => {
    const ours = selectors.filter(selector => document.querySelector(selector));
    const { violations } = await window.axe.run(ours.join(', '), {
      resultTypes: ['violations'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
  }, within);
  assert.deepEqual(findings, [], `in the ${theme} theme`);
}
