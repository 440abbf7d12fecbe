/** Fewer letters begin too much. */
const SHORTEST_BEGUN = 4;

/**
 * The candidate a person most likely meant, or nothing when none is near: at most one
 * slip (wrong, missing, extra or swapped letter) per three letters, or a difference in case
 * and separators only; else the only one that begins the word, or is begun by it.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
): string | undefined {
  if (word.length > 64) {
    return undefined;
  }
  const allowed = Math.max(1, Math.floor(word.length / 3));
  let best: { name: string; slips: number } | undefined;
  for (const name of candidates) {
    if (plain(name) === plain(word)) {
      return name;
    }
    if (Math.abs(name.length - word.length) <= allowed) {
      const slips = distance(word, name);
      if (slips <= allowed && (!best || slips < best.slips)) {
        best = { name, slips };
      }
    }
  }
  return best?.name ?? begun(word, candidates);
}

/** The only candidate that begins the word, or is begun by it: `host` for `hostname`. */
function begun(
  word: string,
  candidates: readonly string[],
): string | undefined {
  const [only, ...more] = candidates.filter(
    name =>
      Math.min(name.length, word.length) >= SHORTEST_BEGUN &&
      (word.startsWith(name) || name.startsWith(word)),
  );
  return more.length === 0 ? only : undefined;
}

/** More names than a person would look through, or a slip be searched in. */
const MANY = 300;

/**
 * A hint: `Did you mean "x"?`, or the names there are when they are few enough to be read; none
 * when there are none.
 */
export function suggestion(
  word: string,
  candidates: readonly string[],
): string | undefined {
  if (candidates.length === 0) {
    return undefined;
  }
  if (candidates.length > MANY) {
    return `There are ${candidates.length}.`;
  }
  const sorted = [...candidates].sort();
  const near = nearest(word, sorted);
  if (near !== undefined) {
    return didYouMean(near);
  }
  const shown = sorted.slice(0, 20).join(', ');
  if (sorted.length > 20) {
    return `There are ${sorted.length}, among them: ${shown}.`;
  }
  return sorted.length === 1
    ? `There is only: ${shown}.`
    : `There are: ${shown}.`;
}

export function didYouMean(name: string): string {
  return `Did you mean "${name}"?`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

/** Optimal string alignment: edits and swaps of neighbours cost one each. */
export function distance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        previous[column] + 1,
        current[column - 1] + 1,
        previous[column - 1] + (same ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        a[row - 1] === b[column - 2] &&
        a[row - 2] === b[column - 1]
      ) {
        cost = Math.min(cost, older[column - 2] + 1);
      }
      current.push(cost);
    }
    older = previous;
    previous = current;
  }
  return previous[b.length];
}
