import { JsonObject, JsonValue, KubeObject, listAt, textAt } from '../json';
import { apiVersionOf, Kind } from '../kinds/kind';
import { ApiError, badRequest, conflict, invalid } from '../status';
import { nameMismatch, namespaceMismatch } from './identity';
import { RemoveOptions } from './options';

/** A version or uid that a writer names must be the current one (semantics of Kubernetes 1.36). */
export function checkVersion(
  kind: Kind,
  current: KubeObject,
  wanted: JsonObject,
): void {
  const { name } = current.metadata;
  const version = textAt(wanted, 'metadata', 'resourceVersion');
  if (version && !/^\d+$/.test(version))
    throw new ApiError(
      500,
      undefined,
      `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`,
    );
  if (version && version !== current.metadata.resourceVersion)
    throw conflict(
      kind,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  const uid = textAt(wanted, 'metadata', 'uid');
  if (uid && uid !== current.metadata.uid)
    throw invalid(kind, name, [
      {
        field: 'metadata.uid',
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(uid)}: field is immutable`,
      },
    ]);
}

/** An applied configuration names itself, and must name what the path names. */
export function checkAppliedIdentity(
  kind: Kind,
  namespace: string | undefined,
  name: string,
  body: JsonObject,
): void {
  const isOther =
    body.kind !== kind.kind || body.apiVersion !== apiVersionOf(kind);
  if (isOther)
    throw badRequest(
      `invalid object type: ${printType(body.apiVersion, body.kind)}`,
    );
  const bodyName = textAt(body, 'metadata', 'name') ?? '';
  if (bodyName !== name) throw nameMismatch(bodyName, name);
  const bodyNamespace = textAt(body, 'metadata', 'namespace');
  if (bodyNamespace && bodyNamespace !== namespace) throw namespaceMismatch();
  if (listAt(body, 'metadata', 'managedFields').length > 0)
    throw badRequest('metadata.managedFields must be nil');
}

/** `/v1, Kind=Secret` */
function printType(
  apiVersion: JsonValue | undefined,
  kind: JsonValue | undefined,
): string {
  const text = typeof apiVersion === 'string' ? apiVersion : '';
  return `${text.includes('/') ? text : `/${text}`}, Kind=${String(
    kind ?? '',
  )}`;
}

/** The same for a delete, whose conflicts name the kind. */
export function checkRemoval(
  kind: Kind,
  current: KubeObject,
  options: RemoveOptions,
): void {
  const { name } = current.metadata;
  const subject = { ...kind, plural: kind.kind, group: '' };
  const { uid, resourceVersion } = current.metadata;
  if (options.uid && options.uid !== uid)
    throw conflict(
      subject,
      name,
      `the UID in the precondition (${
        options.uid
      }) does not match the UID in record (${String(
        uid,
      )}). The object might have been deleted and then recreated`,
    );
  if (options.resourceVersion && options.resourceVersion !== resourceVersion)
    throw conflict(
      subject,
      name,
      `the ResourceVersion in the precondition (${
        options.resourceVersion
      }) does not match the ResourceVersion in record (${String(
        resourceVersion,
      )}). The object might have been modified`,
    );
}
