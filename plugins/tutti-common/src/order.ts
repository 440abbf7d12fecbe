const collator = new Intl.Collator('en', { numeric: true });

/** Order of names as people count: `app-2` before `app-10`. The same in the API and on screens. */
export function compareNames(a: string, b: string): number {
  const order = collator.compare(a, b);
  if (order !== 0 || a === b) return order;
  // `a1` and `a01`: never the same place for two names, or a page would lose one of them.
  return a < b ? -1 : 1;
}
