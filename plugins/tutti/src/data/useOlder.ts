import { toError } from '@backstage/errors';
import { useCallback, useState } from 'react';

interface Page<Item> {
  items: Item[];
  /** There while more follow. */
  next?: string;
}

/**
 * A list in pages: the newest page is kept fresh by whoever asks, older ones come when they are asked for.
 *
 * @param ask - for the page at a cursor; it keeps its identity while the list is the same
 */
export function useOlder<Item extends { id: string }>(
  newest: Page<Item> | undefined,
  ask: (cursor: string) => Promise<Page<Item>>,
) {
  const [older, setOlder] = useState<Page<Item>>();
  const [error, setError] = useState<Error>();
  const next = older ? older.next : newest?.next;
  const more = useCallback(async () => {
    if (next === undefined) return;
    setError(undefined);
    try {
      const page = await ask(next);
      setOlder(known => ({
        items: [...(known?.items ?? []), ...page.items],
        ...(page.next !== undefined && { next: page.next }),
      }));
    } catch (failure) {
      setError(toError(failure));
    }
  }, [ask, next]);
  const seen = new Set<string>();
  const items = [...(newest?.items ?? []), ...(older?.items ?? [])].filter(
    each => !seen.has(each.id) && seen.add(each.id),
  );
  return { items, more: next ? more : undefined, error };
}
