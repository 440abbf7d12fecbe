// Two windows side by side: the owner of the shop, and a viewer in a portal that shows applications
// to their owners only. What the viewer may not see is in no answer that their browser gets.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launchBrowser } from './browser.mjs';
import { startBuiltPortal } from './portal.mjs';

/** Every page about the shop, and every one on which it would be listed. */
const PAGES = [
  '/tutti',
  '/tutti?search=shop',
  '/tutti/versions',
  '/tutti/platform',
  '/tutti/applications/shop',
  '/tutti/applications/shop?tab=resources',
  '/tutti/applications/shop?tab=deployments',
  '/tutti/applications/shop?tab=values',
  '/tutti/applications/shop/environments/development',
  '/search?query=shop&types[]=tutti',
  '/catalog/default/system/shop',
  '/catalog/default/system/shop/environments',
  '/catalog/default/component/shop-web/versions',
];

/** A page that asks for nothing for so long has what it wanted. */
const QUIET_MS = 500;

/** Without what the catalog's own files say: who reads those, the catalog decides. */
function ours(text) {
  const { results = [] } = text ? JSON.parse(text) : {};
  return JSON.stringify(
    results.filter(({ type }) => type !== 'software-catalog'),
  );
}

describe('a viewer beside the owner', () => {
  let portal;
  let browser;
  /** What each window was answered by Tutti and by the search: `{ url, text }`. */
  const heard = { owner: [], viewer: [] };

  before(async () => {
    portal = await startBuiltPortal({
      env: { APP_CONFIG_tutti_access_read: JSON.stringify(['owner']) },
    });
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  /** A window of its own, signed in, that keeps every answer. */
  async function enter(label, answers) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    const asked = new Set();
    let movedAt = Date.now();
    const move = change => request => {
      change(request);
      movedAt = Date.now();
    };
    page.on(
      'request',
      move(request => asked.add(request)),
    );
    page.on(
      'requestfinished',
      move(request => asked.delete(request)),
    );
    page.on(
      'requestfailed',
      move(request => asked.delete(request)),
    );
    page.on('response', async response => {
      const url = response.url();
      const type = response.headers()['content-type'] ?? '';
      if (type.startsWith('text/event-stream')) {
        // It goes on for as long as the page is there.
        move(() => asked.delete(response.request()))();
        return;
      }
      if (!/\/api\/(tutti|search)\//.test(url)) return;
      const text = await response.text().catch(() => '');
      answers.push({ url, text: url.includes('/search/') ? ours(text) : text });
    });
    await page.goto(portal.url);
    await page.getByRole('button', { name: label, exact: true }).click();
    await page.waitForURL(/\/tutti/);
    return {
      page,
      async allAnswered() {
        const end = Date.now() + 45_000;
        while (asked.size > 0 || Date.now() - movedAt < QUIET_MS) {
          const open = [...asked].map(request => request.url());
          assert.ok(Date.now() < end, `not answered: ${open.join(', ')}`);
          await new Promise(done => setTimeout(done, 50));
        }
      },
    };
  }

  async function visitAll({ page, allAnswered }) {
    for (const path of PAGES) {
      await page.goto(portal.url + path);
      await page.waitForSelector('main, article, [role=main]');
      await allAnswered();
    }
  }

  it('the owner sees the shop on every page', async () => {
    const owner = await enter('Enter', heard.owner);
    await owner.page.getByText('Online shop').first().waitFor();
    await visitAll(owner);
    const telling = heard.owner.filter(({ text }) =>
      text.includes('Online shop'),
    );
    assert.ok(telling.length > 5, `only ${telling.length} answers tell of it`);
  });

  it('the viewer is told nothing of it, on the same pages', async () => {
    await visitAll(await enter('Enter as Viewer', heard.viewer));
    const { text } = heard.owner.find(({ url }) =>
      url.endsWith('/applications/shop'),
    );
    const { id, environments } = JSON.parse(text);
    const traces = [
      'Online shop',
      'shop-development',
      'registry.example.com/shop',
      id,
      ...environments.map(each => each.id),
    ];
    const found = heard.viewer.flatMap(answer => [
      ...traces
        .filter(trace => answer.text.includes(trace))
        .map(trace => `${answer.url}: ${trace}`),
      // Who asks for a name is told that it is not there; nobody else hears it. The domain is in
      // what the platform team allows.
      ...(/\bshop\b(?!\.example\.com)/.test(answer.text) &&
      !/shop/.test(answer.url)
        ? [`${answer.url}: its name`]
        : []),
    ]);
    assert.deepEqual(found, []);
    assert.ok(heard.viewer.length > PAGES.length);
  });
});
