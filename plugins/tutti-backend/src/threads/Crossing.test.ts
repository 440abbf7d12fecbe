import { MessageChannel } from 'node:worker_threads';
import {
  DriverError,
  FenceLost,
  Secret,
  TargetError,
  Unknown,
} from '@tutti/engine';
import { Crossing } from './Crossing';

describe('what crosses between threads', () => {
  let here: Crossing;
  let there: Crossing;
  beforeEach(() => {
    const { port1, port2 } = new MessageChannel();
    here = new Crossing(port1);
    there = new Crossing(port2);
  });
  afterEach(() => {
    here.close();
    there.close();
  });

  /** As it arrives on the other side. */
  function cross(value: unknown): unknown {
    return there.restore(structuredClone(here.write(value)));
  }

  it.each<[string, unknown]>([
    ['scalars', [1, 'a', true, null, undefined]],
    ['maps and lists', { a: [{ b: 'c' }] }],
    ['a map with the key of marks', { $tutti: 'secret', content: 'x' }],
    ['a key that JavaScript knows', JSON.parse('{"__proto__": {"a": 1}}')],
    ['a Map', new Map([['a', { b: 1 }]])],
    ['bytes', new Uint8Array([1, 2])],
  ])('%s arrive as they are', (_, value) => {
    expect(cross(value)).toEqual(value);
  });

  it('a secret arrives as a secret with its content', () => {
    const arrived = cross({ password: new Secret({ a: 'hunter2' }) });
    expect(JSON.stringify(arrived)).not.toContain('hunter2');
    const { password } = arrived as { password: unknown };
    expect(password instanceof Secret && password.reveal()).toEqual({
      a: 'hunter2',
    });
  });

  it('what is not known arrives with its type, secrecy and origin', () => {
    const unknown = new Unknown('integer', true, 'resources.db.port');
    expect(cross(unknown)).toEqual(unknown);
    expect(cross(unknown)).toBeInstanceOf(Unknown);
  });

  it.each<[string, Error, object]>([
    [
      'of a target',
      new TargetError('busy', 'throttled', true, 1_000),
      {
        message: 'busy',
        code: 'throttled',
        retryable: true,
        retryAfterMs: 1_000,
      },
    ],
    [
      'of a driver',
      new DriverError('no room', true),
      { message: 'no room', retryable: true },
    ],
    ['of a lost fence', new FenceLost('gone'), { message: 'gone' }],
    [
      'of any kind',
      new RangeError('too far'),
      { name: 'RangeError', message: 'too far' },
    ],
  ])('an error %s keeps what tells it apart', (_, error, expected) => {
    const arrived = cross(error);
    expect(arrived).toMatchObject(expected);
    expect(arrived).toBeInstanceOf(
      error instanceof RangeError ? Error : error.constructor,
    );
  });

  it('a function answers, with secrets, and refuses with its error', async () => {
    const arrived = cross({
      greet: (name: string) => new Secret(`hello ${name}`),
      async refuse() {
        throw new TargetError('no', 'forbidden', false);
      },
    }) as Record<'greet' | 'refuse', (name?: string) => Promise<unknown>>;
    const greeting = await arrived.greet('web');
    expect(greeting instanceof Secret && greeting.reveal()).toBe('hello web');
    await expect(arrived.refuse()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('a signal aborts on the other side too, and one that has is so at once', async () => {
    const controller = new AbortController();
    const { signal } = cross({ signal: controller.signal }) as {
      signal: AbortSignal;
    };
    expect(signal.aborted).toBe(false);
    controller.abort(new Error('enough'));
    await new Promise(resolve => signal.addEventListener('abort', resolve));
    expect(signal.reason).toMatchObject({ message: 'enough' });
    expect(cross(AbortSignal.abort('over'))).toMatchObject({ aborted: true });
  });

  it('a call that nobody answers any more fails', async () => {
    const { wait } = cross({ wait: () => new Promise(() => {}) }) as {
      wait(): Promise<unknown>;
    };
    const called = wait();
    there.close();
    await expect(called).rejects.toThrow('has ended');
  });

  it('what was told is heard before the next sign of life, and may go unanswered', async () => {
    const heard: string[] = [];
    const { tell } = cross({
      tell: (event: string) => {
        heard.push(event);
        return new Promise(() => {});
      },
    }) as { tell(event: string): Promise<unknown> };
    tell('one');
    tell('two');
    await there.ping();
    expect(heard).toEqual(['one', 'two']);
    there.close();
  });
});
