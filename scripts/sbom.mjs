// `yarn sbom`: writes a software bill of materials (CycloneDX, JSON) into `dist` of every package
// that is published, after the build made that folder, so that it travels with the package.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { publishedPackages, SBOM_FILE } from './publishedPackages.mjs';
import { say } from './toolchain.mjs';

for (const { name, folder } of publishedPackages()) {
  const file = join(folder, SBOM_FILE);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    'yarn',
    // Reproducible: the same lock file gives the same bytes, without a serial number or a date.
    [
      'run',
      '--top-level',
      'cyclonedx-yarn',
      '--production',
      '--output-reproducible',
      '--short-PURLs',
      '--mc-type=library',
      `--output-file=${file}`,
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) {
    say(stdout + stderr);
    throw new Error(`No bill of materials for ${name}.`);
  }
  say(`${name}: ${SBOM_FILE}`);
}
