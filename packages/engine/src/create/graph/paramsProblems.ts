import {
  Platform,
  Problem,
  ResourceType,
  compareText,
  isObject,
  suggestion,
} from '../../model';
import { Miss, notFilled, Placeholder } from '../../placeholders';
import { joinPaths } from '../../read/path';
import { NodeDraft, ParamsSource } from './NodeDraft';
import { isParamRead } from './paramsRead';

export function placeOf(
  source: ParamsSource,
  path: string,
): Pick<Problem, 'file' | 'line' | 'path'> {
  if (source.kind === 'score') {
    const base = `resources.${source.resource}.params`;
    return { file: source.workload.file, path: joinPaths(base, path) };
  }
  const { file, line } = source.definition.source;
  return { file, line, path: joinPaths(source.path, path) };
}

export function declaredAt(
  draft: NodeDraft,
): Pick<Problem, 'file' | 'line' | 'path'> {
  const [declarer] = draft.declaredBy;
  return declarer
    ? { file: declarer.workload.file, path: `resources.${declarer.resource}` }
    : {};
}

export function placeholderProblem(
  placeholder: Placeholder,
  miss: Miss,
  source: ParamsSource,
  path: string,
  draft: NodeDraft,
): Problem {
  return {
    ...notFilled(placeholder, miss),
    address: draft.address,
    ...placeOf(source, path),
  };
}

export function conflict(
  draft: NodeDraft,
  first: ParamsSource,
  second: ParamsSource,
): Problem {
  return {
    severity: 'error',
    code: 'ParamsConflict',
    message: `${titleOf(first)} and ${titleOf(
      second,
    )} give different params for ${draft.address}.`,
    hint: 'Give the params in one place only, or the same in both.',
    address: draft.address,
    ...placeOf(second, ''),
  };
}

/** `workload web (resource db)` */
function titleOf(source: ParamsSource): string {
  return source.kind === 'score'
    ? `workload ${source.workload.name} (resource ${source.resource})`
    : `definition ${source.definition.name} (for ${source.referrer})`;
}

/** What keywords other than `properties` say about properties cannot be said in one sentence. */
const OTHER_RULES = [
  '$ref',
  'additionalProperties',
  'allOf',
  'anyOf',
  'oneOf',
  'patternProperties',
  'unevaluatedProperties',
];

/**
 * Params that the resource type neither names nor forbids. Score files carry some that were meant
 * for another platform: they do no harm, but nobody should think that they did something. Where the
 * type names no params at all, a param counts that a definition reads.
 */
export function ignoredParams(given: {
  draft: NodeDraft;
  type: ResourceType;
  source: ParamsSource;
  platform: Platform;
}): Problem[] {
  const { draft, type, source, platform } = given;
  const { properties, ...rules } = type.params;
  const { definition, address } = draft;
  if (!definition || OTHER_RULES.some(rule => rule in rules)) return [];
  const known = isObject(properties) ? Object.keys(properties) : undefined;
  const isIgnored = (param: string) =>
    known
      ? !known.includes(param)
      : !isParamRead(platform, { type: type.name, definition }, param);
  return Object.keys(source.params)
    .sort(compareText)
    .filter(isIgnored)
    .map(param => ({
      severity: 'warning',
      code: 'ParamIgnored',
      message: known
        ? `Resource type ${type.name} knows no param "${param}": it changes nothing.`
        : `Resource type ${type.name} says nothing about params, and definition ${definition.name} does not read "${param}": it changes nothing.`,
      hint: suggestion(param, known ?? []) ?? `Leave "${param}" out.`,
      address,
      ...placeOf(source, param),
    }));
}
