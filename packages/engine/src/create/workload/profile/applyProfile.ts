import { anything, builtinKind, Shape } from '@tutti/kubernetes';
import {
  isValueObject,
  JsonValue,
  Problem,
  ProfilePatch,
  Value,
  ValueObject,
} from '../../../model';
import { formatPath, joinPaths, Path } from '../../../read/path';
import { celVariables, judge } from '../../cel';
import { textsByField } from '../../judge';
import { containsSecret } from '../../values';
import { RenderInput } from '../input';
import { valueAt } from '../tree';
import { contextView, workloadView } from '../views';
import { countedContainers, json6902 } from './json6902';
import {
  doubles,
  Miss,
  missesOf,
  OwnNames,
  ownNames,
  replacedMounts,
} from './pieces';
import { MergeError, strategicMerge } from './strategicMerge';

const MAIN = 'main';

/** A workload's objects by their part in it; `main` runs the pods. */
export type Parts = Record<string, ValueObject>;

/**
 * The profile's defaults, merged into the main object, then its patches in their order. A patch
 * whose target the workload does not have (no port, no Service) has nothing to do.
 */
export function applyProfile(
  input: RenderInput,
  parts: Parts,
): { parts: Parts; problems: Problem[] } {
  const problems: Problem[] = [];
  const own = ownNames(parts[MAIN], input.profile.kind);
  const variables = celVariables({
    workload: workloadView(input.workload, input.images),
    context: contextView({ ...input.context, labels: input.labels }),
  });
  let result = parts;
  for (const change of changesOf(input)) {
    const decided = isWanted(change, variables, input);
    problems.push(...decided.problems);
    const part = partFor(result, change.target?.kind);
    if (!decided.wanted || part === undefined) continue;
    const changed = applyChange(change, result[part], own, input);
    problems.push(...changed.problems);
    result = { ...result, [part]: changed.object };
  }
  return { parts: result, problems };
}

/** Something of the profile that changes an object: its defaults, or a patch. */
interface Change extends Pick<ProfilePatch, 'when' | 'target'> {
  /** For messages: `patch sidecar`. */
  title: string;
  /** Where it stands in the profile's document. */
  path: Path;
  /** A map is merged, a list are operations of RFC 6902. */
  content: JsonValue;
  contentPath: Path;
  /** Where it begins in the profile's file. */
  line: number;
}

function changesOf({ profile }: RenderInput): Change[] {
  const { line, patches: lines = [] } = profile.source;
  const defaults = ['spec', 'defaults'];
  return [
    ...(Object.keys(profile.defaults).length > 0
      ? [
          {
            title: 'defaults',
            path: defaults,
            content: profile.defaults,
            contentPath: defaults,
            line,
          },
        ]
      : []),
    ...profile.patches.map(
      ({ name, merge, json6902: operations, ...conditions }, index) => {
        const path = ['spec', 'patches', index];
        return {
          ...conditions,
          title: `patch ${name}`,
          path,
          content: merge ?? operations ?? [],
          contentPath: [...path, merge ? 'merge' : 'json6902'],
          line: lines[index] ?? line,
        };
      },
    ),
  ];
}

function isWanted(
  change: Change,
  variables: ReturnType<typeof celVariables>,
  input: RenderInput,
): { wanted: boolean; problems: Problem[] } {
  if (change.when === undefined) return { wanted: true, problems: [] };
  const judgement = judge(change.when, variables);
  const path = [...change.path, 'when'];
  switch (judgement.outcome) {
    case 'true':
    case 'false':
      return { wanted: judgement.outcome === 'true', problems: [] };
    case 'pending':
      return {
        wanted: false,
        problems: [
          problemOf(input, change, {
            code: 'UnknownDecidesStructure',
            message: `its condition depends on ${judgement.on.from}, which is known only after apply`,
            path,
          }),
        ],
      };
    default:
      return {
        wanted: false,
        problems: [
          problemOf(input, change, {
            code: 'ExpressionFailed',
            message: `its condition cannot be judged: ${judgement.message}`,
            path,
          }),
        ],
      };
  }
}

/** The headless Service of a StatefulSet is plumbing: patches mean the other one. */
function partFor(parts: Parts, kind: string | undefined): string | undefined {
  if (kind === undefined) return MAIN;
  return Object.keys(parts).find(
    part => part !== 'headless' && parts[part].kind === kind,
  );
}

