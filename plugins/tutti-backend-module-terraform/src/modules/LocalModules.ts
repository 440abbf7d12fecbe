import { existsSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { DriverError } from '@tutti/engine';
import { ModuleReference, Modules, ResolvedModule } from './ModuleReference';
import { digestOf, readTree } from './tree';

/** Modules in the folder of `tutti.terraform.modules.folder`. */
export class LocalModules implements Modules {
  constructor(private readonly root: string | undefined) {}

  static owns(source: string): boolean {
    return source.startsWith('./') || source === '.';
  }

  async resolve({
    source,
    digest: pinned,
  }: ModuleReference): Promise<ResolvedModule> {
    if (this.root === undefined) {
      throw new DriverError(
        `The module "${source}" is a folder; set tutti.terraform.modules.folder to where modules are.`,
      );
    }
    const [whole, path = ''] = source.split('//');
    const folder = join(this.root, whole);
    if (
      !isBelow(this.root, folder) ||
      (path !== '' && !isBelow(folder, join(folder, path)))
    ) {
      throw new DriverError(
        `The module "${source}" is outside of the folder of modules.`,
      );
    }
    if (!existsSync(join(folder, path))) {
      throw new DriverError(
        `There is no module "${source}" in the folder of modules.`,
      );
    }
    const digest = digestOf(await readTree(folder));
    if (pinned !== undefined && pinned !== digest) {
      throw new DriverError(
        `The module "${source}" has the digest ${digest}, not ${pinned}.`,
      );
    }
    return { folder, path: normalize(path) === '.' ? '' : path, digest };
  }
}

function isBelow(root: string, path: string): boolean {
  const base = normalize(root);
  const own = normalize(path);
  return own === base || own.startsWith(base.endsWith(sep) ? base : base + sep);
}
