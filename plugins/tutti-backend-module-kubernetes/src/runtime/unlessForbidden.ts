import { TargetError } from '@tutti/engine';

/** An account that may deploy needs no right to look at everything: what it may not see is not there. */
export async function unlessForbidden<Item>(
  list: Promise<Item[]>,
): Promise<Item[]> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof TargetError && error.code === 'forbidden') return [];
    throw error;
  }
}
