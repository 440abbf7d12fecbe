import { ContentObject, isAbsent, isMap, isOpaque } from './content';
import { Finding, isOfForm } from './finding';
import { Inspection, Rules } from './Inspection';
import { allRules } from './rules';
import { givenOf } from './rules/checks';
import { judgeMetadata, judgeName } from './rules/metadata';
import { builtinKind } from './schema/builtin';
import { Shape } from './schema/shape';

/**
 * What an API server of the shipped release refuses in this object, all of it at once. An object of
 * a kind that nobody knows passes.
 *
 * @param shape - in place of the one we ship: a cluster's own, or that of a custom kind
 */
export function inspectObject(
  object: ContentObject,
  shape: Shape | undefined = shapeOfObject(object),
): Finding[] {
  if (!shape) return [];
  const inspection = new Inspection(allRules);
  inspection.walk(shape, object);
  judgeMetadata(object.metadata ?? null, ['metadata'], inspection);
  judgeObjectName(object, inspection);
  return inspection.findings;
}

const SERVERS_OWN = ['managedFields', 'resourceVersion', 'uid'];

/**
 * The same for an object as it is sent: what only the cluster gives an object (its uid, its version,
 * who owns which field) must not be in it.
 */
export function inspectTemplate(
  object: ContentObject,
  shape: Shape | undefined = shapeOfObject(object),
): Finding[] {
  const { metadata } = object;
  const given = shape && isMap(metadata) ? givenOf(metadata, SERVERS_OWN) : [];
  return [
    ...inspectObject(object, shape),
    ...given.map(
      (key): Finding => ({
        reason: 'forbidden',
        path: ['metadata', key],
        detail: 'is given by the cluster, not by whoever writes an object',
      }),
    ),
  ];
}

const noRules: Rules = new Map();

/** Only whether it has the form of its kind: fields, types, what names the items of lists. */
export function inspectForm(object: ContentObject, shape: Shape): Finding[] {
  const inspection = new Inspection(noRules);
  inspection.walk(shape, object);
  return inspection.findings.filter(isOfForm);
}

export function shapeOfObject({
  apiVersion,
  kind,
}: ContentObject): Shape | undefined {
  return typeof apiVersion === 'string' && typeof kind === 'string'
    ? builtinKind(apiVersion, kind)?.shape
    : undefined;
}

function judgeObjectName(object: ContentObject, say: Inspection): void {
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || !isMap(metadata)) return;
  const { name } = metadata;
  if (isOpaque(name)) return;
  if (isAbsent(name) || name === '')
    say.required(['metadata', 'name'], 'name or generateName is required');
  else if (typeof name === 'string')
    judgeName(`${groupOf(apiVersion)}/${String(kind)}`, name, say);
}

/** `apps/v1` -> `apps`; the core group has no name. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
