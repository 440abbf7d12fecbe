import { isObject, JsonObject, JsonValue, textAt } from '../json';
import { apiVersionOf, Kind } from '../kinds/kind';
import { dropUnknown } from '@tutti/kubernetes';
import { findDuplicates } from '../ownership';
import { ApiError, badRequest, invalid } from '../status';
import { base64Fault } from './base64';
import { findMismatches, Mismatch, printPath } from './mismatches';
import { WriteOptions } from './options';

/** A body as an object of its kind: right types, unknown fields dropped, warned of or refused. */
export function decode(
  kind: Kind,
  body: JsonObject,
  options: WriteOptions,
  /** Where the body comes from: what was sent, or what a patch has made of what is there. */
  origin: 'sent' | 'patched' = 'sent',
): JsonObject {
  const apiVersion = apiVersionOf(kind);
  const given = { apiVersion, kind: kind.kind, ...body };
  const isOther = given.kind !== kind.kind || given.apiVersion !== apiVersion;
  if (isOther)
    throw badRequest(
      `${String(given.kind)} in version "${String(
        given.apiVersion,
      )}" cannot be handled as a ${
        kind.kind
      }: no kind of that name at this path`,
    );
  const mismatches = findMismatches(kind.shape, given);
  const wrong = mismatches.filter(mismatch => mismatch.expected !== 'nothing');
  if (wrong.length > 0) throw wrongTypes(kind, given, wrong, origin);
  const unknown = mismatches
    .filter(mismatch => mismatch.expected === 'nothing')
    .map(
      mismatch =>
        `unknown field "${printPath(kind.shape, given, mismatch.path)}"`,
    );
  if (unknown.length > 0 && options.validation === 'Strict')
    throw badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${
        kind.kind
      }: strict decoding error: ${unknown.join(', ')}`,
    );
  if (options.validation !== 'Ignore')
    unknown.forEach(text => options.warn?.(text));
  const known = dropUnknown(kind.shape, given);
  return isObject(known) ? known : given;
}

function wrongTypes(
  kind: Kind,
  given: JsonObject,
  wrong: Mismatch[],
  origin: 'sent' | 'patched',
): ApiError {
  if (kind.origin !== 'builtin')
    return invalid(
      kind,
      textAt(given, 'metadata', 'name') ?? '',
      wrong.map(({ path, expected, found }) => {
        const field = printPath(kind.shape, given, path);
        const type = JSON.stringify(typeOf(found));
        return {
          field,
          reason: 'FieldValueTypeInvalid',
          message: `Invalid value: ${type}: ${field} in body must be of type ${expected}: ${type}`,
        };
      }),
    );
  const [first] = wrong;
  const { path, expected, found } = first;
  const said = base64Fault(first);
  if (said !== undefined && origin === 'patched')
    return invalid(kind, '', [
      {
        field: 'patch',
        reason: 'FieldValueInvalid',
        message: `Invalid value: error decoding from json: ${said}`,
      },
    ]);
  if (said !== undefined)
    return badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${said}`,
    );
  return badRequest(
    `${kind.kind} in version "${kind.version}" cannot be handled as a ${
      kind.kind
    }: json: cannot unmarshal ${typeOf(found)} into Go struct field ${
      kind.kind
    }.${printPath(kind.shape, given, path)} of type ${expected}`,
  );
}

/** Server-side apply demands the exact form: anything else is an error, whatever was asked. */
export function checkApplied(kind: Kind, body: JsonObject): void {
  const mismatches = findMismatches(kind.shape, body);
  const noBytes = mismatches.map(base64Fault).find(said => said !== undefined);
  const lines = [
    ...mismatches
      .filter(mismatch => base64Fault(mismatch) === undefined)
      .map(({ path, expected, found }) => {
        const place = printPath(kind.shape, body, path, true);
        return expected === 'nothing'
          ? `.${place}: field not declared in schema`
          : `.${place}: expected ${expected}, got ${typeOf(found)}`;
      }),
    ...findDuplicates(kind.shape, body).map(
      ({ path, element }) => `${path}: duplicate entries for key ${element}`,
    ),
  ];
  const namespace = textAt(body, 'metadata', 'namespace') ?? '';
  const name = textAt(body, 'metadata', 'name') ?? '';
  const type = `${kind.group}/${kind.version}, Kind=${kind.kind}`;
  if (lines.length === 0) {
    if (noBytes === undefined) return;
    throw new ApiError(
      500,
      undefined,
      `failed to convert new object (${namespace}/${name}; ${type}) to proper version: unable to convert unstructured object to ${type}: error decoding from json: ${noBytes}`,
    );
  }
  throw new ApiError(
    500,
    undefined,
    `failed to create typed patch object (${namespace}/${name}; ${type}): ${
      lines.length === 1 ? lines[0] : `errors:\n  ${lines.join('\n  ')}`
    }`,
  );
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}
