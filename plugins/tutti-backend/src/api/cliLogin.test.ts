import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import authBackend from '@backstage/plugin-auth-backend';
import guestProvider from '@backstage/plugin-auth-backend-module-guest-provider';
import { JsonObject } from '@backstage/types';
import { runTutti } from '../__testUtils__/commandLine';
import { MARIA } from '../__testUtils__/people';
import { Portal, startPortal } from '../__testUtils__/portal';

jest.setTimeout(120_000);

/** Backstage’s own auth backend, as a portal has it. */
async function portalWith(auth: JsonObject): Promise<Portal> {
  return startPortal({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'maria', namespace: 'default' },
        spec: { memberOf: ['storefront'] },
      },
    ],
    features: [
      authBackend,
      guestProvider,
      authServiceFactory,
      httpAuthServiceFactory,
    ],
    settings: {
      app: { baseUrl: 'http://localhost:3000' },
      auth: {
        environment: 'development',
        providers: { guest: { userEntityRef: MARIA } },
        ...auth,
      },
    },
  });
}

describe('tutti login, against the auth backend of Backstage', () => {
  let portal: Portal;
  let closed: Portal;
  let folder = '';
  const environment = { ...process.env };
  const file = () => join(folder, 'tutti', 'sessions.json');

  beforeAll(async () => {
    // The client of command lines is served over HTTP here, and guests sign in.
    process.env = { ...environment, NODE_ENV: 'development' };
    portal = await portalWith({
      clientIdMetadataDocuments: { enabled: true },
      experimentalRefreshToken: { enabled: true },
    });
    closed = await portalWith({});
    folder = await mkdtemp(join(tmpdir(), 'tutti-login-'));
    process.env.XDG_CONFIG_HOME = folder;
    delete process.env.TUTTI_TOKEN;
    delete process.env.TUTTI_PORTAL;
  });

  afterAll(async () => {
    process.env = environment;
    await portal?.stop();
    await closed?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function signedIn(): Promise<string> {
    const answer = await fetch(`${portal.address}/api/auth/guest/refresh`, {
      method: 'POST',
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await answer.json();
    return backstageIdentity.token;
  }

  /** What the person does in the browser, at the page that `tutti login` names. */
  async function decide(page: string, verb: 'approve' | 'reject') {
    const { pathname } = new URL(page);
    const session = `${portal.address}/api/auth/v1/sessions/${pathname
      .split('/')
      .at(-1)}`;
    const { clientName, redirectUri } = await (await fetch(session)).json();
    expect({ clientName, redirectUri }).toEqual({
      clientName: 'Backstage CLI',
      redirectUri: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/callback$/,
      ),
    });
    const answer = await fetch(`${session}/${verb}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await signedIn()}` },
    });
    const { redirectUrl } = await answer.json();
    return new URL(redirectUrl);
  }

  const back = async (url: URL) => {
    const answer = await fetch(url);
    return { status: answer.status, text: await answer.text() };
  };

  /** Runs `tutti login`, and has somebody act at the page that it names. */
  async function login(act: (page: string) => Promise<unknown>) {
    let acted: Promise<unknown> | undefined;
    const answer = await runTutti(
      ['login', '--no-browser', '--portal', portal.address],
      {
        onErr: text => {
          const [page] = /^http:\/\/localhost:3000\/\S+$/m.exec(text) ?? [];
          if (page) acted = act(page);
        },
      },
    );
    return { ...answer, acted: await acted };
  }

  it('keeps what the person agreed to, readable by nobody else', async () => {
    const { code, out, err, acted } = await login(async page =>
      back(await decide(page, 'approve')),
    );
    expect({ code, out }).toEqual({
      code: 0,
      out: `logged in to ${portal.address} as ${MARIA}\n`,
    });
    expect(acted).toMatchObject({ status: 200 });
    expect((await stat(file())).mode.toString(8)).toMatch(/600$/);
    expect((await stat(join(folder, 'tutti'))).mode.toString(8)).toMatch(
      /700$/,
    );
    const text = await readFile(file(), 'utf8');
    const { token, refresh, app, expiresAt } =
      JSON.parse(text).portals[portal.address];
    expect(app).toBe('http://localhost:3000');
    expect(expiresAt).toBeGreaterThan(Date.now());
    for (const secret of [token, refresh.token]) {
      expect(`${out}${err}`).not.toContain(secret);
    }
    // The portal of the last login is the one that is meant.
    expect((await runTutti(['apps'])).out).toContain('Online shop');
    expect((await runTutti(['open', 'shop'])).out).toBe(
      'http://localhost:3000/tutti/applications/shop\n',
    );
  });

  it('gets the next token when the first one has expired', async () => {
    const kept = JSON.parse(await readFile(file(), 'utf8'));
    const before = { ...kept.portals[portal.address] };
    kept.portals[portal.address] = { ...before, token: 'old', expiresAt: 0 };
    await writeFile(file(), JSON.stringify(kept), { mode: 0o600 });
    expect((await runTutti(['apps'])).out).toContain('Online shop');
    const { portals } = JSON.parse(await readFile(file(), 'utf8'));
    expect(portals[portal.address].refresh.token).not.toBe(
      before.refresh.token,
    );
  });

  it('takes no answer but the one to its own question, and no for no', async () => {
    const { code, err, acted } = await login(async page => {
      const url = await decide(page, 'reject');
      const forged = new URL(url);
      forged.search = '?code=stolen&state=guessed';
      const elsewhere = new URL(url);
      elsewhere.pathname = '/';
      return [await back(forged), await back(elsewhere), await back(url)];
    });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining(
        'error: The login was refused: User denied the request\n',
      ),
    });
    expect(acted).toMatchObject([
      { status: 400 },
      { status: 400 },
      { status: 200 },
    ]);
  });

  it('refuses a file that others may read', async () => {
    const text = await readFile(file(), 'utf8');
    await rm(file());
    await writeFile(file(), text, { mode: 0o644 });
    expect(await runTutti(['apps'])).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining('may be read by others'),
    });
    await rm(file());
    await writeFile(file(), text, { mode: 0o600 });
  });

  it('is forgotten by both at a logout', async () => {
    const { refresh } = JSON.parse(await readFile(file(), 'utf8')).portals[
      portal.address
    ];
    expect((await runTutti(['logout'])).out).toBe(
      `logged out of ${portal.address}\n`,
    );
    await expect(stat(file())).rejects.toThrow('ENOENT');
    const again = await fetch(`${portal.address}/api/auth/v1/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'refresh_token',
        client_id: refresh.clientId,
        refresh_token: refresh.token,
      }),
    });
    expect(again.status).toBe(400);
    expect(await runTutti(['apps', '--portal', portal.address])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nobody has logged in'),
    });
  });

  it('keeps a token from standard input, for a portal that it asks', async () => {
    const token = await signedIn();
    const args = ['login', '--token-stdin', '--portal', portal.address];
    expect(await runTutti(args, { stdin: `${token}\n` })).toMatchObject({
      code: 0,
      out: `logged in to ${portal.address} as ${MARIA}\n`,
    });
    expect((await runTutti(['apps'])).out).toContain('Online shop');
    expect((await runTutti(args, { stdin: '' })).code).toBe(2);
  });

  it('says where a portal offers no login, and that it has ended', async () => {
    expect(await runTutti(['login', '--portal', closed.address])).toMatchObject(
      {
        code: 1,
        err: expect.stringContaining('auth.clientIdMetadataDocuments.enabled'),
      },
    );
    const kept = JSON.parse(await readFile(file(), 'utf8'));
    kept.portals[portal.address].expiresAt = 0;
    await writeFile(file(), JSON.stringify(kept), { mode: 0o600 });
    expect(await runTutti(['apps'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('has expired: tutti login --portal'),
    });
  });
});
