// `yarn test:install [new|old …]`: packs every package, follows docs/guides/install.md in a fresh app
// of `create-app` on each frontend system, and goes through it in a browser. Takes about ten minutes,
// 5 GB and a registry, so it is not part of `yarn test`. TUTTI_INSTALL_FOLDER keeps the apps, and the
// next run uses them again; with TUTTI_INSTALL_PACKED=1 it installs what that one packed.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { browserPath } from '../packages/app/e2e/browser.mjs';
import { freePort } from '../packages/app/e2e/ports.mjs';
import { createApp, followGuide } from './install/freshApp.mjs';
import { goThrough } from './install/journey.mjs';
import {
  buildPackages,
  packedBefore,
  packPackages,
} from './install/packages.mjs';
import { install, say, underToolchain } from './toolchain.mjs';

const SYSTEMS = ['new', 'old'];

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** @throws Error with what was printed, when a part ends or stays silent */
async function untilReady(urls, running) {
  const deadline = Date.now() + 10 * 60_000;
  let over = false;
  for (const part of running) {
    void part.ended.then(() => {
      over = true;
    });
  }
  for (const url of urls) {
    while (!(await answers(url))) {
      if (over || Date.now() > deadline) {
        throw new Error(
          `${url} does not answer.\n${running
            .map(({ output }) => output())
            .join('\n')}`,
        );
      }
      await new Promise(done => setTimeout(done, 500));
    }
  }
}

async function tryOut(system, { parent, tarballs }) {
  say(`\nA fresh app on the ${system} frontend system`);
  const folder = join(parent, system);
  const pictures = join(parent, 'pictures');
  mkdirSync(pictures, { recursive: true });
  await createApp(folder, system);
  const ports = {
    frontend: await freePort(),
    backend: await freePort(),
    sandbox: await freePort(),
  };
  const running = await followGuide({ folder, system, tarballs, ports });
  try {
    const url = `http://localhost:${ports.frontend}`;
    await untilReady(
      [
        `http://127.0.0.1:${ports.sandbox}/readyz`,
        `http://localhost:${ports.backend}/.backstage/health/v1/readiness`,
        url,
      ],
      running,
    );
    await goThrough({ url, system, pictures });
  } catch (error) {
    say(running.map(({ output }) => output().slice(-6_000)).join('\n'));
    throw error;
  } finally {
    // The sandbox last: a deployment under way may still want to write its end.
    for (const part of running.reverse()) await part.stop();
  }
}

async function buildAndPack(folder) {
  await install();
  await buildPackages();
  return packPackages(folder);
}

if (await underToolchain()) {
  const asked = process.argv.slice(2);
  const unknown = asked.find(word => !SYSTEMS.includes(word));
  if (unknown) throw new Error(`${unknown} is neither "new" nor "old".`);
  if (!browserPath) {
    throw new Error('Install Chromium, or name one in CHROMIUM_PATH.');
  }
  const kept = process.env.TUTTI_INSTALL_FOLDER;
  const parent = kept
    ? resolve(kept)
    : mkdtempSync(join(tmpdir(), 'tutti-install-'));
  const packages = join(parent, 'packages');
  const tarballs = process.env.TUTTI_INSTALL_PACKED
    ? packedBefore(packages)
    : await buildAndPack(packages);
  for (const system of asked.length > 0 ? asked : SYSTEMS) {
    await tryOut(system, { parent, tarballs });
  }
  if (!kept) rmSync(parent, { recursive: true, force: true });
  say('\nInstalled, deployed and found, as the guide says.');
}
