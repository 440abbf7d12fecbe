import { FreezeWindow } from '../model';
import { HORIZON_MS, Recurrence } from './Recurrence';

/** Why nothing may begin now. */
export interface ClosedBy {
  /** Of the window that denies, or of those that allow, none of which is open. */
  title: string;
  mode: FreezeWindow['mode'];
  /** When something may begin again (ms since 1970). Absent: not within a year. */
  until?: number;
}

/**
 * The window that keeps a deployment from beginning at a moment (ms since 1970), if one does: one
 * that denies, or that none is open of those that allow; deny wins (docs/reference/semantics.md,
 * Freeze). `until` is when really something may begin, whatever windows follow one another.
 *
 * A window that cannot be read keeps everything closed: a guard that is left out would guard nothing.
 */
export function openWindow(
  freeze: FreezeWindow[],
  atMs: number,
): ClosedBy | undefined {
  if (freeze.length === 0) return undefined;
  const windows: Window[] = [];
  for (const window of freeze) {
    const recurrence = recurrenceOf(window);
    if (!recurrence) return { title: window.title, mode: window.mode };
    windows.push({ ...window, recurrence });
  }
  const now = closedAt(windows, atMs);
  if (!now) return undefined;
  let then: Closed | undefined = now;
  let moment = atMs;
  while (then) {
    if (then.until === undefined || then.until - atMs > HORIZON_MS) {
      return { title: now.title, mode: now.mode };
    }
    moment = then.until;
    then = closedAt(windows, moment);
  }
  return { title: now.title, mode: now.mode, until: moment };
}

interface Window extends FreezeWindow {
  recurrence: Recurrence;
}

/** `until`: when it is worth looking again; always later than the moment that was asked for. */
type Closed = Pick<ClosedBy, 'title' | 'mode' | 'until'>;

function closedAt(windows: Window[], moment: number): Closed | undefined {
  let denied: (Closed & { until: number }) | undefined;
  for (const { title, mode, recurrence } of windows) {
    const until = mode === 'deny' ? recurrence.openUntil(moment) : undefined;
    if (until !== undefined && until > (denied?.until ?? 0)) {
      denied = { title, mode, until };
    }
  }
  return denied ?? notAllowed(windows, moment);
}

function notAllowed(windows: Window[], moment: number): Closed | undefined {
  const allowing = windows.filter(({ mode }) => mode === 'allow');
  if (
    allowing.length === 0 ||
    allowing.some(({ recurrence }) => recurrence.openUntil(moment))
  ) {
    return undefined;
  }
  const starts = allowing.flatMap(
    ({ recurrence }) => recurrence.next(moment) ?? [],
  );
  return {
    title: [...new Set(allowing.map(({ title }) => title))].join(', '),
    mode: 'allow',
    ...(starts.length > 0 && { until: Math.min(...starts) }),
  };
}

function recurrenceOf(window: FreezeWindow): Recurrence | undefined {
  try {
    return new Recurrence(window);
  } catch {
    // Files that an earlier version accepted: loading says what is wrong with them.
    return undefined;
  }
}
