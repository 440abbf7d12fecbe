import { equal, isObject, JsonObject, JsonValue } from '../json';
import { Shape } from '@tutti/kubernetes';
import { compare, Comparison, fieldsOf } from './compare';
import { FieldSet, printPath } from './fieldSet';
import { isSameManager, Manager } from './managers';
import { merge, removeFields, withNamedParents } from './merge';

/** Who writes, through which door. */
export type Writer = Omit<Manager, 'fields'>;

export interface Clash {
  manager: Manager;
  /** `.spec.replicas` */
  field: string;
}

/** Nobody owns these: the server sets them, or they name the object. */
const unowned = FieldSet.fromJson({
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
});

/**
 * Ownership after a plain write (create, update, patch): the writer owns what it changed,
 * and everybody lost what it changed or removed.
 */
export function ownAfterUpdate(
  shape: Shape,
  before: JsonObject,
  after: JsonObject,
  managers: Manager[],
  writer: Writer,
  ignored: FieldSet,
): Manager[] {
  const difference = compare(shape, before, after);
  const others = loseTo(difference, managers, writer);
  const mine = managers.find(manager => isSameManager(manager, writer));
  const fields = (mine?.fields ?? FieldSet.empty)
    .difference(difference.removed)
    .union(difference.modified)
    .union(difference.added)
    .differenceBelow(ignored)
    .difference(unowned);
  const isChanged = !difference.added.union(difference.modified).isEmpty;
  return withEntry(others, mine, { ...writer, fields }, isChanged);
}

export type Applied =
  | { ok: true; object: JsonObject; managers: Manager[] }
  | { ok: false; clashes: Clash[] };

/**
 * Server-side apply: what the applier says is laid over the live object, what it said before
 * and says no more is removed unless somebody else owns it.
 */
export function applyOwned(
  shape: Shape,
  live: JsonObject,
  applied: JsonObject,
  managers: Manager[],
  writer: Writer,
  options: { force: boolean; ignored: FieldSet },
): Applied {
  const mine = managers.find(manager => isSameManager(manager, writer));
  const spoken = fieldsOf(shape, applied).differenceBelow(options.ignored);
  const fields = spoken.difference(unowned);
  const others = managers.filter(manager => manager !== mine);
  const merged = merge(shape, live, applied);
  const pruned = prune(shape, merged, mine?.fields, [
    spoken,
    ...others.map(other => other.fields),
  ]);
  const object = isObject(pruned) ? pruned : {};
  const difference = compare(shape, live, object);
  const clashes = options.force ? [] : clashesWith(difference, others);
  if (clashes.length > 0) return { ok: false, clashes };
  const rest = loseTo(difference, others, writer);
  return {
    ok: true,
    object,
    managers: withEntry(
      rest,
      mine,
      { ...writer, fields },
      !equal(object, live),
    ),
  };
}

function prune(
  shape: Shape,
  merged: JsonValue,
  last: FieldSet | undefined,
  owned: FieldSet[],
): JsonValue {
  if (!last || last.isEmpty) return merged;
  const kept = owned.reduce((a, b) => a.union(b), FieldSet.empty);
  const given = withNamedParents(shape, last);
  return removeFields(
    shape,
    merged,
    given.difference(withNamedParents(shape, kept)),
  );
}

function clashesWith(difference: Comparison, others: Manager[]): Clash[] {
  const changed = difference.added.union(difference.modified);
  return others.flatMap(manager =>
    manager.fields
      .intersection(changed)
      .paths()
      .map(path => ({ manager, field: printPath(path) })),
  );
}

function loseTo(
  difference: Comparison,
  managers: Manager[],
  writer: Writer,
): Manager[] {
  const changed = difference.added.union(difference.modified);
  return managers
    .filter(manager => !isSameManager(manager, writer))
    .map(manager => ({
      ...manager,
      fields: manager.fields.difference(changed).difference(difference.removed),
    }))
    .filter(manager => !manager.fields.isEmpty);
}

/** An entry keeps the time it had, none if it is new, unless the object was changed. */
function withEntry(
  others: Manager[],
  previous: Manager | undefined,
  entry: Manager,
  isChanged: boolean,
): Manager[] {
  if (entry.fields.isEmpty) return others;
  const time = isChanged ? entry.time : previous?.time ?? '';
  return [...others, { ...entry, time }];
}
