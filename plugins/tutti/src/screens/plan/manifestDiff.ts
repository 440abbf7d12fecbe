import {
  JsonObject,
  JsonValue,
  ObjectChange,
  shownAt,
} from '@tutti/plugin-tutti-common';
import type { Translate } from '../../translation';
import { shownYaml } from '../../ui/shownYaml';

/** Both sides of a secret that changed have the same mask: the side that comes says it. */
function withChangesSaid(
  t: Translate,
  desired: JsonObject,
  before: JsonObject | undefined,
  changed: string[],
): JsonObject {
  const [was, is] = [before?.data, desired.data].map(inside);
  if (!was || !is) return desired;
  const data = Object.entries(is).map(([key, value]) => [
    key,
    key in was && changed.includes(`data.${key}`) && shownAt(value).mask
      ? t('plan.secretChanged')
      : value,
  ]);
  return { ...desired, data: Object.fromEntries(data) };
}

function inside(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}

/** Both sides of a change as YAML: what the engine compared. */
export function sidesOf(
  t: Translate,
  change: ObjectChange,
): {
  before: string;
  after: string;
} {
  const { action, desired, changed } = change;
  const there = change.live ?? change.lastApplied;
  const before = action === 'create' ? undefined : there;
  const after =
    action === 'delete' || !desired
      ? undefined
      : withChangesSaid(t, desired, before, changed);
  return { before: shownYaml(t, before), after: shownYaml(t, after) };
}
