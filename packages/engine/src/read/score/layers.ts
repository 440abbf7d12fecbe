import { Problem, isObject } from '../../model';
import { formatPath, Path } from '../path';
import { Finding, toProblem } from '../report';
import { valueAt } from '../tree';
import { YamlDocument } from '../yaml';
import { Upgraded } from './upgrade';

/** A file with what it says in today's spelling. */
export interface UpgradedDocument {
  document: YamlDocument;
  upgraded: Upgraded;
}

/**
 * The Score file and what was laid over it, all in today's spelling. A problem is reported where
 * the value in question was written.
 */
export interface Layers {
  base: UpgradedDocument;
  overrides: UpgradedDocument[];
  /** Places set by `path=value`, in their order. */
  assigned: Path[];
}

export function layeredProblem(
  finding: Finding,
  { base, overrides, assigned }: Layers,
): Problem {
  const { path } = finding;
  const setAt = assigned.find(place =>
    place.every((segment, index) => path[index] === segment),
  );
  if (setAt) {
    const { line, column, ...problem } = toProblem(finding, base.document);
    return {
      ...problem,
      message: `${problem.message} (Set by the override ${formatPath(setAt)}.)`,
    };
  }
  const at = ({ upgraded }: UpgradedDocument) => valueAt(upgraded.value, path);
  const wrote = [...overrides].reverse().find(layer => {
    const there = at(layer);
    return there !== undefined && !isObject(there);
  });
  const inBase = path.length === 0 || at(base) !== undefined;
  const merged = overrides.find(layer => at(layer) !== undefined);
  const { document, upgraded } = wrote ?? (inBase ? base : merged) ?? base;
  return toProblem({ ...finding, path: upgraded.original(path) }, document);
}
