/** Time as the sandbox sees it; tests bring a clock that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is moved. Callbacks run in the order of their time. */
export class ManualClock implements Clock {
  private time: number;
  private sequence = 0;
  private waiting: { at: number; order: number; callback: () => void }[] = [];

  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    this.sequence += 1;
    const entry = {
      at: this.time + milliseconds,
      order: this.sequence,
      callback,
    };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter(other => other !== entry);
    };
  }

  /** Moves on, calling back what falls due on the way, also what that brings about. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const [next] = this.waiting
        .filter(entry => entry.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order);
      if (!next) break;
      this.waiting = this.waiting.filter(entry => entry !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
    }
    this.time = end;
  }
}

/** `2026-01-01T00:00:00Z`, as Kubernetes prints times. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** With microseconds, as Leases and newer Events carry it. */
export function microTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/Z$/, '000Z');
}
