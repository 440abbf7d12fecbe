import { ObjectHealth, ObjectRef, TargetError } from '../model';
import { VirtualClock } from '../testing';
import { HealthRounds } from './HealthRounds';

const ref = (name: string): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'Pod',
  name,
});
const healthy = (asked: ObjectRef[]): ObjectHealth[] =>
  asked.map(each => ({ ref: each, status: 'healthy', message: 'ready' }));

describe('rounds of health', () => {
  const clock = new VirtualClock();
  const began = clock.now();

  function rounds(answer: (refs: ObjectRef[]) => ObjectHealth[]) {
    const asked: { at: number; names: string[] }[] = [];
    return {
      asked,
      health: new HealthRounds(
        {
          health: async refs => {
            asked.push({
              at: clock.now(),
              names: refs.map(({ name }) => name),
            });
            await clock.sleep(10);
            return answer(refs);
          },
        },
        {
          call: () => ({
            signal: new AbortController().signal,
            timeoutMs: 1_000,
          }),
          sleep: milliseconds => clock.sleep(milliseconds),
        },
        clock,
        1_000,
      ),
    };
  }

  it('ask for all who wait at once, each gets its own, and not before their time', async () => {
    const { health, asked } = rounds(healthy);
    const answers = await Promise.all(
      ['a', 'b', 'c'].map(name => health.ask([ref(name)])),
    );
    expect(answers.map(([{ ref: of }]) => of.name)).toEqual(['a', 'b', 'c']);
    await health.ask([ref('d')]);
    expect(asked).toEqual([
      { at: began, names: ['a', 'b', 'c'] },
      { at: began + 1_000, names: ['d'] },
    ]);
  });

  it('one that may not be asked about does not keep the others from their answer', async () => {
    const { health } = rounds(refs => {
      if (refs.some(({ name }) => name === 'secret')) {
        throw new TargetError('forbidden', 'forbidden', false);
      }
      return healthy(refs);
    });
    const all = await Promise.allSettled(
      ['b', 'secret', 'c'].map(name => health.ask([ref(name)])),
    );
    expect(all.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('an answer that did not come is nobody’s, and is not asked for one by one', async () => {
    const { health, asked } = rounds(() => {
      throw new TargetError('silent', 'unavailable', true);
    });
    const all = await Promise.allSettled(
      ['a', 'b', 'c'].map(name => health.ask([ref(name)])),
    );
    expect(all.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(asked).toHaveLength(1);
  });
});
