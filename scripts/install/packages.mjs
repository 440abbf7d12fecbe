// Every package that adopters install, packed as for the registry.
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { publishedPackages } from '../publishedPackages.mjs';
import { root, say } from '../toolchain.mjs';
import { run } from './run.mjs';

/** Builds all packages; without the example portal, which nobody installs. */
export async function buildPackages() {
  await run('yarn', ['tsc'], { cwd: root });
  await run('yarn', ['backstage-cli', 'repo', 'build'], { cwd: root });
  // Its build is more than Backstage's.
  await run('yarn', ['workspace', '@tutti/cli', 'build'], { cwd: root });
}

const LIST = 'tarballs.json';

/** What an earlier run packed into `folder`. */
export function packedBefore(folder) {
  return JSON.parse(readFileSync(join(folder, LIST), 'utf8'));
}

/**
 * Packs what was built into `folder`.
 *
 * @returns the tarball of each package, by name
 */
export async function packPackages(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tarballs = {};
  for (const { name, folder: cwd } of publishedPackages()) {
    const file = join(folder, 'packed.tgz');
    await run('yarn', ['pack', '--out', file], { cwd });
    // Yarn keeps tarballs by their path: other contents get another one.
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    tarballs[name] = join(
      folder,
      `${name.replace(/^@/, '').replace('/', '-')}-${hash.slice(0, 12)}.tgz`,
    );
    renameSync(file, tarballs[name]);
  }
  writeFileSync(join(folder, LIST), JSON.stringify(tarballs, null, 2));
  say(`${Object.keys(tarballs).length} packages packed in ${folder}`);
  return tarballs;
}
