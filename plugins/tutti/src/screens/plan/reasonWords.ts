import type { Reason } from '@tutti/plugin-tutti-common';

type Plain = Reason['before'];

function said(value: Plain): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `web:1.9.1 → 1.9.2` for two versions of one image, else both in full. */
function change(before: Plain, after: Plain): string {
  const image = /^(?:.*\/)?([^/:]+):([^:/]+)$/;
  if (typeof before === 'string' && typeof after === 'string') {
    const old = image.exec(before);
    const wanted = image.exec(after);
    if (
      old &&
      wanted &&
      before.slice(0, -old[2].length) === after.slice(0, -wanted[2].length)
    ) {
      return `${old[0].split('/').at(-1)} → ${wanted[2]}`;
    }
  }
  return `${said(before)} → ${said(after)}`;
}

export interface SeenReason {
  text: string;
  /** From what to what, where both are known and short enough to read. */
  change?: string;
  /** In full, for those who hover. */
  full?: string;
}

const LONG = 160;

/** Their message says from what to what. */
const SAYS_THE_CHANGE: readonly Reason['code'][] = ['scaled', 'paused'];

/** A reason as people read it. */
export function reasonWords(reason: Reason): SeenReason {
  const { message, before, after, path, code } = reason;
  if (
    before === undefined ||
    after === undefined ||
    SAYS_THE_CHANGE.includes(code)
  ) {
    return { text: message, full: path };
  }
  const full = `${said(before)} → ${said(after)}`;
  const short = change(before, after);
  return {
    text: message,
    change: short.length > LONG ? undefined : short,
    full: path ? `${path}: ${full}` : full,
  };
}
