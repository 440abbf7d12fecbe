import { Problem, isObject } from '../../model';
import { formatPath, Path } from '../path';
import { Finding, toProblem } from '../report';
import { valueAt } from '../tree';
import { YamlDocument } from '../yaml';

/**
 * The Score file and what was laid over it. A problem is reported where the value in question
 * was written.
 */
export interface Layers {
  base: YamlDocument;
  overrides: YamlDocument[];
  /** Places set by `path=value`, in their order. */
  assigned: Path[];
}

export function layeredProblem(
  finding: Finding,
  { base, overrides, assigned }: Layers,
  original: (path: Path) => Path,
): Problem {
  const path = original(finding.path);
  const moved = { ...finding, path };
  const setAt = assigned.find(place =>
    place.every((segment, index) => path[index] === segment),
  );
  if (setAt) {
    const { line, column, ...problem } = toProblem(moved, base);
    return {
      ...problem,
      message: `${problem.message} (Set by the override ${formatPath(setAt)}.)`,
    };
  }
  const wrote = [...overrides].reverse().find(({ value }) => {
    const there = valueAt(value, path);
    return there !== undefined && !isObject(there);
  });
  const inBase = path.length === 0 || valueAt(base.value, path) !== undefined;
  const merged = overrides.find(
    ({ value }) => valueAt(value, path) !== undefined,
  );
  return toProblem(moved, wrote ?? (inBase ? base : merged) ?? base);
}
