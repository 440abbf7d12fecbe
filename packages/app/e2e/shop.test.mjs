// What a newcomer does in the first ten minutes, in a real browser, against the portal as
// `npm start` starts it. It also takes the README's pictures (with UPDATE_PICTURES=1).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join, resolve } from 'node:path';
import { assertAccessible } from './accessible.mjs';
import { launchBrowser } from './browser.mjs';
import { startPortal } from './portal.mjs';

const root = resolve(import.meta.dirname, '../../..');
const GOOD = 'registry.example.com/shop/web:1.9.2';
const BROKEN = 'registry.example.com/shop/web:does-not-exist';

describe('the shop', () => {
  let portal;
  let browser;
  let page;
  const errors = [];
  const warnings = [];

  before(async () => {
    portal = process.env.PORTAL_URL
      ? { url: process.env.PORTAL_URL, stop: async () => {} }
      : await startPortal();
    browser = await launchBrowser();
    page = await browser.newPage({
      viewport: { width: 1280, height: 860 },
      colorScheme: 'light',
    });
    page.setDefaultTimeout(45_000);
    page.on('pageerror', error => errors.push(String(error)));
    page.on('console', said => {
      if (said.type() === 'warning') warnings.push(said.text());
    });
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  const button = name => page.getByRole('button', { name }).first();

  /** In both colours; wide enough to read, as high as the page. */
  async function picture(name) {
    if (!process.env.UPDATE_PICTURES) return;
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(600);
      await page.screenshot({
        path: join(root, `docs/images/${name}-${colorScheme}.png`),
      });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }

  const accessible = () => assertAccessible(page);

  async function openShop() {
    await page.goto(`${portal.url}/tutti/applications/shop`);
    await button('Deploy to development').waitFor();
  }

  async function planWithWebImage(image) {
    await openShop();
    await button('More for development').click();
    await page.getByRole('menuitem', { name: 'Change images…' }).click();
    await page.getByLabel('web, container main').fill(image);
    await button('Plan for development').click();
    await button(/^Deploy r\d+ to development$/).waitFor();
  }

  async function deploy() {
    await button(/^Deploy r\d+ to development$/).click();
    await page.waitForURL(/\/tutti\/deployments\//);
  }

  it('signs in as a guest and sees the applications', async () => {
    await page.goto(portal.url);
    await button('Enter').click();
    await page.getByText('Online shop').first().waitFor();
    await page.getByText('Never deployed').first().waitFor();
    await accessible();
    await picture('applications');
  });

  it('opens the shop: three environments in rank order', async () => {
    await openShop();
    const tiles = await page
      .getByRole('button', { name: /^Deploy to / })
      .evaluateAll(found => found.map(each => each.getAttribute('aria-label')));
    assert.deepEqual(tiles, [
      'Deploy to development',
      'Deploy to staging',
      'Deploy to production',
    ]);
    await accessible();
  });

  it('plans development: what would be made, and why', async () => {
    await button('Deploy to development').click();
    await button('Deploy r1 to development').waitFor();
    await page
      .getByText(/to create/)
      .first()
      .waitFor();
    await accessible();
    await picture('plan');
    await page.getByRole('tab', { name: /Why/ }).click();
    await page.getByText('postgres-in-cluster').first().waitFor();
  });

  it('deploys to development and sees it healthy', async () => {
    await deploy();
    await page
      .getByText('Succeeded', { exact: true })
      .first()
      .waitFor({ timeout: 120_000 });
    await accessible();
    await picture('deployment');
    await openShop();
    await page
      .getByText(/Healthy/)
      .first()
      .waitFor({ timeout: 30_000 });
    await accessible();
    await picture('application');
  });

  it('opens the address of a route: the sandbox says who would answer', async () => {
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page
        .getByRole('link', { name: /\.localhost:\d+/ })
        .first()
        .click(),
    ]);
    await opened.getByRole('heading', { name: /would answer here/ }).waitFor();
    await opened.getByText(/This is a simulation/).waitFor();
    await opened.getByRole('cell', { name: 'Ready' }).first().waitFor();
    // The page allows no script, so that axe needs one of its own.
    const looked = await browser.newPage({ bypassCSP: true });
    await looked.goto(opened.url());
    await assertAccessible(looked, { portal: false });
    await looked.close();
    await opened.close();
  });

  it('deploys a broken image and reads the cause', async () => {
    await planWithWebImage(BROKEN);
    await deploy();
    await page
      .getByText('Failed', { exact: true })
      .first()
      .waitFor({ timeout: 120_000 });
    await page
      .getByText(/does-not-exist/)
      .first()
      .waitFor();
    const text = await page.locator('main, article').first().innerText();
    assert.match(text, /cannot be pulled/);
    await accessible();
    await picture('failed');
  });

  it('deploys the good image again', async () => {
    await planWithWebImage(GOOD);
    await deploy();
    await page
      .getByText('Succeeded', { exact: true })
      .first()
      .waitFor({ timeout: 120_000 });
    await openShop();
    await page
      .getByText(/Healthy/)
      .first()
      .waitFor({ timeout: 30_000 });
  });

  it('shows what runs down to a pod: its log, its YAML, who set its fields', async () => {
    await page.goto(
      `${portal.url}/tutti/applications/shop/environments/development`,
    );
    await page.getByRole('row', { name: 'Workload web' }).waitFor();
    await accessible();
    await picture('runtime');
    await button(/^Pod web-/).click();
    await page.getByRole('cell', { name: GOOD }).waitFor();
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByText('simulation: no container runs here').waitFor();
    await accessible();
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.getByRole('group', { name: /^YAML of web-/ }).waitFor();
    await page.getByRole('tab', { name: 'Who set what' }).click();
    await page.getByText('spec.containers[name=').first().waitFor();
    await button('Close').click();
  });

  it('plans production: the same Score files, other servers', async () => {
    await openShop();
    await button('Deploy to production').click();
    await button(/^Ask for approval: Deploy r\d+ to production$/).waitFor();
    await page.getByRole('tab', { name: /Why/ }).click();
    await page.getByText('postgres-managed-production').first().waitFor();
  });

  it('adds a workload: what the platform does not give is said at its line, mended and saved', async () => {
    await page.goto(`${portal.url}/tutti/applications/shop?tab=workloads`);
    await button('Add workload').click();
    const text = page.getByRole('textbox', { name: 'Score file' });
    const write = async output => {
      await text.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(`apiVersion: score.dev/v1b1
metadata: { name: greeter }
containers:
  main:
    image: registry.example.com/shop/greeter:1.0.0
    variables:
      DB_HOST: \${resources.db.${output}}
resources:
  db: { type: postgres }
`);
    };
    await write('hostname');
    await page.getByText('Did you mean').first().waitFor();
    await page.getByRole('button', { name: 'greeter/score.yaml:7:16' }).click();
    await assertAccessible(page, { themes: ['light'] });
    await write('host');
    await page.getByText('Did you mean').first().waitFor({ state: 'detached' });
    await button('Add greeter').click();
    await button('Score file of greeter').waitFor();
  });

  it('plans one change for all environments on one page, up to where a policy stops it', async () => {
    await page.getByRole('link', { name: 'Roll out…' }).click();
    await page
      .getByRole('listitem', { name: 'production' })
      .getByText('A container without a memory limit')
      .waitFor();
    await button(/^Deploy to development, staging$/).waitFor();
    assert.equal(
      await page.getByRole('link', { name: /^Plan of r\d+$/ }).count(),
      3,
    );
    await accessible();
  });

  it('shows the environments on the entity page', async () => {
    await page.goto(`${portal.url}/catalog/default/system/shop/environments`);
    await button('Deploy to development').waitFor();
  });

  it('has a card on the pages of a System, a Component and a Resource', async () => {
    const card = async (path, name, text) => {
      await page.goto(`${portal.url}/catalog/default/${path}`);
      const shown = page.getByRole('region', { name });
      await shown.getByText(text).first().waitFor();
      await assertAccessible(page, { within: [`[aria-label="${name}"]`] });
      return shown;
    };
    await card('system/shop', 'What runs where', 'Online shop');
    await card(
      'resource/shop-postgres-main',
      'In the environments',
      'by deployment #1',
    );
    await card('component/shop-web', 'Environments', 'Last deployment');
    await button('Deploy to development').click();
    await button(/^Deploy r\d+ to development$/).waitFor();
  });

  it("begins a component's tab with that component", async () => {
    await page.goto(
      `${portal.url}/catalog/default/component/shop-api/environments`,
    );
    await page.getByRole('region', { name: 'api' }).getByText('of').waitFor();
    await page.getByRole('rowheader', { name: /^api/ }).waitFor();
  });

  it('threw no error in the browser', () => {
    assert.deepEqual(errors, []);
  });

  it('navigates without the router library', () => {
    const ours = warnings.filter(text =>
      /'[^']*(tutti|app\/home)[^']*' uses implicit/.test(text),
    );
    assert.deepEqual(ours, []);
  });
});
