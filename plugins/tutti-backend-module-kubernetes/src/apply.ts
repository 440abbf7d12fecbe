import { randomUUID } from 'node:crypto';
import {
  JsonObject,
  LiveObject,
  Manifest,
  ObjectRef,
  Precondition,
  refOf,
  TargetCall,
} from '@tutti/engine';
import { Cluster } from './Cluster';
import { pathOf, ServedKind } from './Discovery';
import { isUnknownPath, refusalError, Subject } from './errors';
import { isObject } from './json';
import { liveObject } from './observe';

/** Owner of every field that Tutti sets. */
const FIELD_MANAGER = 'tutti';

/** Owns the stamp alone, so that stamping takes no field from an apply, nor gives it one. */
const STAMP_MANAGER = 'tutti-fence';
const STAMP_ANNOTATION = 'tutti.dev/fence';

/**
 * No object has this version any more, so a present one is a 409; an absent one is made
 * (tried on Kubernetes 1.36).
 */
const CREATE_ONLY = '1';

/** Server-side apply of what a manifest says, taking over fields of other managers. */
export async function apply(
  cluster: Cluster,
  namespace: string,
  manifest: Manifest,
  precondition: Precondition,
  call: TargetCall,
): Promise<LiveObject> {
  const { apiVersion, kind } = manifest;
  await cluster.identify(call);
  const served = await cluster.discovery.require(apiVersion, kind, call);
  const body = {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      ...placeOf(served, refOf(manifest), namespace),
      ...expectation(precondition),
    },
  };
  return send(cluster, served, body, call, {
    verb: 'apply',
    fieldManager: FIELD_MANAGER,
    createOnly: precondition === 'absent',
  });
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
  manner: { verb: string; fieldManager: string; createOnly: boolean },
): Promise<LiveObject> {
  const { fieldManager } = manner;
  const ref = refOf(body);
  const deed = `${manner.verb} ${named(ref)}`;
  const answer = await cluster.send(
    {
      method: 'PATCH',
      path: pathOf(served, ref.namespace ?? '', ref.name),
      // Strict: unknown and duplicate fields are refused instead of dropped.
      query: { fieldManager, force: 'true', fieldValidation: 'Strict' },
      contentType: 'application/apply-patch+yaml',
      body,
      deed,
    },
    call,
  );
  if (
    (answer.status === 200 || answer.status === 201) &&
    isObject(answer.body)
  ) {
    return liveObject(ref, answer.body);
  }
  if (isUnknownPath(answer)) cluster.discovery.forget(ref.apiVersion);
  const isSecret = ref.apiVersion === 'v1' && ref.kind === 'Secret';
  const subject: Subject = {
    cluster: cluster.name,
    deed,
    ...(manner.createOnly && { conflict: 'it exists already' }),
    ...(isSecret && { secretBody: body }),
  };
  throw refusalError(subject, answer);
}

/** `Deployment shop-dev/web` */
export function named(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}`;
}
