// `yarn bench:screens`: how long a person looks at a screen before it is of use, in a portal with 60
// applications of 3 environments and 500 components, and how much each screen fetches. The times
// are the browser's own, from the click to the frame that shows the answer.
import { Console } from 'node:console';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../e2e/browser.mjs';
import { startPortal } from '../e2e/portal.mjs';
import { writeApplications } from './manyApplications.mjs';

const root = resolve(import.meta.dirname, '../../..');
const SIZE = { applications: 60, components: 500, workloads: 5 };
const ROUNDS = Number(process.env.ROUNDS ?? 5);
/** So many applications have something that runs. */
const DEPLOYED = Number(process.env.DEPLOYED ?? 20);

const folder = mkdtempSync(join(tmpdir(), 'tutti-screens-'));
const { names, platform, catalog } = writeApplications(folder, SIZE);
const locations = [
  'examples/catalog/org.yaml',
  'examples/catalog/shop.yaml',
].map(file => join(root, file));

const portal = await startPortal({
  env: {
    APP_CONFIG_tutti_platform_sources: JSON.stringify([
      { folder: join(root, 'examples/platform') },
      { folder: join(root, 'examples/applications') },
      { folder: platform },
    ]),
    APP_CONFIG_catalog_locations: JSON.stringify(
      [...locations, catalog].map(target => ({ type: 'file', target })),
    ),
  },
});
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
page.setDefaultTimeout(30_000);

let token;
let fetched = [];
page.on('request', request => {
  const { authorization } = request.headers();
  if (request.url().includes('/api/tutti/') && authorization) {
    token = authorization.replace('Bearer ', '');
  }
});
page.on('response', async response => {
  if (!response.url().includes('/api/')) return;
  const body = await response.body().catch(() => Buffer.alloc(0));
  fetched.push({ url: response.url(), bytes: body.length });
});

async function call(method, path, body) {
  const answer = await fetch(`${portal.backendUrl}/api/tutti/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      // However long a plan takes.
      prefer: 'wait=30',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

/** The catalog reads and relates its entities for a while; a person measures nothing meanwhile. */
async function untilCataloged() {
  const address = `${portal.backendUrl}/api/catalog/entities/by-query?limit=0&filter=kind=component,relations.partOf`;
  for (;;) {
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { totalItems } = await answer.json();
    if (totalItems >= SIZE.components) return;
    await new Promise(done => setTimeout(done, 2_000));
  }
}

async function deploy(application, environment) {
  const { id } = await call(
    'POST',
    `/applications/${application}/environments/${environment}/plans`,
    {},
  );
  const deployment = await call('POST', '/deployments', { planId: id });
  return { plan: id, deployment: deployment.id };
}

/** Milliseconds from now, in the browser, to the first frame in which the element is in sight. */
async function timed(go, element) {
  await page.evaluate(() => performance.mark('gone'));
  await go();
  await element.first().waitFor();
  return page.evaluate(
    () =>
      new Promise(done => {
        requestAnimationFrame(() =>
          done(
            performance.now() -
              performance.getEntriesByName('gone').pop().startTime,
          ),
        );
      }),
  );
}

/** To another page of the portal, as a link would: the page is not loaded anew. */
const to = path => () =>
  page.evaluate(address => {
    window.history.pushState({}, '', address);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);

const button = name => page.getByRole('button', { name });
const text = words => page.getByText(words);

try {
  await page.goto(portal.url);
  await button('Enter').first().click();
  await text('company-01').first().waitFor();
  await untilCataloged();
  const made = [];
  for (const name of names.slice(0, DEPLOYED)) {
    made.push(await deploy(name, 'development'));
  }
  const [{ plan, deployment }] = made;
  const last = made[made.length - 1];
  for (;;) {
    const { status } = await call('GET', `/deployments/${last.deployment}`);
    if (!['queued', 'running'].includes(status)) break;
    await new Promise(done => setTimeout(done, 1_000));
  }
  const shop = '/tutti/applications/company-01';
  const screens = {
    Applications: ['/tutti', text('company-20')],
    Application: [shop, button('Deploy to development')],
    Resources: [`${shop}?tab=resources`, text('postgres')],
    Deployments: [`${shop}?tab=deployments`, text('Succeeded')],
    'Values & secrets': [`${shop}?tab=values`, text('No value or secret yet')],
    Environment: [`${shop}/environments/development`, text('company-01-w05')],
    Plan: [`/tutti/plans/${plan}`, text('company-01-w05')],
    Deployment: [`/tutti/deployments/${deployment}`, text('Succeeded')],
    Versions: ['/tutti/versions', text('company-01-w01')],
    Catalog: ['/catalog?filters[kind]=system', text('company-01')],
    'Tab of a component': [
      '/catalog/default/component/service-1/environments',
      button('Deploy to development'),
    ],
  };
  const rows = [];
  for (const [screen, [path, element]] of Object.entries(screens)) {
    const times = [];
    let bytes = 0;
    let requests = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await to('/settings')();
      await text('Profile').first().waitFor();
      fetched = [];
      try {
        times.push(await timed(to(path), element));
      } catch (error) {
        await page.screenshot({ path: join(tmpdir(), `screen-${screen}.png`) });
        throw new Error(`${screen}: ${error.message}`);
      }
      await page.waitForTimeout(300);
      bytes = fetched.reduce((sum, each) => sum + each.bytes, 0);
      requests = fetched.length;
    }
    times.sort((a, b) => a - b);
    rows.push({
      screen,
      'median ms': Math.round(times[Math.floor(times.length / 2)]),
      'slowest ms': Math.round(times[times.length - 1]),
      requests,
      KiB: Math.round(bytes / 1024),
    });
  }
  const out = new Console(process.stdout);
  out.table(rows);
  out.log(
    `${SIZE.applications} applications, ${
      SIZE.components
    } components, ${ROUNDS} rounds; ${cpus().length} x ${
      cpus()[0].model
    }, load ${loadavg()[0].toFixed(1)}, Node ${process.versions.node}`,
  );
} finally {
  await browser.close();
  await portal.stop();
  rmSync(folder, { recursive: true, force: true });
}
