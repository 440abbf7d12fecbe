import { DriverError } from '@tutti/engine';
import { LocalModules } from './LocalModules';
import { ModuleReference } from './ModuleReference';
import { parseAddress } from './remote/address';

/**
 * The same module in another version: of a registry by its version, of Git by its ref. What has no versions is
 * compared with another source.
 *
 * @throws DriverError
 */
export function versioned(source: string, against: string): ModuleReference {
  const isSource = against.includes('/') && !/^refs?\//.test(against);
  if (isSource) return { source: against };
  if (LocalModules.owns(source)) {
    throw new DriverError(
      `The module "${source}" is a folder, which has no versions. Name another source to compare it with.`,
    );
  }
  const { kind } = parseAddress(source);
  switch (kind) {
    case 'registry':
      return { source, version: against };
    case 'git':
      return {
        source: `${withoutRef(source)}?ref=${encodeURIComponent(against)}`,
      };
    default:
      throw new DriverError(
        `The module "${source}" is an archive, which has no versions. Name another source to compare it with.`,
      );
  }
}

/** Whatever their versions and refs are. */
export function sameModule(a: string, b: string): boolean {
  return withoutRef(a) === withoutRef(b);
}

function withoutRef(source: string): string {
  return source.replace(/\?.*$/s, '');
}
