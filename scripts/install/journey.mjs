// What an adopter does first, in a browser: signs in, deploys the shop, finds it in the catalog,
// makes a service from a template.
import { launchBrowser } from '../../packages/app/e2e/browser.mjs';
import { say } from '../toolchain.mjs';

const PATIENCE = 180_000;

async function step(name, doing) {
  const began = Date.now();
  await doing();
  say(`  ✓ ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

/** @throws Error at the first step that does not succeed, with a picture in `pictures` */
export async function goThrough({ url, system, pictures }) {
  const browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: { width: 1280, height: 860 },
  });
  page.setDefaultTimeout(PATIENCE);
  const errors = [];
  page.on('pageerror', error => errors.push(String(error)));
  const button = name => page.getByRole('button', { name }).first();
  const picture = name =>
    page.screenshot({ path: `${pictures}/${system}-${name}.png` });

  async function openShop() {
    await page.goto(`${url}/tutti/applications/shop`);
    await button('Deploy to development').waitFor();
  }
  async function plan(environment) {
    await openShop();
    await button(`Deploy to ${environment}`).click();
    await button(new RegExp(`^Deploy r\\d+ to ${environment}$`)).waitFor();
  }

  try {
    await step(
      'signs in, and finds the applications in the sidebar',
      async () => {
        await page.goto(url);
        const sidebar = page
          .getByRole('link', { name: 'Applications' })
          .first();
        // An app on the old system signs guests in by itself.
        const enter = button('Enter');
        await enter.or(sidebar).first().waitFor();
        if (await enter.isVisible()) await enter.click();
        await sidebar.click();
        await page
          .getByRole('link', { name: /^Online shop/ })
          .first()
          .waitFor();
        await picture('applications');
      },
    );
    await step(
      'opens the shop by its link, without loading the page anew',
      async () => {
        await page.evaluate(() => {
          window.stillHere = true;
        });
        await page
          .getByRole('link', { name: /^Online shop/ })
          .first()
          .click();
        await button('Deploy to development').waitFor();
        if (!(await page.evaluate(() => window.stillHere))) {
          throw new Error('The page was loaded anew.');
        }
      },
    );
    await step('deploys the shop to development', async () => {
      await plan('development');
      await picture('plan');
      await button(/^Deploy r\d+ to development$/).click();
      await page.waitForURL(/\/tutti\/deployments\//);
      await page.getByText('Succeeded', { exact: true }).first().waitFor();
      await picture('deployment');
    });
    for (const environment of ['staging', 'production']) {
      await step(`plans ${environment}`, () => plan(environment));
    }
    await step('finds the tab on a component of the bound System', async () => {
      const entity = `${url}/catalog/default/component/example-website`;
      // A tab on the old system; on the new a link, or in the menu of its group.
      const tab = page
        .getByRole('tab', { name: 'Environments' })
        .or(page.getByRole('link', { name: 'Environments', exact: true }))
        .or(page.getByRole('menuitemradio', { name: 'Environments' }))
        .first();
      const group = page.getByRole('button', { name: 'Deployment' });
      // The catalog looks again within half a minute.
      const deadline = Date.now() + PATIENCE;
      for (;;) {
        await page.goto(entity);
        await page.getByText('Overview', { exact: true }).first().waitFor();
        await page.waitForTimeout(5_000);
        if (await group.isVisible()) {
          await group.click();
          await page.waitForTimeout(500);
        }
        if (await tab.isVisible()) break;
        if (Date.now() > deadline) throw new Error('The component has no tab.');
      }
      await picture('entity');
      await tab.click();
      await button('Deploy to development').waitFor();
      await picture('tab');
    });
    await step(
      'makes a service from a template, and sees it healthy',
      async () => {
        await page.goto(`${url}/create/templates/default/new-service`);
        await page.getByLabel(/^Name/).fill('welcome');
        await page.getByLabel(/^Owner/).fill('guests');
        await page
          .getByRole('option', { name: /guests/i })
          .first()
          .click();
        await button('Next').click();
        await page
          .getByLabel(/^Image/)
          .fill('registry.example.com/welcome:1.0.0');
        await page.getByLabel(/^Port/).fill('8080');
        await button('Next').click();
        await page.getByRole('checkbox', { name: 'Development' }).check();
        await button('Next').click();
        await button('Add Redis cache').click();
        await picture('template');
        await button('Review').click();
        await button('Create').click();
        const application = page
          .getByRole('link', { name: 'The application' })
          .first();
        await application.waitFor();
        await application.click();
        await page
          .getByText(/Healthy/)
          .first()
          .waitFor();
        await picture('service');
      },
    );
    if (errors.length > 0) throw new Error(errors.join('\n'));
  } catch (error) {
    await picture('failed').catch(() => undefined);
    throw error;
  } finally {
    await browser.close();
  }
}
