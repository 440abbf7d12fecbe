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
import { differences } from './difference';
import { project } from './project';
import { hideContents } from './secretObject';

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

function environmentLabel(live: LiveObject): string | undefined {
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
      return draft(found.settled ? 'keep' : 'create', []);
    case 'foreign':
    case 'taken':
      return draft('adopt', changedFrom(live, desired.template));
    case 'altered':
      return draft('update', changedFrom(live, desired.template));
    case 'intact': {
      const changed = changedSince(record, live, desired.template);
      return changed.length === 0 && !found.force
        ? draft('keep', [])
        : draft('update', changed);
    }
    default:
      throw new Error(`no action for ${condition satisfies never}`);
  }
}

/** What would change against what we applied last. Secrets are compared with what is live. */
function changedSince(
  record: ObjectRecord | undefined,
  live: LiveObject | undefined,
  template: ObjectTemplate,
): string[] {
  return [
    ...changedPaths(record && lastApplied(record), template),
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
