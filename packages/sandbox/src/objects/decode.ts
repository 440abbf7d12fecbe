import { isObject, JsonObject, JsonValue, textAt } from '../json';
import { apiVersionOf, Kind } from '../kinds/kind';
import { dropUnknown, findMismatches, Mismatch } from '../schema';
import { findDuplicates, printElement } from '../ownership';
import { ApiError, badRequest, invalid } from '../status';
import { WriteOptions } from './options';

/** A body as an object of its kind: right types, unknown fields dropped, warned of or refused. */
export function decode(
  kind: Kind,
  body: JsonObject,
  options: WriteOptions,
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
  if (wrong.length > 0) throw wrongTypes(kind, given, wrong);
  const unknown = mismatches
    .filter(mismatch => mismatch.expected === 'nothing')
    .map(mismatch => `unknown field "${mismatch.path}"`);
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
): ApiError {
  if (kind.origin !== 'builtin')
    return invalid(
      kind,
      textAt(given, 'metadata', 'name') ?? '',
      wrong.map(({ path, expected, found }) => ({
        field: path,
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${JSON.stringify(
          typeOf(found),
        )}: ${path} in body must be of type ${expected}: ${JSON.stringify(
          typeOf(found),
        )}`,
      })),
    );
  const [{ path, expected, found }] = wrong;
  return badRequest(
    `${kind.kind} in version "${kind.version}" cannot be handled as a ${
      kind.kind
    }: json: cannot unmarshal ${typeOf(found)} into Go struct field ${
      kind.kind
    }.${path} of type ${expected}`,
  );
}

/** Server-side apply demands the exact form: anything else is an error, whatever was asked. */
export function checkApplied(kind: Kind, body: JsonObject): void {
  const lines = [
    ...findMismatches(kind.shape, body, printElement).map(
      ({ path, expected, found }) =>
        expected === 'nothing'
          ? `.${path}: field not declared in schema`
          : `.${path}: expected ${expected}, got ${typeOf(found)}`,
    ),
    ...findDuplicates(kind.shape, body).map(
      ({ path, element }) => `${path}: duplicate entries for key ${element}`,
    ),
  ];
  if (lines.length === 0) return;
  const namespace = textAt(body, 'metadata', 'namespace') ?? '';
  const name = textAt(body, 'metadata', 'name') ?? '';
  const type = `${kind.group}/${kind.version}, Kind=${kind.kind}`;
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
