import { useState } from 'react';
import { drafts } from './drafts';

export interface Draft {
  text: string;
  setText(text: string): void;
  changed: boolean;
  /** The text came back from an earlier visit; `moved`: the saved one has changed since. */
  restored?: 'same' | 'moved';
  /** Nothing is kept: the text was saved. */
  forget(): void;
  /** Back to the saved text; nothing is kept. */
  discard(): void;
}

/**
 * A text that somebody writes, kept in the browser tab until it is saved.
 *
 * @param key what it is the text of
 * @param initial the saved text
 */
export function useDraft(key: string, initial: string): Draft {
  const [kept] = useState(() => {
    const draft = drafts.read(key);
    return draft && draft.text !== initial ? draft : undefined;
  });
  const [text, setText] = useState(kept?.text ?? initial);
  const [restored, setRestored] = useState(kept !== undefined);
  return {
    text,
    setText(next) {
      setText(next);
      if (next === initial) drafts.forget(key);
      else drafts.keep(key, { text: next, base: initial });
    },
    changed: text !== initial,
    ...(restored && { restored: kept?.base === initial ? 'same' : 'moved' }),
    forget: () => drafts.forget(key),
    discard() {
      drafts.forget(key);
      setText(initial);
      setRestored(false);
    },
  };
}
