// Who lets a deployment begin, and what undoes one: an author asks for production, somebody else
// approves; a rollback holds automation; an environment is paused and resumed. As the people whom the
// sign-in page offers, in a real browser.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from './accessible.mjs';
import { launchBrowser } from './browser.mjs';
import { startBuiltPortal } from './portal.mjs';

const ENVIRONMENTS = '/tutti/applications/shop/environments';

describe('the gates before production', () => {
  let portal;
  let browser;
  /** One window for each person: nobody signs out in between. */
  const pages = {};

  before(async () => {
    portal = process.env.PORTAL_URL
      ? { url: process.env.PORTAL_URL, stop: async () => {} }
      : await startBuiltPortal();
    browser = await launchBrowser();
    pages.developer = await enter('Developer');
    pages.manager = await enter('Release manager');
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  async function enter(person) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      colorScheme: 'light',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    await page.goto(portal.url);
    await page.getByRole('button', { name: `Enter as ${person}` }).click();
    // The first page of a portal is built when it is asked for.
    await page.getByText('Online shop').first().waitFor({ timeout: 120_000 });
    return page;
  }

  const button = (page, name) => page.getByRole('button', { name }).first();

  async function ended(page, word) {
    await page
      .getByText(word, { exact: true })
      .first()
      .waitFor({ timeout: 120_000 });
  }

  /** From the page of a plan: presses what it says, and follows it to its end. */
  async function runPlan(page, name) {
    await button(page, name).click();
    await page.waitForURL(/\/tutti\/deployments\//);
    await ended(page, 'Succeeded');
  }

  async function choose(page, environment, verb) {
    await page.goto(`${portal.url}${ENVIRONMENTS}/${environment}`);
    await button(page, `More for ${environment}`).click();
    await page.getByRole('menuitem', { name: verb }).click();
  }

  it('says in the plan who will have to approve; the button asks for it', async () => {
    const page = pages.developer;
    await page.goto(`${portal.url}/tutti/applications/shop`);
    await button(page, 'Deploy to production').click();
    const ahead = page.getByRole('region', { name: 'Before it runs' });
    await ahead.getByText('It will wait for approval.').waitFor();
    await ahead.getByRole('link', { name: 'Release managers' }).waitFor();
    await assertAccessible(page);
    await button(page, /^Ask for approval: Deploy r\d+ to production$/).click();
    await page.waitForURL(/\/tutti\/deployments\//);
    await page
      .getByRole('region', { name: 'Why it has not begun' })
      .getByText(/more person must approve/)
      .waitFor();
  });

  it('lets nobody approve what they asked for, and says why', async () => {
    const page = pages.developer;
    const approve = button(page, 'Approve');
    assert.equal(await approve.getAttribute('aria-disabled'), 'true');
    await page
      .getByText(
        /Approving in shop\/production is for|You asked for it yourself/,
      )
      .first()
      .waitFor();
    await assertAccessible(page);
  });

  it('notifies the release manager, and leads there', async () => {
    const page = pages.manager;
    await page.getByRole('link', { name: 'Notifications' }).first().click();
    await page
      .getByText(/^Online shop to production #\d+ waits for your approval$/)
      .first()
      .click();
    await page.waitForURL(/\/tutti\/deployments\//);
    await page
      .getByRole('region', { name: 'Why it has not begun' })
      .getByRole('button', { name: 'Approve' })
      .waitFor();
  });

  it('shows the release manager what waits; an approval with a comment lets it run', async () => {
    const page = pages.manager;
    await page.goto(`${portal.url}/tutti/waiting`);
    await page
      .getByRole('list', { name: 'For you' })
      .getByRole('link', { name: /^Online shop to production #\d+$/ })
      .waitFor();
    const marked = await page
      .locator('nav a[aria-current=page]')
      .evaluateAll(found => found.map(each => each.getAttribute('href')));
    assert.deepEqual(marked, ['/tutti/waiting']);
    await assertAccessible(page);
    await button(page, /^Look and decide/).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('to create').waitFor();
    await dialog.getByLabel('Comment').fill('Seen in staging.');
    await assertAccessible(page, { themes: ['light'] });
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.waitFor({ state: 'detached' });
    // The author's page follows by itself.
    await ended(pages.developer, 'Succeeded');
  });

  it('rolls back by a plan; automation is on hold until somebody resumes it', async () => {
    const page = pages.developer;
    for (const name of ['first', 'second']) {
      await page.goto(`${portal.url}/tutti/applications/shop`);
      await button(page, 'More for development').click();
      await page.getByRole('menuitem', { name: 'Change images…' }).click();
      await page
        .getByLabel('web, container main')
        .fill(`registry.example.com/shop/web:${name}`);
      await button(page, 'Plan for development').click();
      await runPlan(page, /^Deploy r\d+ to development$/);
    }
    await choose(page, 'development', 'Roll back to…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^#1,/ }).check();
    await dialog.getByRole('button', { name: 'See what would happen' }).click();
    await runPlan(page, 'Roll development back to #1');
    await page.goto(`${portal.url}${ENVIRONMENTS}/development`);
    await page.getByText('Automation on hold').first().waitFor();
    await assertAccessible(page);
    await button(page, 'Resume automation in development').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Resume' })
      .click();
    await page
      .getByText('Automation on hold')
      .first()
      .waitFor({ state: 'detached' });
  });

  it('pauses, says so, and resumes', async () => {
    const page = pages.developer;
    await choose(page, 'development', /^Pause…/);
    await runPlan(page, 'Pause development');
    await page.goto(`${portal.url}/tutti/applications/shop`);
    await page.getByText('Paused', { exact: true }).first().waitFor();
    await assertAccessible(page);
    await button(page, 'Resume development').click();
    await runPlan(page, 'Resume development');
    await page.goto(`${portal.url}/tutti/applications/shop`);
    await button(page, 'Deploy to development').waitFor();
    assert.equal(await page.getByText('Paused', { exact: true }).count(), 0);
  });
});
