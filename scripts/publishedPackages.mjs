// The packages that adopters install, as the workspaces say.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

/** Where a package's bill of materials is, below its folder. */
export const SBOM_FILE = 'dist/sbom.cdx.json';

/** Name and folder of each package that is not private, by name. */
export function publishedPackages() {
  return ['packages', 'plugins']
    .flatMap(parent =>
      readdirSync(join(root, parent)).map(name => join(root, parent, name)),
    )
    .filter(folder => existsSync(join(folder, 'package.json')))
    .map(folder => ({
      folder,
      manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
    }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({ folder, name: manifest.name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
