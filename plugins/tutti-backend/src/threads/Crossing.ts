import { MessagePort } from 'node:worker_threads';
import { Carried, Carrier, restore, write } from './wire';

type Message =
  | { say: 'call'; call: number; callee: number; input: Carried[] }
  | { say: 'answer'; call: number; value: Carried }
  | { say: 'refusal'; call: number; error: Carried }
  | { say: 'abort'; signal: number; reason: Carried }
  | { say: 'ping'; ping: number }
  | { say: 'pong'; ping: number };

type Callee = (...input: unknown[]) => unknown;

/**
 * One side of a conversation between two threads. Functions and signals inside what is sent work
 * on the other side: a function there returns a promise, whatever it returns here.
 */
export class Crossing implements Carrier {
  readonly #callees = new Map<number, Callee>();
  readonly #calls = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >();
  readonly #pings = new Map<number, () => void>();
  readonly #signals = new Map<number, AbortController>();
  readonly #watched: { signal: AbortSignal; tell: () => void }[] = [];
  #count = 0;
  #lastHeard?: number;

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: Message) => this.#hear(message));
  }

  write(value: unknown): Carried {
    return write(value, this);
  }

  restore(carried: Carried): unknown {
    return restore(carried, this);
  }

  /**
   * A sign of life, that asks for one. Resolves when it came: by then all that was said before was
   * heard, in its order.
   */
  ping(): Promise<void> {
    return new Promise(resolve => {
      const ping = this.#next();
      this.#pings.set(ping, resolve);
      this.#post({ say: 'ping', ping });
    });
  }

  /**
   * Milliseconds since the other side was last heard: its thread computes that long. 0 before its
   * first sign of life.
   */
  get silentMs(): number {
    return this.#lastHeard === undefined
      ? 0
      : performance.now() - this.#lastHeard;
  }

  /** Calls that were not answered fail; nothing is heard any more. */
  close(): void {
    this.port.close();
    this.#watched.forEach(({ signal, tell }) =>
      signal.removeEventListener('abort', tell),
    );
    const lost = new Error('The other thread has ended');
    this.#calls.forEach(({ reject }) => reject(lost));
    this.#calls.clear();
  }

  carryFunction(callee: Callee): number {
    const id = this.#next();
    this.#callees.set(id, callee);
    return id;
  }

  restoreFunction(callee: number): Callee {
    return (...input) => {
      const answer = new Promise((resolve, reject) => {
        const call = this.#next();
        this.#calls.set(call, { resolve, reject });
        this.#post({
          say: 'call',
          call,
          callee,
          input: input.map(item => this.write(item)),
        });
      });
      // Of what is only told (an event, a line of a log) nobody looks at the answer.
      answer.catch(() => {});
      return answer;
    };
  }

  carrySignal(signal: AbortSignal): number {
    const id = this.#next();
    const tell = () =>
      this.#post({
        say: 'abort',
        signal: id,
        reason: this.write(signal.reason),
      });
    signal.addEventListener('abort', tell, { once: true });
    this.#watched.push({ signal, tell });
    return id;
  }

  restoreSignal(id: number): AbortSignal {
    const controller = new AbortController();
    this.#signals.set(id, controller);
    return controller.signal;
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  #post(message: Message): void {
    this.port.postMessage(message);
  }

  #hear(message: Message): void {
    this.#lastHeard = performance.now();
    switch (message.say) {
      case 'call':
        this.#answer(message.call, message.callee, message.input);
        break;
      case 'answer':
        this.#calls.get(message.call)?.resolve(this.restore(message.value));
        this.#calls.delete(message.call);
        break;
      case 'refusal':
        this.#calls.get(message.call)?.reject(this.restore(message.error));
        this.#calls.delete(message.call);
        break;
      case 'abort':
        this.#signals.get(message.signal)?.abort(this.restore(message.reason));
        break;
      case 'ping':
        this.#post({ say: 'pong', ping: message.ping });
        break;
      case 'pong':
        this.#pings.get(message.ping)?.();
        this.#pings.delete(message.ping);
        break;
      default:
    }
  }

  async #answer(call: number, callee: number, input: Carried[]): Promise<void> {
    try {
      const value = await this.#callees.get(callee)?.(
        ...input.map(item => this.restore(item)),
      );
      this.#post({ say: 'answer', call, value: this.write(value) });
    } catch (error) {
      this.#post({ say: 'refusal', call, error: this.write(error) });
    }
  }
}
