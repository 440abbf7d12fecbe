import { isValueObject, JsonObject, JsonValue, Manifest } from '../model';

/** What an API server adds by itself: nobody may take that for drift. */
export function withDefaults(manifest: Manifest): Manifest {
  const { spec } = manifest;
  return {
    ...structuredClone(manifest),
    ...(isMap(spec) && { spec: { revisionHistoryLimit: 10, ...spec } }),
    status: { observedGeneration: 1 },
  };
}

/** Server-side apply: what we applied before and do not apply now goes away. */
export function withoutLeft(
  content: JsonObject,
  before: JsonObject,
  now: JsonObject,
): JsonObject {
  const rest: JsonObject = {};
  for (const [key, value] of Object.entries(content)) {
    const had = before[key];
    const has = now[key];
    if (isMap(value) && isMap(had)) {
      rest[key] = withoutLeft(value, had, isMap(has) ? has : {});
    } else if (had === undefined || has !== undefined) {
      rest[key] = value;
    }
  }
  return rest;
}

export function merge(content: JsonObject, patch: JsonObject): JsonObject {
  const merged: JsonObject = { ...content };
  for (const [key, value] of Object.entries(patch)) {
    const there = merged[key];
    merged[key] =
      isMap(value) && isMap(there)
        ? merge(there, value)
        : structuredClone(value);
  }
  return merged;
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return isValueObject(value);
}
