// A developer fills in a form and has a running service: no Git host, no file, no terminal.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from './accessible.mjs';
import { launchBrowser } from './browser.mjs';
import { startBuiltPortal } from './portal.mjs';

/** What waiting for the scaffolder and the cluster may take together. */
const WAITING_MS = 60_000;

describe('a template', () => {
  let portal;
  let browser;
  let page;
  const errors = [];

  const button = name => page.getByRole('button', { name }).first();

  before(async () => {
    portal = process.env.PORTAL_URL
      ? { url: process.env.PORTAL_URL, stop: async () => {} }
      : await startBuiltPortal();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(45_000);
    page.on('pageerror', error => errors.push(String(error)));
    await page.goto(portal.url);
    await button('Enter').click();
    await page.getByText('Online shop').first().waitFor();
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  const next = async heading => {
    await button('Next').click();
    await page.getByText(heading).first().waitFor();
  };

  async function open(template) {
    await page.goto(`${portal.url}/create/templates/default/${template}`);
  }

  it('is found under Create', async () => {
    await page.getByRole('link', { name: 'Create' }).first().click();
    await page
      .getByText('New service with its standard resources')
      .first()
      .waitFor();
  });

  it('asks what a new service is and needs, by what the platform offers', async () => {
    await open('new-service');
    await page.getByLabel(/^Name/).fill('welcome');
    await page.getByLabel(/^Owner/).fill('storefront');
    await page
      .getByRole('option', { name: /storefront/i })
      .first()
      .click();
    await next('With a tag or a digest');
    await page.getByLabel(/^Image/).fill('registry.example.com/welcome');
    await page.getByLabel(/^Port/).fill('8080');
    await button('Next').click();
    await page
      .getByText(/must match pattern/)
      .first()
      .waitFor();
    await page.getByLabel(/^Image/).fill('registry.example.com/welcome:1.0.0');
    await next('Made by: group:default/release-managers');
    await page.getByRole('checkbox', { name: 'Development' }).check();
    assert.ok(
      await page.getByRole('checkbox', { name: 'Production' }).isDisabled(),
    );
    await next('What the platform offers here');
    await button('Add Redis cache').click();
    await page.getByText('REDIS_HOST').first().waitFor();
    await assertAccessible(page, { themes: ['light'] });
    await button('Review').click();
  });

  it('makes it, deploys it, and is done when it is healthy', async () => {
    const began = Date.now();
    await button('Create').click();
    await page
      .getByRole('link', { name: 'The application' })
      .first()
      .waitFor({ timeout: WAITING_MS });
    assert.ok(Date.now() - began < WAITING_MS);
    await page.getByRole('link', { name: 'The application' }).first().click();
    await page
      .getByText(/Healthy/)
      .first()
      .waitFor({ timeout: 30_000 });
  });

  it('changes what a workload needs, and leaves a plan to review', async () => {
    await open('change-resources');
    await page.getByRole('combobox', { name: /^Application/ }).fill('welcome');
    await page
      .getByRole('option', { name: /welcome/ })
      .first()
      .click();
    await page.getByRole('combobox', { name: /^Workload/ }).click();
    await page.getByRole('option', { name: 'welcome' }).first().click();
    // What is there is filled in.
    await button('Remove redis').waitFor();
    await button('Add Volume').click();
    await next('Environments');
    await page.getByRole('checkbox', { name: 'development' }).check();
    await button('Review').click();
    await button('Create').click();
    const review = page.getByRole('link', { name: 'Review the plan' }).first();
    await review.waitFor({ timeout: WAITING_MS });
    await review.click();
    await page
      .getByText(/to create/)
      .first()
      .waitFor();
  });

  it('threw no error in the browser', () => {
    assert.deepEqual(errors, []);
  });
});
