import {
  actorOn,
  DECISIONS,
  HARMLESS_VOLUMES,
  isValueObject,
  ObjectTemplate,
  own,
  POWERS,
  Value,
  ValueObject,
} from '../../model';
import { Path } from '../../read/path';

/** A place in an object that reaches beyond the containers of its workload. */
export interface Power {
  /** As an allow list names it: the field, or the annotation's or label's key. */
  name: string;
  path: Path;
  /** What it reaches, for people. */
  reaches: string;
  /**
   * `field`: it counts by whatever decides it. `key`: a key that is written down is a decision, and
   * only who chooses the key has the power; `code`: a key whose value is run.
   */
  kind: 'field' | 'key' | 'code';
}

/** Annotations whose value is configuration of whoever reads it, not a value in it. */
const CODE = /snippet|lua|template|config-/i;

/** Set to false, these take a power away. */
const OFF = new Set([
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'privileged',
  'allowPrivilegeEscalation',
  'shareProcessNamespace',
  'automountServiceAccountToken',
]);

/** Who reads labels of these takes them for names. */
const NAMING = 'app.kubernetes.io/';

/** All powers of one object, outermost first. Kinds need not be known. */
export function* powersIn(template: ObjectTemplate): Generator<Power> {
  const { apiVersion, kind } = template;
  yield* decisions(template, ['apiVersion', 'kind']);
  if (isValueObject(template.metadata)) {
    yield* decisions(template.metadata, ['namespace'], ['metadata']);
  }
  if (String(apiVersion).startsWith('rbac.authorization.k8s.io/')) {
    yield* decisions(template, [
      'rules',
      'aggregationRule',
      'subjects',
      'roleRef',
    ]);
  }
  for (const [key, value] of Object.entries(template)) {
    // What they hold is for those who mount them.
    const isContent = kind === 'ConfigMap' || kind === 'Secret';
    if (!isContent || key === 'metadata') {
      yield* below(value, [key]);
    }
  }
}

function* decisions(
  map: ValueObject,
  names: string[],
  at: Path = [],
): Generator<Power> {
  for (const name of names) {
    if (Object.hasOwn(map, name)) {
      yield {
        name,
        path: [...at, name],
        reaches: DECISIONS[name],
        kind: 'field',
      };
    }
  }
}

function* below(value: Value, path: Path): Generator<Power> {
  if (Array.isArray(value)) {
    const isVolumes = /volumes$/i.test(String(path.at(-1)));
    for (const [index, item] of value.entries()) {
      const at = [...path, index];
      if (isVolumes && isValueObject(item)) {
        yield* volumePowers(item, at);
      }
      yield* below(item, at);
    }
    return;
  }
  if (!isValueObject(value)) {
    return;
  }
  const parent = path.at(-1);
  if (parent === 'annotations' || parent === 'labels') {
    yield* keyPowers(value, path, parent);
    return;
  }
  if (parent === 'httpGet' || parent === 'tcpSocket') {
    yield* decisions(value, ['host'], path);
  }
  for (const [key, item] of Object.entries(value)) {
    const reaches = own(POWERS, key);
    if (reaches !== undefined && !isHarmless(key, item)) {
      yield { name: key, path: [...path, key], reaches, kind: 'field' };
    }
    yield* below(item, [...path, key]);
  }
}

function isHarmless(key: string, value: Value): boolean {
  if (key === 'capabilities') {
    return isValueObject(value) && value.add === undefined;
  }
  return key === 'runAsNonRoot'
    ? value === true
    : OFF.has(key) && value === false;
}

function* volumePowers(volume: ValueObject, path: Path): Generator<Power> {
  for (const key of Object.keys(volume)) {
    if (key !== 'name' && !HARMLESS_VOLUMES.has(key) && !own(POWERS, key)) {
      yield {
        name: key,
        path: [...path, key],
        reaches: 'what lies outside the environment',
        kind: 'field',
      };
    }
  }
}

function* keyPowers(
  map: ValueObject,
  path: Path,
  what: 'annotations' | 'labels',
): Generator<Power> {
  for (const name of Object.keys(map)) {
    const actor = actorOn(name);
    if (what === 'labels' && (!actor || name.startsWith(NAMING))) {
      continue;
    }
    yield {
      name,
      path: [...path, name],
      reaches: actor ?? 'whoever reads it acts on it',
      kind: what === 'annotations' && CODE.test(name) ? 'code' : 'key',
    };
  }
}
