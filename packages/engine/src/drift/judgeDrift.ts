import {
  Digest,
  DriftRule,
  FieldManager,
  isObject,
  isValueObject,
  JsonObject,
  JsonValue,
  LiveObject,
  ObjectRecord,
  ObjectTemplate,
  Value,
} from '../model';
import {
  conditionOf,
  differences,
  lastApplied,
  ownedPart,
} from '../create/objects';
import { canonical, HIDDEN, isSecretObject, mask } from '../create/values';
import { DriftFinding } from './finding';
import { isOurs, managersOf } from './managersOf';
import { isIgnored, SHIPPED_RULES } from './rules';

/** An object of the inventory, and how it is found. */
export interface Suspect {
  record: ObjectRecord;
  /** Absent: it is not there. */
  live?: LiveObject;
}

/**
 * Which objects are not as we left them, by what is recorded: nobody is asked about the others. A Job that
 * finished well may be gone.
 */
export function findSuspects(
  objects: ObjectRecord[],
  live: ReadonlyMap<string, LiveObject>,
  known: {
    environmentId: string;
    digest: Digest;
    keyOf(record: ObjectRecord): string;
    isSettled(record: ObjectRecord): boolean;
  },
): Suspect[] {
  return objects.flatMap(record => {
    // What a run left in the middle is no drift: its environment says that it failed.
    if (record.state !== 'present') {
      return [];
    }
    const found = live.get(known.keyOf(record));
    switch (conditionOf(record, found, known.environmentId, known.digest)) {
      case 'intact':
        return [];
      case 'missing':
        return known.isSettled(record) ? [] : [{ record }];
      default:
        return [{ record, live: found }];
    }
  });
}

/** What an API server is asked to make of an object as we left it. Secrets are what is there. */
export function manifestAsApplied({ record, live }: Suspect): ObjectTemplate {
  const template = lastApplied(record);
  const { data } = template;
  if (!isSecretObject(template) || !isValueObject(data)) {
    return template;
  }
  const there = live?.content.data;
  return {
    ...template,
    data: Object.fromEntries(
      Object.keys(data).flatMap(key => {
        const value = isObject(there) ? there[key] : undefined;
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  };
}

/**
 * Three ways: what we sent, what is there, what the API server would make of what we sent. Only where the
 * last two differ is drift: defaults and what webhooks set make no difference.
 *
 * @param wouldBe the object as the API server would have it; absent where it was not asked
 * @param rules of the platform, beside the shipped ones
 */
export function judgeSuspect(
  suspect: Suspect,
  seen: {
    environmentId: string;
    digest: Digest;
    wouldBe?: LiveObject;
    managers: FieldManager[];
    rules: readonly DriftRule[];
  },
): DriftFinding[] {
  const { record, live } = suspect;
  const { ref, owner } = record;
  const whole = { ref, owner, path: '', secret: false, managers: [] };
  if (!live) {
    return [{ ...whole, change: 'gone' }];
  }
  const { environmentId, digest } = seen;
  const condition = conditionOf(record, live, environmentId, digest);
  if (condition === 'taken' || condition === 'foreign') {
    return [{ ...whole, change: 'taken' }];
  }
  const rules = [...SHIPPED_RULES, ...seen.rules];
  const fields = isSecretObject(record.applied)
    ? secretDifferences(suspect, seen)
    : plainDifferences(suspect, seen.wouldBe);
  return fields
    .map(
      ({ secret, ...field }): DriftFinding => ({
        ref,
        owner,
        change: 'altered',
        ...field,
        secret: secret ?? false,
        managers: managersOf(seen.managers, field.path),
      }),
    )
    .filter(finding => !isIgnored(finding, rules));
}

type Field = Pick<DriftFinding, 'path' | 'applied' | 'live' | 'wanted'> & {
  secret?: true;
};

function plainDifferences(
  { record, live }: Suspect,
  wouldBe: LiveObject | undefined,
): Field[] {
  if (!live) {
    return [];
  }
  const applied = lastApplied(record);
  const there = ownedPart(live, applied);
  const wanted = wouldBe ? ownedPart(wouldBe, applied) : applied;
  const sent = new Map(
    differences(there, applied).map(({ path, after }) => [path, after]),
  );
  return differences(there, wanted).map(({ path, before, after }) => ({
    path,
    ...shown('applied', sent.has(path) ? sent.get(path) : after),
    ...shown('live', before),
    ...shown('wanted', after),
  }));
}

function shown<Name extends 'applied' | 'live' | 'wanted'>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, JsonValue>> {
  const told: Partial<Record<Name, JsonValue>> = {};
  if (value !== undefined) {
    told[name] = mask(value);
  }
  return told;
}

/**
 * Of a Secret nobody keeps what we sent. Which of its keys changed is told by who says that they set them;
 * where nobody does and all else is as it was, by our hash over the whole.
 */
function secretDifferences(
  suspect: Suspect,
  { wouldBe, managers }: { wouldBe?: LiveObject; managers: FieldManager[] },
): Field[] {
  const { record, live } = suspect;
  if (!live) {
    return [];
  }
  const plain = plainDifferences(
    {
      record: { ...record, applied: withoutData(record.applied) },
      live: { ...live, content: withoutData(live.content) },
    },
    wouldBe && { ...wouldBe, content: withoutData(wouldBe.content) },
  );
  const { data } = lastApplied(record);
  const there = live.content.data;
  const keys = isValueObject(data) ? Object.keys(data) : [];
  const hidden = mask(HIDDEN);
  const changed = keys.flatMap((key): Field[] => {
    const path = `data.${key}`;
    if (!isObject(there) || there[key] === undefined) {
      return [{ path, applied: hidden, wanted: hidden, secret: true }];
    }
    return isOurs(managers, path) || managersOf(managers, path).length === 0
      ? []
      : [secretField(path, hidden)];
  });
  const isElse =
    plain.length + changed.length > 0 || !isAllElseAsSent(record, live);
  return [
    ...plain,
    ...(isElse || keys.length === 0 ? changed : [secretField('data', hidden)]),
  ];
}

function secretField(path: string, hidden: JsonValue): Field {
  return { path, applied: hidden, live: hidden, wanted: hidden, secret: true };
}

/** Then a hash that is not ours any more can only come from what is secret. */
function isAllElseAsSent(record: ObjectRecord, live: LiveObject): boolean {
  const sent = withoutData(lastApplied(record));
  return (
    record.uid === live.uid &&
    record.ownedHash !== undefined &&
    canonical(sent) === canonical(withoutData(ownedPart(live, sent)))
  );
}

function withoutData<T extends JsonObject | ObjectTemplate>(object: T): T {
  const { data: _data, ...rest } = object;
  // Nothing is added: it is the same kind of map with one key less.
  return rest as T;
}
