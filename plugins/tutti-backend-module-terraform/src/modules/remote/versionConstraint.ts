import { DriverError } from '@tutti/engine';

const VERSION =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
const TERM = /^(=|!=|>=|>|<=|<|~>)?\s*(\S+)$/;

interface Version {
  parts: number[];
  prerelease?: string;
  /** How many parts were written: `~> 1.2` and `~> 1.2.0` mean different things. */
  written: number;
}

/** Whether a version is named, and not only which ones would do. */
export function isExact(version: string): boolean {
  return parse(version)?.written === 3;
}

/**
 * The newest version that fits a constraint as Terraform and OpenTofu write it: `~> 1.2`, `>= 1.0, < 3.0`. Of
 * prereleases only one that is named.
 *
 * @throws DriverError where the constraint is none
 */
export function newestFitting(
  versions: readonly string[],
  constraint: string,
): string | undefined {
  const terms = constraint.split(',').map(text => {
    const [, operator = '=', written = ''] = TERM.exec(text.trim()) ?? [];
    const version = parse(written);
    if (!version) {
      throw new DriverError(
        `"${constraint}" is no version and no constraint: write 1.2.0, "~> 1.2" or ">= 1.0, < 3.0".`,
      );
    }
    return { operator, version };
  });
  const fitting = versions.flatMap(text => {
    const version = parse(text);
    return version && terms.every(term => fits(version, term))
      ? [{ text, version }]
      : [];
  });
  fitting.sort((a, b) => compare(b.version, a.version));
  return fitting[0]?.text;
}

function fits(
  version: Version,
  { operator, version: bound }: { operator: string; version: Version },
): boolean {
  const order = compare(version, bound);
  if (version.prerelease !== undefined && order !== 0) return false;
  switch (operator) {
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '~>': {
      const fixed = Math.max(bound.written - 1, 1);
      return (
        order >= 0 &&
        bound.parts
          .slice(0, fixed)
          .every((part, index) => version.parts[index] === part)
      );
    }
    default:
      return order === 0;
  }
}

function parse(text: string): Version | undefined {
  const [found, major, minor, patch, prerelease] = VERSION.exec(text) ?? [];
  if (found === undefined) return undefined;
  const written = [major, minor, patch].filter(part => part !== undefined);
  return {
    parts: [major, minor, patch].map(part => Number(part ?? 0)),
    ...(prerelease !== undefined && { prerelease }),
    written: written.length,
  };
}

function compare(a: Version, b: Version): number {
  for (const [index, part] of a.parts.entries()) {
    if (part !== b.parts[index]) return part - b.parts[index];
  }
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === undefined) return 1;
  if (b.prerelease === undefined) return -1;
  return a.prerelease.localeCompare(b.prerelease, 'en', { numeric: true });
}
