import { randomBytes, randomUUID } from 'crypto';
import { timestamp } from '../clock';
import { JsonObject, KubeObject, objectAt, textAt, without } from '../json';
import { apiVersionOf, Kind } from '../kinds/kind';
import { ApiError, badRequest, invalid } from '../status';
import { generation } from './generation';
import { WriteOptions } from './options';

/** What only the server decides about an object that exists. */
const decidedOnce = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'namespace',
  'generateName',
];

/** The object with its name (made up from `generateName` if need be) and namespace. */
export function named(
  kind: Kind,
  namespace: string | undefined,
  object: JsonObject,
): KubeObject {
  const metadata = objectAt(object, 'metadata');
  const prefix = textAt(metadata, 'generateName');
  const name =
    textAt(metadata, 'name') || (prefix ? `${prefix}${randomSuffix()}` : '');
  if (!name)
    throw invalid(kind, '', [
      {
        field: 'metadata.name',
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
      },
    ]);
  const given = textAt(metadata, 'namespace');
  if (kind.namespaced && given && given !== namespace)
    throw namespaceMismatch();
  return {
    ...object,
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: {
      ...without(metadata, 'namespace'),
      name,
      ...(kind.namespaced && namespace !== undefined && { namespace }),
    },
  };
}

/** The object as one that begins to exist now. */
export function born(kind: Kind, object: KubeObject, now: number): KubeObject {
  return {
    ...(separatesStatus(kind) ? withoutStatus(object) : object),
    metadata: {
      ...without(object.metadata, ...decidedOnce, 'managedFields', 'selfLink'),
      name: object.metadata.name,
      ...(object.metadata.namespace !== undefined && {
        namespace: object.metadata.namespace,
      }),
      ...(object.metadata.generateName !== undefined && {
        generateName: object.metadata.generateName,
      }),
      uid: randomUUID(),
      creationTimestamp: timestamp(now),
      ...generation(kind, undefined),
    },
  };
}

/** The new content with what only the server decides, and only the part this door reaches. */
export function carryOver(
  kind: Kind,
  current: KubeObject,
  wanted: JsonObject,
  options: WriteOptions,
): KubeObject {
  const meta = objectAt(wanted, 'metadata');
  const kept: JsonObject = {};
  for (const key of decidedOnce)
    if (current.metadata[key] !== undefined) kept[key] = current.metadata[key];
  if (options.subresource === 'status')
    return {
      ...current,
      metadata: {
        ...without(current.metadata, 'managedFields', 'annotations'),
        name: current.metadata.name,
        ...(meta.annotations !== undefined && {
          annotations: meta.annotations,
        }),
      },
      ...(wanted.status !== undefined && { status: wanted.status }),
    };
  const object: KubeObject = {
    ...wanted,
    apiVersion: current.apiVersion,
    kind: current.kind,
    metadata: {
      ...without(meta, ...decidedOnce, 'managedFields', 'selfLink'),
      ...kept,
      name: current.metadata.name,
    },
  };
  if (!separatesStatus(kind)) return object;
  const rest = withoutStatus(object);
  return current.status === undefined
    ? rest
    : { ...rest, status: current.status };
}

/** Is the status written through a door of its own? A kind nobody defined has no doors. */
function separatesStatus(kind: Kind): boolean {
  return kind.origin !== 'unknown' && kind.subresources.includes('status');
}

function withoutStatus(object: KubeObject): KubeObject {
  const copy = { ...object };
  delete copy.status;
  return copy;
}

export function nameMismatch(given: string, path: string): ApiError {
  return badRequest(
    `the name of the object (${given}) does not match the name on the URL (${path})`,
  );
}

export function namespaceMismatch(): ApiError {
  return badRequest(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
}

const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters, of those that make no words, as Kubernetes ends generated names. */
function randomSuffix(): string {
  return [...randomBytes(5)]
    .map(byte => letters[byte % letters.length])
    .join('');
}