/** The object as the change leaves it; with an error, as it was. */
function applyChange(
  change: Change,
  before: ValueObject,
  own: OwnNames,
  input: RenderInput,
): { object: ValueObject; problems: Problem[] } {
  const { profile } = input;
  const path = change.contentPath;
  const failed = (...problems: Problem[]) => ({ object: before, problems });
  const given = input.fillPatch(change.content);
  const filled = {
    ...given,
    value: textsByField(change.content, given.value, shapeFor(before)),
  };
  if (filled.problems.length > 0) {
    return failed(
      ...filled.problems.map(problem => ({
        ...problem,
        ...placeOf(input),
        path: joinPaths(formatPath(path), problem.path ?? ''),
      })),
    );
  }
  if (before.kind !== 'Secret' && containsSecret(filled.value)) {
    return failed(
      problemOf(input, change, {
        code: 'SecretNotAllowed',
        message: `a secret cannot stand in a ${before.kind}`,
        hint: 'Put it into a Secret, and refer to that.',
        path,
      }),
    );
  }
  const isMain = before.kind === profile.kind;
  const misses =
    isMain && isValueObject(filled.value)
      ? missesOf(filled.value, before, profile.kind, own)
      : [];
  if (misses.length > 0) {
    return failed(
      ...misses.map(miss =>
        missProblem(input, change, { ...miss, path: [...path, ...miss.path] }),
      ),
    );
  }
  const patched = patchObject(before, filled.value);
  if (!patched.ok) {
    return failed(
      problemOf(input, change, {
        ...patched,
        code: 'PatchFailed',
        path: [...path, ...patched.path],
      }),
    );
  }
  const object = patched.value;
  if (identity(object) !== identity(before)) {
    return failed(
      problemOf(input, change, {
        code: 'PatchChangesIdentity',
        message:
          'kind, apiVersion, name and namespace of an object are not a patch’s to change',
        path,
      }),
    );
  }
  const twice = isMain ? doubles(object, profile.kind) : [];
  if (twice.length > 0) {
    return failed(
      ...twice.map(name =>
        missProblem(input, change, doubled(name, own, path)),
      ),
    );
  }
  const counted = Array.isArray(filled.value)
    ? countedContainers(before, filled.value)
    : [];
  const remounted = isMain ? replacedMounts(before, object, profile.kind) : [];
  const warnings = [
    ...counted.map(found => ({
      ...found,
      code: 'PatchCountsContainers',
      hint: 'Use `merge`: it names the container, or all of them with "*".',
    })),
    ...remounted.map(({ container, target, volume }) => ({
      code: 'MountReplaced',
      message: `container ${container} no longer has volume ${volume} at ${target}, but the one of the patch`,
      hint: 'Mount it somewhere else, unless this is meant.',
      path: [],
    })),
  ].map(
    (found): Problem => ({
      ...problemOf(input, change, {
        ...found,
        path: [...path, ...found.path],
      }),
      severity: 'warning',
    }),
  );
  return { object, problems: warnings };
}

function doubled(name: string, own: OwnNames, path: Path): Miss {
  const isOwn = own.containers.has(name) || own.initContainers.has(name);
  return {
    code: 'NameTaken',
    message: isOwn
      ? `the workload has a container "${name}" of its own`
      : `the pod would have two containers "${name}"`,
    hint: 'Give one of them another name.',
    path,
    ...(isOwn && { container: name }),
  };
}

function patchObject(
  object: ValueObject,
  patch: Value,
):
  | { ok: true; value: ValueObject }
  | { ok: false; message: string; hint?: string; path: Path } {
  if (Array.isArray(patch)) return json6902(object, patch);
  if (!isValueObject(patch))
    return { ok: false, message: 'a merge patch is a map', path: [] };
  try {
    return { ok: true, value: strategicMerge(object, patch, shapeFor(object)) };
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    return {
      ok: false,
      message: `${error.message} (${formatPath(error.path)})`,
      path: error.path,
    };
  }
}

function shapeFor({ apiVersion, kind }: ValueObject): Shape {
  return builtinKind(String(apiVersion), String(kind))?.shape ?? anything;
}

function identity(object: ValueObject): string {
  return JSON.stringify([
    object.apiVersion,
    object.kind,
    valueAt(object, 'metadata', 'name'),
    valueAt(object, 'metadata', 'namespace'),
  ]);
}

/** Of a container of the Score file, the file is told where to be changed, and where the patch stands. */
function missProblem(input: RenderInput, change: Change, miss: Miss): Problem {
  const { container } = miss;
  if (container === undefined) return problemOf(input, change, miss);
  const { workload, profile } = input;
  return {
    severity: 'error',
    code: 'NameTaken',
    message: `Container ${container} of workload ${workload.name} has the name of a container that profile ${profile.name} adds: ${change.title} (${profile.source.file}:${change.line}).`,
    ...(miss.hint !== undefined && { hint: miss.hint }),
    file: workload.file,
    path: formatPath(['containers', container]),
  };
}

function problemOf(
  input: RenderInput,
  { title }: Change,
  found: { code: string; message: string; hint?: string; path: Path },
): Problem {
  const { profile, workload } = input;
  return {
    severity: 'error',
    code: found.code,
    message: `Profile ${profile.name}, ${title}, workload ${workload.name}: ${found.message}.`,
    ...(found.hint !== undefined && { hint: found.hint }),
    ...placeOf(input),
    path: formatPath(found.path),
  };
}

function placeOf({ profile: { source } }: RenderInput) {
  return { file: source.file, line: source.line };
}
