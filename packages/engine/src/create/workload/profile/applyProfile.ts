import {
  isValueObject,
  Problem,
  ProfilePatch,
  Value,
  ValueObject,
  WorkloadProfile,
} from '../../../model';
import { celVariables, judge } from '../../cel';
import { containsSecret } from '../../values';
import { RenderInput } from '../input';
import { valueAt } from '../tree';
import { contextView, workloadView } from '../views';
import { json6902 } from './json6902';
import { mergeSchema } from './mergeKeys';
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
  const { profile } = input;
  const problems: Problem[] = [];
  const result: Parts = { ...parts };

  const change = (
    part: string,
    where: string,
    patch: Pick<ProfilePatch, 'merge' | 'json6902'>,
  ) => {
    const problem = (code: string, message: string) =>
      problems.push(profileProblem(profile, where, code, message));
    const filled = input.fillPatch(patch.merge ?? patch.json6902 ?? []);
    if (filled.problems.length > 0) {
      problems.push(
        ...filled.problems.map(found => ({
          ...profile.source,
          ...found,
          path: found.path === undefined ? where : `${where}.${found.path}`,
        })),
      );
      return;
    }
    const before = result[part];
    if (before.kind !== 'Secret' && containsSecret(filled.value)) {
      problem(
        'SecretNotAllowed',
        `a secret cannot stand in a ${before.kind}; put it into a Secret and refer to that`,
      );
      return;
    }
    const patched = patchObject(before, filled.value);
    if (!patched.ok) problem('PatchFailed', patched.message);
    else if (identity(patched.value) !== identity(before))
      problem(
        'PatchChangesIdentity',
        'kind, apiVersion, name and namespace of an object are not a patch’s to change',
      );
    else result[part] = patched.value;
  };

  if (Object.keys(profile.defaults).length > 0)
    change(MAIN, 'spec.defaults', { merge: profile.defaults });

  const variables = celVariables({
    workload: workloadView(input.workload, input.images),
    context: contextView({ ...input.context, labels: input.labels }),
  });
  for (const patch of profile.patches) {
    const where = `spec.patches[${patch.name}]`;
    if (patch.when !== undefined) {
      const judgement = judge(patch.when, variables);
      if (judgement.outcome === 'false') continue;
      if (judgement.outcome !== 'true') {
        problems.push(
          judgement.outcome === 'pending'
            ? profileProblem(
                profile,
                `${where}.when`,
                'UnknownDecidesStructure',
                `its condition depends on ${judgement.on.from}, which is known only after apply`,
              )
            : profileProblem(
                profile,
                `${where}.when`,
                'ExpressionFailed',
                `its condition cannot be judged for workload ${input.workload.name}: ${judgement.message}`,
              ),
        );
        continue;
      }
    }
    const part = partFor(result, patch.target?.kind);
    if (part !== undefined) change(part, where, patch);
  }
  return { parts: result, problems };
}

/** The headless Service of a StatefulSet is plumbing: patches mean the other one. */
function partFor(parts: Parts, kind: string | undefined): string | undefined {
  if (kind === undefined) return MAIN;
  return Object.keys(parts).find(
    part => part !== 'headless' && parts[part].kind === kind,
  );
}

function patchObject(
  object: ValueObject,
  patch: Value,
): { ok: true; value: ValueObject } | { ok: false; message: string } {
  if (Array.isArray(patch)) return json6902(object, patch);
  if (!isValueObject(patch))
    return { ok: false, message: 'a merge patch is a map' };
  try {
    const schema = mergeSchema(String(object.kind));
    return { ok: true, value: strategicMerge(object, patch, schema) };
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    return { ok: false, message: `${error.message} (${error.path})` };
  }
}

function identity(object: ValueObject): string {
  return JSON.stringify([
    object.apiVersion,
    object.kind,
    valueAt(object, 'metadata', 'name'),
    valueAt(object, 'metadata', 'namespace'),
  ]);
}

function profileProblem(
  profile: WorkloadProfile,
  where: string,
  code: string,
  message: string,
): Problem {
  const patch = /^spec\.patches\[(.*?)\](\.when)?$/.exec(where)?.[1];
  const what = patch === undefined ? 'defaults' : `patch ${patch}`;
  return {
    severity: 'error',
    code,
    message: `Profile ${profile.name}, ${what}: ${message}.`,
    ...profile.source,
    path: where,
  };
}
