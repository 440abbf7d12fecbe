import {
  changesOf,
  groupOf,
  normalize,
  shapeOfObject,
} from '@tutti/kubernetes';
import {
  isObject,
  JsonObject,
  ObjectRecord,
  ObjectTemplate,
} from '../../model';
import { formatPath } from '../../read/path';
import { isSecretObject, maskedMap } from '../values';

/**
 * Fields of an object of ours that differ from what was applied and cannot be changed in place, by
 * Kubernetes' own rules: the object has to be made anew (docs/reference/semantics.md, Plan). Compared with what we
 * applied, not with what is live: there stand defaults.
 *
 * @param changed - paths that would change, secrets included
 */
export function unchangeable(
  record: ObjectRecord,
  template: ObjectTemplate,
  changed: string[],
): string[] {
  const { apiVersion, kind } = record.ref;
  const before = inOneSpelling(record.applied);
  // What a Secret holds is not in the record: whether it changed is known already.
  if (isSecretObject(template) && before.immutable === true) {
    return changed.filter(path => path.startsWith('data.'));
  }
  const after = inOneSpelling(maskedMap(template));
  const fields = changesOf(`${groupOf(apiVersion)}/${kind}`, after, before).map(
    ({ path }) => formatPath([...path]),
  );
  return [...new Set(fields)];
}

/** `1Gi` and `1024Mi` are the same. */
function inOneSpelling(object: JsonObject): JsonObject {
  const shape = shapeOfObject(object);
  const normal = shape && normalize(shape, object);
  return isObject(normal) ? normal : object;
}

/** Its claims are made from its template, one for each pod: they hold data. */
export function makesClaims({ kind, spec }: JsonObject): boolean {
  return (
    kind === 'StatefulSet' &&
    isObject(spec) &&
    Array.isArray(spec.volumeClaimTemplates) &&
    spec.volumeClaimTemplates.length > 0
  );
}
