import {
  DEPLOYMENT_ANNOTATION,
  Digest,
  Intent,
  isObject,
  LiveObject,
  Manifest,
  ObjectRecord,
  ObjectRef,
  ObjectTemplate,
} from '../model';
import { ownedHash } from '../create/objects';
import { maskedMap } from '../create/values';
import { asManifest } from './manifest';

/** An object that shall be in the target as its template says. */
export interface WantedObject {
  ref: ObjectRef;
  template: ObjectTemplate;
  owner: string;
  /** It was there before us. */
  adopted?: boolean;
  /** Somebody has consented that its fields become ours. */
  adopting?: boolean;
}

/** An intent, and the row of the inventory that it is about. */
export type Intending = [
  intent: Omit<Intent, 'id' | 'fence' | 'deadline'>,
  object: ObjectRecord,
];

/** Creates the object, or updates exactly what was seen of it. */
export function intentToApply(
  { ref, template, owner, adopted }: WantedObject,
  seen: LiveObject | undefined,
  target: string,
): Intending {
  return [
    {
      ref,
      owner,
      operation: seen ? 'update' : 'create',
      expected: seen ? versionOf(seen) : 'absent',
    },
    {
      target,
      ref,
      owner,
      ...(seen && { uid: seen.uid }),
      applied: maskedMap(template),
      state: 'intended',
      ...(adopted && { adopted }),
    },
  ];
}

/** @param ours - what is there of it and ours */
export function intentToLeave(
  how: 'release' | 'remove',
  record: ObjectRecord,
  ours: LiveObject | undefined,
): Intending {
  const { ref, owner } = record;
  const expected = ours ? versionOf(ours) : 'absent';
  return how === 'remove'
    ? [
        { ref, owner, operation: 'delete', expected },
        { ...record, state: 'deleting' },
      ]
    : [{ ref, owner, operation: 'update', expected }, record];
}

export function versionOf({ uid, resourceVersion }: LiveObject): {
  uid: string;
  resourceVersion: string;
} {
  return { uid, resourceVersion };
}

/** How an object was left, for the inventory. */
export function leftBehind(
  live: LiveObject,
  template: ObjectTemplate,
  digest: Digest,
): Pick<ObjectRecord, 'uid' | 'ownedHash'> {
  return { uid: live.uid, ownedHash: ownedHash(live, template, digest) };
}

/** What is sent: it says which deployment changed it. */
export function manifestOf(
  { template }: WantedObject,
  deployment: string | undefined,
): Manifest {
  const manifest = asManifest(template);
  if (deployment === undefined) {
    return manifest;
  }
  const { annotations } = manifest.metadata;
  return {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      annotations: {
        ...(isObject(annotations) && annotations),
        [DEPLOYMENT_ANNOTATION]: deployment,
      },
    },
  };
}
