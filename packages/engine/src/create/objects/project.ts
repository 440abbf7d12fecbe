import {
  groupBy,
  isObject,
  isValueObject,
  JsonObject,
  JsonValue,
  Value,
  ValueObject,
} from '../../model';

/**
 * The part of a live object that we own: what stands at the places that one of our manifests
 * (`shapes`) names. Whatever others wrote there besides (defaults, status, injected containers) is
 * left out. Lists of maps are compared item by item, by the keys Kubernetes itself merges them by;
 * other lists are one value.
 */
export function project(live: JsonValue, ...shapes: Value[]): JsonValue {
  if (Array.isArray(live)) {
    const lists = shapes.filter(Array.isArray);
    return lists.length > 0 ? projectList(live, lists) : live;
  }
  const maps = shapes.filter(isValueObject);
  if (!isObject(live) || maps.length === 0) {
    return live;
  }
  const owned: JsonObject = {};
  for (const key of maps.flatMap(Object.keys)) {
    const value = live[key];
    if (Object.hasOwn(live, key) && value !== undefined) {
      owned[key] ??= project(value, ...inside(maps, key));
    }
  }
  return owned;
}

function inside(maps: ValueObject[], key: string): Value[] {
  return maps.filter(map => Object.hasOwn(map, key)).map(map => map[key]);
}

/** The live items that belong to an item of ours. */
function projectList(live: JsonValue[], lists: Value[][]): JsonValue[] {
  const filled = lists.filter(list => list.length > 0);
  const [keys, ...others] = filled.map(mergeKeys);
  if (keys && others.every(other => other === keys)) {
    const ours = groupBy(filled.flat(), item => identity(item, keys));
    // In the order in which they stand there: init containers start in it.
    return live.flatMap(item => {
      const own = ours.get(identity(item, keys));
      return own === undefined ? [] : [project(item, ...own)];
    });
  }
  const alike = lists.filter(list => list.length === live.length);
  return live.map((item, index) =>
    project(item, ...alike.map(list => list[index])),
  );
}

/** In Kubernetes' API types, the keys by which lists of maps are merged; most telling first. */
const MERGE_KEYS: readonly (readonly string[])[] = [
  ['containerPort', 'protocol'],
  ['port', 'protocol'],
  ['mountPath'],
  ['devicePath'],
  ['topologyKey', 'whenUnsatisfiable'],
  ['ip'],
  ['uid'],
  ['name'],
];

/** The first set of keys that tells all items of this list apart; none: the list is one value. */
export function mergeKeys(items: Value[]): readonly string[] | undefined {
  if (items.length === 0 || !items.every(isValueObject)) {
    return undefined;
  }
  return MERGE_KEYS.find(
    keys =>
      items.every(
        item => isValueObject(item) && isScalar(item[keys[0]] ?? null),
      ) &&
      new Set(items.map(item => identity(item, keys))).size === items.length,
  );
}

/** Kubernetes fills in what is left out: a port without a protocol is a TCP port. */
const DEFAULTS: Record<string, string> = { protocol: 'TCP' };

function identity(item: Value, keys: readonly string[]): string {
  if (!isValueObject(item)) {
    return '';
  }
  return JSON.stringify(
    keys.map(key => {
      const value = item[key];
      return isScalar(value ?? null) ? value : DEFAULTS[key] ?? null;
    }),
  );
}

function isScalar(value: Value): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
