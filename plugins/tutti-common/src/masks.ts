import type { JsonValue, Mask } from '@tutti/engine';

/**
 * What stands at one place of a shown value (inputs, outputs, objects of a plan): a mask, or plain
 * data. A map with the key `masked` is always the engine's word: data that has such a key comes wrapped
 * and is unwrapped here.
 *
 * @example
 * const shown = shownAt(step.outputs.password);
 * return shown.mask ? <Masked mask={shown.mask} /> : <Code>{String(shown.value)}</Code>;
 */
export function shownAt(
  value: JsonValue,
): { mask: HidingMask } | { mask?: undefined; value: JsonValue } {
  if (!isMask(value)) return { value };
  return value.masked === 'nothing' ? { value: value.value } : { mask: value };
}

export type HidingMask = Exclude<Mask, { masked: 'nothing' }>;

/** A copy in which every mask is what `say` makes of it, for showing the whole as text. */
export function withMasksSaid(
  value: JsonValue,
  say: (mask: HidingMask) => JsonValue,
): JsonValue {
  const shown = shownAt(value);
  if (shown.mask) return say(shown.mask);
  const inside = shown.value;
  if (Array.isArray(inside)) {
    return inside.map(item => withMasksSaid(item, say));
  }
  return typeof inside === 'object' && inside !== null
    ? Object.fromEntries(
        Object.entries(inside).map(([key, item]) => [
          key,
          withMasksSaid(item, say),
        ]),
      )
    : inside;
}

/** Answers of an older version were not wrapped: a map that is no mask is an ordinary one. */
function isMask(value: unknown): value is Mask {
  return (
    typeof value === 'object' &&
    value !== null &&
    'masked' in value &&
    (value.masked === 'secret' ||
      (value.masked === 'unknown' && 'from' in value) ||
      (value.masked === 'nothing' && 'value' in value))
  );
}
