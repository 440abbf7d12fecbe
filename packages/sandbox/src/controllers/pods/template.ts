import { createHash } from 'crypto';
import {
  canonical,
  JsonObject,
  KubeObject,
  objectAt,
  textsAt,
  without,
} from '../../json';
import { ownerReference } from '../world';

export const templateHashLabel = 'pod-template-hash';

const letters = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name for a template's content; the same template has the same name for ever. */
export function templateHash(template: JsonObject): string {
  const digest = createHash('sha256').update(canonical(template)).digest();
  return [...digest.subarray(0, 10)]
    .map(byte => letters[byte % letters.length])
    .join('');
}

/** A template without the label that only tells ReplicaSets apart. */
export function bareTemplate(template: JsonObject): JsonObject {
  const metadata = objectAt(template, 'metadata');
  return {
    ...template,
    metadata: {
      ...metadata,
      labels: without(objectAt(metadata, 'labels'), templateHashLabel),
    },
  };
}

/** A pod as its owner's template describes it. */
export function podFrom(
  owner: KubeObject,
  template: JsonObject,
  metadata: JsonObject,
): JsonObject {
  const given = objectAt(template, 'metadata');
  return {
    metadata: {
      ...without(given, 'creationTimestamp', 'name', 'namespace'),
      ...metadata,
      labels: { ...textsAt(given, 'labels'), ...textsAt(metadata, 'labels') },
      ownerReferences: [ownerReference(owner)],
    },
    spec: objectAt(template, 'spec'),
  };
}
