import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import { View } from './View';

/** One look at what runs, or why nobody could look. */
export type Look =
  | { ok: true; view: View | undefined }
  | { ok: false; error: Error };

/** Between the beginnings of two looks, however much changes meanwhile. */
const LEAST_BETWEEN_MS = 1_000;
/** What a watch does not show (kinds of no namespace, what became old) is seen after so long. */
const WATCHED_MS = 30_000;
/** Where nobody may watch, or the cluster does not answer. */
const UNWATCHED_MS = 5_000;
/** Somebody may give the right, or leave room for it. */
const REFUSED_MS = 60_000;
/** Whoever opens another tab of the page, or is reconnected, finds it as it was. */
const LINGER_MS = 15_000;

export interface LiveOptions {
  look(): Promise<View | undefined>;
  /** Somebody says from now on when something changes, or nobody does any more. */
  watched(isWatched: boolean): void;
  /** Something changed; `lookAgain` is called in turn. */
  changed(): void;
  /** Nobody has looked for a while. */
  ended(): void;
}

interface Watch {
  kinds: string;
  stop: AbortController;
  /** Monotonic, milliseconds. */
  refusedAt?: number;
}

/**
 * Looks at one environment whenever its cluster says that something changed, for as long as somebody
 * wants to know: once, however many they are.
 */
export class LiveEnvironment {
  readonly #over = new AbortController();
  readonly #looks = new EventEmitter().setMaxListeners(0);
  #latest: Look | undefined;
  #isOutdated = false;
  /** Ends the pause before the next look. */
  #rest = new AbortController();
  #followers = 0;
  #leaving: NodeJS.Timeout | undefined;
  #watch: Watch | undefined;

  constructor(private readonly options: LiveOptions) {}

  /** What is known, and each later look, until the signal aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<Look> {
    this.#enter();
    try {
      let seen: Look | undefined;
      while (!signal.aborted) {
        const latest = this.#latest;
        if (latest && latest !== seen) {
          seen = latest;
          yield latest;
        } else {
          // It ends by the signal, or by a look.
          await once(this.#looks, 'look', { signal }).catch(() => {});
        }
      }
    } finally {
      this.#leave();
    }
  }

  /** The last look, when nothing is known to have changed since it began. */
  get current(): Look | undefined {
    return this.#isOutdated ? undefined : this.#latest;
  }

  lookAgain(): void {
    this.#isOutdated = true;
    this.#rest.abort();
  }

  #enter(): void {
    this.#followers += 1;
    if (this.#leaving !== undefined) {
      clearTimeout(this.#leaving);
      this.#leaving = undefined;
    } else if (this.#followers === 1) {
      void this.#run();
    }
  }

  #leave(): void {
    this.#followers -= 1;
    if (this.#followers > 0) return;
    this.#leaving = setTimeout(() => {
      this.#over.abort();
      this.options.ended();
    }, LINGER_MS).unref();
  }

  async #run(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      const began = performance.now();
      this.#isOutdated = false;
      this.#rest = new AbortController();
      const look = await this.options.look().then(
        (view): Look => ({ ok: true, view }),
        (error): Look => ({ ok: false, error: toError(error) }),
      );
      if (signal.aborted) break;
      this.#latest = look;
      this.#looks.emit('look');
      if (look.ok) this.#keepWatch(look.view);
      const isSeen = look.ok && this.#watch && !this.#watch.refusedAt;
      const changed = AbortSignal.any([signal, this.#rest.signal]);
      await pause(isSeen ? WATCHED_MS : UNWATCHED_MS, changed);
      await pause(LEAST_BETWEEN_MS - (performance.now() - began), signal);
    }
    this.#endWatch();
  }

  /** Begins anew where there are other kinds than before. */
  #keepWatch(view: View | undefined): void {
    const kinds = kindsOf(view);
    const now = performance.now();
    const { refusedAt } = this.#watch ?? {};
    if (
      this.#watch?.kinds === kinds &&
      (refusedAt === undefined || now < refusedAt + REFUSED_MS)
    ) {
      return;
    }
    this.#endWatch();
    if (!view || kinds === '') return;
    const watch: Watch = { kinds, stop: new AbortController() };
    this.#watch = watch;
    this.options.watched(true);
    view.reader
      .watch(view.refs, () => this.options.changed(), watch.stop.signal)
      .catch(() => {
        // Without a watch it is looked at again and again, which says what is wrong.
        watch.refusedAt = performance.now();
        if (this.#watch !== watch) return;
        this.options.watched(false);
        this.#rest.abort();
      });
  }

  #endWatch(): void {
    if (!this.#watch) return;
    this.#watch.stop.abort();
    this.#watch = undefined;
    this.options.watched(false);
  }
}

function kindsOf(view: View | undefined): string {
  const kinds = view?.refs.map(({ apiVersion, kind, namespace = '' }) =>
    [apiVersion, kind, namespace].join(' '),
  );
  return [...new Set(kinds)].sort().join('\n');
}

/** Ends early by the signal. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal, ref: false }).catch(() => {});
}
