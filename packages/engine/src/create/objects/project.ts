import {
  isObject,
  isValueObject,
  JsonObject,
  JsonValue,
  Value,
} from '../../model';

/**
 * The part of a live object that we own: what stands at the places our own manifest names.
 * Whatever others wrote there besides (defaults, status, injected containers) is left out.
 * Lists of maps are compared item by item, by the keys Kubernetes itself merges them by; other
 * lists are one value.
 */
export function project(live: JsonValue, shape: Value): JsonValue {
  if (Array.isArray(shape)) {
    return Array.isArray(live) ? projectList(live, shape) : live;
  }
  if (!isValueObject(shape) || !isObject(live)) {
    return live;
  }
  const owned: JsonObject = {};
  for (const key of Object.keys(shape)) {
    const value = live[key];
    if (Object.hasOwn(live, key) && value !== undefined) {
      owned[key] = project(value, shape[key]);
    }
  }
  return owned;
}

/** One list item of ours and the live one that belongs to it. */
function projectList(live: JsonValue[], shape: Value[]): JsonValue[] {
  const keys = mergeKeys(shape);
  if (keys) {
    // In the order in which they stand there: init containers start in it.
    const ours = new Map(shape.map(item => [identity(item, keys), item]));
    return live.flatMap(item => {
      const own = ours.get(identity(item, keys));
      return own === undefined ? [] : [project(item, own)];
    });
  }
  return live.length === shape.length
    ? live.map((item, index) => project(item, shape[index]))
    : live;
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
