// Who may do what, as the people whom the sign-in page offers. Above all the stranger, who tries
// in the portal, and with the token that the portal gave them, what once let them take over.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertAccessible } from './accessible.mjs';
import { launchBrowser } from './browser.mjs';
import { startBuiltPortal } from './portal.mjs';

const root = resolve(import.meta.dirname, '../../..');
const STATIC_TOKEN = 'a-static-token-of-the-test';

const score = name => `apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { main: { image: 'registry.example.com/${name}:1' } }
service: { ports: { dns: { port: 53 } } }
`;

const PARCELS = `apiVersion: tutti.dev/v1alpha1
kind: Application
metadata: { name: parcels }
spec:
  owner: group:default/storefront
  workloads: [{ source: ./score.yaml }]
  environments: [{ name: live, type: production }]
`;

describe('a stranger in the portal', () => {
  const platform = mkdtempSync(join(tmpdir(), 'tutti-platform-'));
  let portal;
  let browser;
  let page;
  /** The stranger's, as the portal sends it. */
  let token;

  before(async () => {
    const folders = [
      join(root, 'examples/platform'),
      join(root, 'examples/applications'),
      platform,
    ];
    portal = await startBuiltPortal({
      env: {
        APP_CONFIG_tutti_platform_sources: JSON.stringify(
          folders.map(folder => ({ folder })),
        ),
        APP_CONFIG_backend_auth_externalAccess: JSON.stringify([
          {
            type: 'static',
            options: { token: STATIC_TOKEN, subject: 'example-ci' },
          },
        ]),
      },
    });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(45_000);
    page.on('request', request => {
      const { authorization } = request.headers();
      if (request.url().includes('/api/tutti/') && authorization) {
        token = authorization.replace('Bearer ', '');
      }
    });
  });

  after(async () => {
    await browser?.close();
    await portal?.stop();
    rmSync(platform, { recursive: true, force: true });
  });

  const button = name => page.getByRole('button', { name }).first();

  async function tokenOf(person) {
    const answer = await fetch(
      `${portal.backendUrl}/api/auth/example/refresh`,
      { headers: { 'X-Example-Person': person } },
    );
    assert.equal(answer.status, 200);
    return (await answer.json()).backstageIdentity.token;
  }

  async function call(method, path, body, as = token) {
    const answer = await fetch(`${portal.backendUrl}/api/tutti/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${as}`,
        'content-type': 'application/json',
        // However long a plan takes.
        prefer: 'wait=30',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: text && JSON.parse(text) };
  }

  async function succeeds(...request) {
    const answer = await call(...request);
    assert.ok(answer.status < 300, `${request[1]}: ${answer.text}`);
    return answer.body;
  }

  /** With a sentence that says why, and nothing of the machinery. */
  async function refused(reason, ...request) {
    const { status, text, body } = await call(...request);
    assert.equal(status, 403, `${request[0]} ${request[1]}: ${status} ${text}`);
    assert.match(body.error.message, reason);
    assert.doesNotMatch(text, /select |insert |constraint/i);
  }

  it('is offered beside the guest and others, and sees who they are', async () => {
    await page.goto(portal.url);
    await button('Enter as Stranger').waitFor();
    assert.deepEqual(
      await page
        .getByRole('button')
        .evaluateAll(found =>
          found.map(each => each.getAttribute('aria-label')),
        ),
      [
        'Enter',
        'Enter as Developer',
        'Enter as Release manager',
        'Enter as Platform engineer',
        'Enter as Viewer',
        'Enter as Stranger',
      ],
    );
    await assertAccessible(page);
    await button('Enter as Stranger').click();
    await page.getByText('Online shop').first().waitFor();
    await page.goto(`${portal.url}/settings`);
    await page.getByText('Stranger', { exact: true }).first().waitFor();
    assert.ok(token);
  });

  it('finds refused buttons in sight, each with its reason and who may', async () => {
    await page.goto(`${portal.url}/tutti/applications/shop`);
    const deploy = button('Deploy to production');
    await deploy.waitFor();
    assert.equal(await deploy.getAttribute('aria-disabled'), 'true');
    await deploy.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Why may I not?' });
    await dialog.getByText(/Deploying in shop\/production is for/).waitFor();
    await dialog.getByRole('link', { name: 'Team Storefront' }).waitFor();
    await assertAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('reads what the platform offers, and takes no files of it into use', async () => {
    await page.goto(`${portal.url}/tutti/platform?tab=types&type=postgres`);
    await page.getByRole('table', { name: 'Outputs of postgres' }).waitFor();
    const read = button('Read the files now');
    assert.equal(await read.getAttribute('aria-disabled'), 'true');
    await assertAccessible(page);
    const { revision } = await succeeds('GET', '/platform');
    await refused(
      /Taking platform files into use is for group:default\/platform/,
      'POST',
      `/platform/revisions/${revision}/accept`,
      { expected: revision },
    );
  });

  it('takes over no namespace of the cluster', async () => {
    const kube = '/applications/kube';
    await succeeds('POST', '/applications', { name: 'kube' });
    await succeeds('PUT', `${kube}/workloads/dns`, { score: score('dns') });
    await succeeds('POST', `${kube}/environments`, {
      name: 'system',
      type: 'development',
    });
    const { status, body } = await call(
      'POST',
      `${kube}/environments/system/plans`,
      {
        consent: [
          { subject: '/Namespace//kube-system', action: 'adopt' },
          { subject: '/Service/kube-system/dns', action: 'adopt' },
        ],
      },
    );
    assert.equal(status, 422);
    const problem = body.problems.find(each => each.code === 'SystemNamespace');
    await page.goto(`${portal.url}/tutti/applications/kube`);
    await button('Deploy to system').click();
    await page.getByText(problem.message).first().waitFor();
  });

  it('makes no environment of type production', async () => {
    await succeeds('POST', '/applications', { name: 'mine' });
    await refused(
      /for group:default\/release-managers/,
      'POST',
      '/applications/mine/environments',
      { name: 'live', type: 'production' },
    );
  });

  it('makes nothing in the name of another team', async () => {
    await refused(/would be owned by somebody else/, 'POST', '/applications', {
      name: 'grab',
      owner: 'group:default/storefront',
    });
    await refused(/would be owned by somebody else/, 'POST', '/applications', {
      name: 'grab',
      entityRef: 'component:default/shop-web',
    });
    await refused(/Choosing|owner/, 'PUT', '/applications/shop/owner', {
      owner: 'user:default/stranger',
    });
  });

  it('makes no secret plain again', async () => {
    await succeeds('POST', '/applications/mine/environments', {
      name: 'dev',
      type: 'development',
    });
    const values = '/applications/mine/environments/dev/values';
    await succeeds('PUT', `${values}/PASSWORD`, {
      value: 'once-secret',
      secret: true,
      scope: 'application',
    });
    await succeeds('PUT', `${values}/PASSWORD`, { value: 'seemingly-plain' });
    const { items } = await succeeds('GET', values);
    assert.deepEqual(
      items.filter(({ secret }) => !secret),
      [],
    );
    assert.doesNotMatch(JSON.stringify(items), /once-secret|seemingly-plain/);
    await refused(
      /Changing shop is for group:default\/storefront/,
      'PUT',
      '/applications/shop/environments/production/values/CURRENCY',
      { value: 'STR' },
    );
  });

  it('changes and cancels nothing of others', async () => {
    const developer = await tokenOf('developer');
    const shop = '/applications/shop';
    const development = `${shop}/environments/development`;
    const plan = await succeeds(
      'POST',
      `${development}/plans`,
      undefined,
      developer,
    );
    const run = await succeeds(
      'POST',
      '/deployments',
      { planId: plan.id },
      developer,
    );
    for (const request of [
      ['PUT', `${shop}/workloads/web`, { score: score('web') }],
      ['DELETE', `${shop}/workloads/web`],
      ['PUT', `${development}/values/CURRENCY`, { value: 'STR' }],
      ['PUT', `${development}/values/KEY`, { value: 'x', secret: true }],
      ['POST', `${shop}/environments`, { name: 'again', type: 'development' }],
      ['POST', `${development}/plans`],
      ['POST', '/deployments', { planId: plan.id }],
      ['POST', `/deployments/${run.id}/cancel`],
      ['DELETE', shop],
    ]) {
      await refused(/ is for group:default\/storefront/, ...request);
    }
  });

  it('gets nothing done with a static token that nobody named', async () => {
    const { status } = await call(
      'GET',
      '/applications/shop',
      undefined,
      STATIC_TOKEN,
    );
    assert.equal(status, 404);
    const { items } = await succeeds(
      'GET',
      '/applications',
      undefined,
      STATIC_TOKEN,
    );
    assert.deepEqual(items, []);
    await refused(
      /not among what .*example-ci was given/,
      'POST',
      '/applications',
      { name: 'robot' },
      STATIC_TOKEN,
    );
  });

  it('gains nothing from a name that the platform declares later', async () => {
    await succeeds('POST', '/applications', { name: 'parcels' });
    await succeeds('PUT', '/applications/parcels/workloads/rider', {
      score: score('rider'),
    });
    mkdirSync(join(platform, 'parcels'));
    writeFileSync(join(platform, 'parcels/application.yaml'), PARCELS);
    writeFileSync(join(platform, 'parcels/score.yaml'), score('depot'));
    const engineer = await tokenOf('platform-engineer');
    await succeeds('POST', '/platform/refresh', undefined, engineer);
    const { problems } = await succeeds('GET', '/platform');
    const problem = problems.find(each => each.message.includes('parcels'));
    assert.match(problem.message, /user:default\/stranger/);
    assert.match(problem.message, /group:default\/storefront/);
    const parcels = await succeeds('GET', '/applications/parcels');
    assert.equal(parcels.owner, 'user:default/stranger');
    assert.deepEqual(
      parcels.workloads.map(({ name }) => name),
      ['rider'],
    );
    assert.deepEqual(parcels.environments, []);
    const { status, text } = await call('POST', '/applications', {
      name: 'shop',
    });
    assert.equal(status, 409);
    assert.doesNotMatch(text, /constraint|insert/i);
  });

  it('is answered with headers that keep pages from elsewhere out', async () => {
    const { headers } = await fetch(portal.backendUrl);
    const policy = headers.get('content-security-policy');
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /connect-src 'self';/);
    assert.match(policy, /object-src 'none';/);
    assert.match(policy, /base-uri 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-powered-by'), null);
  });

  it('leaves, and somebody else enters', async () => {
    await page.goto(`${portal.url}/settings`);
    await page.getByTestId('user-settings-menu').click();
    await page.getByTestId('sign-out').click();
    await button('Enter as Release manager').click();
    await page.goto(`${portal.url}/settings`);
    await page.getByText('Release manager', { exact: true }).first().waitFor();
  });
});
