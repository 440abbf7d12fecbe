import { setTimeout as pause } from 'node:timers/promises';
import { ObjectRef, TargetError } from '@tutti/engine';
import { LiveEnvironment } from './LiveEnvironment';
import { View } from './View';

const REF: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
};

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('not within 20 s');
    await pause(5);
  }
}

/** One environment whose cluster changes, and may be watched, as the test says. */
function live(watch?: () => Promise<void>) {
  const told: boolean[] = [];
  const seen = { looks: 0, watches: 0, ended: 0, told };
  let change = () => {};
  const environment: LiveEnvironment = new LiveEnvironment({
    async look() {
      seen.looks += 1;
      const view: Pick<View, 'refs' | 'observedAt'> & {
        reader: Pick<View['reader'], 'watch'>;
      } = {
        refs: [REF],
        observedAt: `look ${seen.looks}`,
        reader: {
          watch: (_refs, changed, signal) => {
            seen.watches += 1;
            change = changed;
            return (
              watch?.() ??
              new Promise(resolve =>
                signal.addEventListener('abort', () => resolve()),
              )
            );
          },
        },
      };
      // No more of a view is read here.
      return view as View;
    },
    watched: isWatched => told.push(isWatched),
    changed: () => environment.lookAgain(),
    ended: () => {
      seen.ended += 1;
    },
  });
  return { environment, seen, change: () => change() };
}

function reader(environment: LiveEnvironment) {
  const over = new AbortController();
  const heard: string[] = [];
  const reading = (async () => {
    for await (const look of environment.follow(over.signal)) {
      heard.push((look.ok && look.view?.observedAt) || 'nothing');
    }
  })();
  return {
    heard,
    async leave() {
      over.abort();
      await reading;
    },
  };
}

describe('an environment that somebody looks at', () => {
  it('is looked at once for all of them, and again when something changed', async () => {
    const { environment, seen, change } = live();
    const readers = [reader(environment), reader(environment)];
    await until(() => readers.every(({ heard }) => heard.length === 1));
    expect(seen).toMatchObject({ looks: 1, watches: 1, told: [true] });
    // However much happens at once.
    for (let count = 0; count < 100; count++) change();
    await until(() => readers.every(({ heard }) => heard.length === 2));
    const late = reader(environment);
    await until(() => late.heard.length === 1);
    expect(late.heard).toEqual(['look 2']);
    expect(seen).toMatchObject({ looks: 2, watches: 1 });
    await Promise.all([...readers, late].map(each => each.leave()));
  }, 20_000);

  it('is not looked at between two changes', async () => {
    const { environment, seen } = live();
    const { leave } = reader(environment);
    await until(() => seen.watches === 1);
    await pause(1_500);
    expect(seen.looks).toBe(1);
    await leave();
  });

  it('is looked at again and again where nobody may watch, without asking each time', async () => {
    const { environment, seen } = live(() =>
      Promise.reject(new TargetError('forbidden', 'forbidden', false)),
    );
    const { heard, leave } = reader(environment);
    await until(() => heard.length === 3);
    expect(seen).toMatchObject({ watches: 1, told: [true, false] });
    await leave();
  }, 30_000);

  describe('that nobody looks at any more', () => {
    beforeEach(() => jest.useFakeTimers({ doNotFake: ['performance'] }));
    afterEach(() => jest.useRealTimers());

    it('is watched a little longer, then no more', async () => {
      const { environment, seen } = live();
      const first = reader(environment);
      await jest.advanceTimersByTimeAsync(10);
      await first.leave();
      await jest.advanceTimersByTimeAsync(10_000);
      const back = reader(environment);
      await jest.advanceTimersByTimeAsync(10);
      expect(back.heard).toEqual(['look 1']);
      await back.leave();
      await jest.advanceTimersByTimeAsync(14_000);
      expect(seen.ended).toBe(0);
      await jest.advanceTimersByTimeAsync(2_000);
      expect(seen.ended).toBe(1);
      await jest.advanceTimersByTimeAsync(120_000);
      expect(seen).toMatchObject({ looks: 1, watches: 1, told: [true, false] });
    });
  });
});
