/** A text that was written and not saved. */
export interface KeptDraft {
  text: string;
  /** The saved text that the writer began with. */
  base: string;
}

const PREFIX = 'tutti.draft.';

/** Drafts of this browser tab; they are gone when it is closed. */
export const drafts = {
  read(key: string): KeptDraft | undefined {
    try {
      const kept: unknown = JSON.parse(
        sessionStorage.getItem(PREFIX + key) ?? 'null',
      );
      return isDraft(kept) ? kept : undefined;
    } catch {
      return undefined;
    }
  },

  /** Where the browser keeps nothing, nothing is kept. */
  keep(key: string, draft: KeptDraft): void {
    try {
      sessionStorage.setItem(PREFIX + key, JSON.stringify(draft));
    } catch {
      sessionStorage.removeItem(PREFIX + key);
    }
  },

  forget(key: string): void {
    sessionStorage.removeItem(PREFIX + key);
  },
};

function isDraft(value: unknown): value is KeptDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'base' in value &&
    typeof value.base === 'string'
  );
}
