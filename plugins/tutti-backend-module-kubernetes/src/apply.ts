import { randomUUID } from 'node:crypto';
import {
  AppliedObject,
  ConflictPolicy,
  JsonObject,
  LiveObject,
  Manifest,
  ObjectRef,
  Precondition,
  refOf,
  TargetCall,
} from '@tutti/engine';
import { ApiRequest } from './ApiClient';
import { Cluster } from './Cluster';
import { pathOf, ServedKind } from './Discovery';
import { isUnknownPath, refusalError, Subject } from './errors';
import { isHealthyByPresence } from './health';
import { isObject } from './json';
import { liveObject } from './observe';

/** Owner of every field that Tutti sets. */
export const FIELD_MANAGER = 'tutti';

/** Owns the stamp alone, so that stamping takes no field from an apply, nor gives it one. */
export const STAMP_MANAGER = 'tutti-fence';
const STAMP_ANNOTATION = 'tutti.dev/fence';

/**
 * No object has this version any more, so a present one is a 409; an absent one is made
 * (tried on Kubernetes 1.36).
 */
const CREATE_ONLY = '1';

/** Server-side apply of what a manifest says. */
export async function apply(
  { cluster, namespace }: { cluster: Cluster; namespace: string },
  {
    manifest,
    precondition,
    conflicts = 'force',
  }: {
    manifest: Manifest;
    precondition: Precondition;
    /** What becomes of fields that other managers own. */
    conflicts?: ConflictPolicy;
  },
  call: TargetCall,
): Promise<AppliedObject> {
  const { apiVersion, kind } = manifest;
  await cluster.identify(call);
  const served = await cluster.discovery.require(apiVersion, kind, call);
  const body = placed(served, namespace, manifest, precondition);
  const live = await send(cluster, served, body, call, {
    verb: 'apply',
    fieldManager: FIELD_MANAGER,
    force: conflicts === 'force',
    createOnly: precondition === 'absent',
  });
  return isHealthyByPresence(live.content) ? { ...live, healthy: true } : live;
}

/** A manifest in its namespace that can hit only what is expected there. */
export function placed(
  served: ServedKind,
  namespace: string,
  manifest: Manifest,
  precondition: Precondition,
): Manifest {
  return {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      ...placeOf(served, refOf(manifest), namespace),
      ...expectation(precondition),
    },
  };
}

/** Raises an object's version and changes nothing else of it. */
export async function stamp(
  cluster: Cluster,
  namespace: string,
  ref: ObjectRef,
  precondition: { uid: string; resourceVersion: string },
  call: TargetCall,
): Promise<LiveObject> {
  const { apiVersion, kind, name } = ref;
  await cluster.identify(call);
  const served = await cluster.discovery.require(apiVersion, kind, call);
  const body = {
    apiVersion,
    kind,
    metadata: {
      name,
      ...placeOf(served, ref, namespace),
      ...expectation(precondition),
      // An equal value would change nothing, and so keep the version.
      annotations: { [STAMP_ANNOTATION]: randomUUID() },
    },
  };
  return send(cluster, served, body, call, {
    verb: 'stamp',
    fieldManager: STAMP_MANAGER,
    force: true,
    createOnly: false,
  });
}

function placeOf(
  served: ServedKind,
  ref: ObjectRef,
  namespace: string,
): JsonObject {
  return served.namespaced ? { namespace: ref.namespace ?? namespace } : {};
}

/** uid **and** version: by version alone a deleted object would be made again. */
function expectation(precondition: Precondition): JsonObject {
  return precondition === 'absent'
    ? { resourceVersion: CREATE_ONLY }
    : {
        uid: precondition.uid,
        resourceVersion: precondition.resourceVersion,
      };
}

async function send(
  cluster: Cluster,
  served: ServedKind,
  body: Manifest,
  call: TargetCall,
  manner: {
    verb: string;
    fieldManager: string;
    force: boolean;
    createOnly: boolean;
  },
): Promise<LiveObject> {
  const { fieldManager, force } = manner;
  const options = { fieldManager, ...(force && { force: 'true' }) };
  const ref = refOf(body);
  const deed = `${manner.verb} ${named(ref)}`;
  const answer = await cluster.send(
    applyRequest(served, body, options, deed),
    call,
  );
  if (
    (answer.status === 200 || answer.status === 201) &&
    isObject(answer.body)
  ) {
    return liveObject(ref, answer.body);
  }
  if (isUnknownPath(answer)) cluster.discovery.forget(ref.apiVersion);
  const subject: Subject = {
    cluster: cluster.name,
    deed,
    ...(manner.createOnly && { conflict: 'it exists already' }),
    ...secretIn(body),
  };
  throw refusalError(subject, answer);
}

/** Strict: unknown and duplicate fields are refused instead of dropped. */
export function applyRequest(
  served: ServedKind,
  body: Manifest,
  options: Record<string, string>,
  deed: string,
): ApiRequest {
  const { namespace = '', name } = refOf(body);
  return {
    method: 'PATCH',
    path: pathOf(served, namespace, name),
    query: { ...options, fieldValidation: 'Strict' },
    contentType: 'application/apply-patch+yaml',
    body,
    deed,
  };
}

/** What must not be repeated of a refusal. */
export function secretIn(body: Manifest): Pick<Subject, 'secretBody'> {
  return body.apiVersion === 'v1' && body.kind === 'Secret'
    ? { secretBody: body }
    : {};
}

/** `Deployment shop-dev/web` */
export function named(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}`;
}
