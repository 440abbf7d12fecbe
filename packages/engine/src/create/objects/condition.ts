import {
  Digest,
  isObject,
  isValueObject,
  LiveObject,
  ObjectAction,
  ObjectRecord,
  ObjectRef,
  ObjectTemplate,
  Secret,
} from '../../model';

import { canonical, isSecretObject, unmask } from '../values';
import { environmentLabelValue } from '../workload';
import { ENVIRONMENT_LABEL } from './complete';
import { differences, isSame } from './difference';
import { project } from './project';
import { hideContents } from './secretObject';
import { unchangeable } from './unchangeable';

/** How an object of ours is found in the cluster. */
export type Condition =
  /** As we left it. */
  | 'intact'
  /** Not there. */
  | 'missing'
  /** There, but a field of ours is not as we left it, or we do not know how we left it. */
  | 'altered'
  /** There, and nobody says that it is ours: to be adopted, with consent. */
  | 'foreign'
  /** There, and it says that it belongs to another environment. */
  | 'taken';

export function conditionOf(
  record: ObjectRecord | undefined,
  live: LiveObject | undefined,
  environmentId: string,
  digest: Digest,
): Condition {
  if (!live) {
    return 'missing';
  }
  const label = environmentLabel(live);
  if (label !== undefined && !saysItIsOf(live, environmentId)) {
    return 'taken';
  }
  if (!record || (record.uid !== live.uid && label === undefined)) {
    return 'foreign';
  }
  return record.uid === live.uid &&
    record.state === 'present' &&
    record.ownedHash === ownedHash(live, lastApplied(record), digest)
    ? 'intact'
    : 'altered';
}

/** Whether an object in the cluster says that it belongs to this environment. */
export function saysItIsOf(live: LiveObject, environmentId: string): boolean {
  return environmentLabel(live) === environmentLabelValue(environmentId);
}

/**
 * Whether an object is the one that we knew by this uid, or says itself that it is ours. What says that
 * it is another environment's is that one's: it may have been adopted since we let go of it.
 */
export function isStillOf(
  live: LiveObject,
  uid: string | undefined,
  environmentId: string,
): boolean {
  return (
    saysItIsOf(live, environmentId) ||
    (live.uid === uid && environmentLabel(live) === undefined)
  );
}

/** The id of the environment that an object in the cluster says it belongs to. */
export function environmentLabel(live: LiveObject): string | undefined {
  const { metadata } = live.content;
  const labels = isValueObject(metadata) ? metadata.labels : undefined;
  const label = isValueObject(labels) ? labels[ENVIRONMENT_LABEL] : undefined;
  return typeof label === 'string' ? label : undefined;
}

/** What we applied last, with nothing secret in it. */
export function lastApplied({ applied }: ObjectRecord): ObjectTemplate {
  const template = unmask(applied);
  return isValueObject(template) ? hideContents(template) : {};
}

/** Keyed hash over the fields that `shape` (what we applied, secrets hidden or not) names. */
export function ownedHash(
  live: LiveObject,
  shape: ObjectTemplate,
  digest: Digest,
): string {
  return digest(canonical(project(live.content, shape)));
}

/** One object of a step: what is known about it, and what is to be done. */
export interface ObjectDraft {
  ref: ObjectRef;
  action: ObjectAction;
  /** Complete; absent when it goes away. */
  template?: ObjectTemplate;
  record?: ObjectRecord;
  live?: LiveObject;
  /** Paths that would change. */
  changed: string[];
  /** Of a replace: the fields that cannot be changed in place. */
  unchangeable?: string[];
  /** New, and not where the environment is at home. */
  isOutside?: boolean;
}

/**
 * The table of actions for one object that shall be there.
 *
 * @param settled it is a Job that finished well: its absence is no drift
 */
export function draftObject(
  desired: { ref: ObjectRef; template: ObjectTemplate },
  found: {
    record?: ObjectRecord;
    live?: LiveObject;
    condition: Condition;
    settled: boolean;
    force: boolean;
  },
): ObjectDraft {
  const { record, live, condition } = found;
  const draft = (action: ObjectAction, changed: string[]): ObjectDraft => ({
    ref: desired.ref,
    template: desired.template,
    record,
    live,
    action,
    changed,
  });
  switch (condition) {
    case 'missing':
      return draft(
        found.settled && isSameJob(record, desired.template)
          ? 'keep'
          : 'create',
        [],
      );
    case 'foreign':
    case 'taken':
      return draft('adopt', changedFrom(live, desired.template));
    case 'altered':
    case 'intact': {
      const changed =
        condition === 'intact'
          ? changedSince(record, live, desired.template)
          : changedFrom(live, desired.template);
      const isAsApplied = condition === 'intact' && changed.length === 0;
      // What was made anew by somebody else is not the object that we applied.
      const fixed =
        record && !isAsApplied && (!live || record.uid === live.uid)
          ? unchangeable(record, desired.template, changed)
          : [];
      if (fixed.length > 0) {
        return { ...draft('replace', changed), unchangeable: fixed };
      }
      return isAsApplied && !found.force
        ? draft('keep', [])
        : draft('update', changed);
    }
    default:
      throw new Error(`no action for ${condition satisfies never}`);
  }
}

/** What has run once under this name, and not another Job that has got the name since. */
function isSameJob(
  record: ObjectRecord | undefined,
  template: ObjectTemplate,
): boolean {
  return (
    record !== undefined && unchangeable(record, template, []).length === 0
  );
}

/** What would change against what we applied last. Secrets are compared with what is live. */
function changedSince(
  record: ObjectRecord | undefined,
  live: LiveObject | undefined,
  template: ObjectTemplate,
): string[] {
  return [
    // Of most nothing has: that is seen without looking for where.
    ...(record && isSame(record.applied, template)
      ? []
      : changedPaths(record && lastApplied(record), template)),
    ...changedSecrets(live, template),
  ];
}

/** What would change against what is live now. */
function changedFrom(
  live: LiveObject | undefined,
  template: ObjectTemplate,
): string[] {
  return [
    ...changedPaths(live && ownedPart(live, template), template),
    ...changedSecrets(live, template),
  ];
}

function changedPaths(
  before: ObjectTemplate | undefined,
  template: ObjectTemplate,
): string[] {
  return differences(before, hideContents(template)).map(({ path }) => path);
}

function changedSecrets(
  live: LiveObject | undefined,
  template: ObjectTemplate,
): string[] {
  const { data } = template;
  const there = live?.content.data;
  if (!isSecretObject(template) || !isValueObject(data)) {
    return [];
  }
  return Object.keys(data)
    .filter(key => {
      const value = data[key];
      return (
        value instanceof Secret &&
        isValueObject(there) &&
        Object.hasOwn(there, key) &&
        there[key] !== value.reveal()
      );
    })
    .map(key => `data.${key}`);
}

/**
 * The fields of a live object that one of `shapes` names, fit to be shown: nothing of what a Secret
 * holds.
 */
export function ownedPart(
  live: LiveObject,
  ...shapes: ObjectTemplate[]
): ObjectTemplate {
  const owned = project(live.content, ...shapes);
  return isObject(owned) ? hideContents(owned) : {};
}
