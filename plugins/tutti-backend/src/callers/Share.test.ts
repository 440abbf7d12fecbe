import { Share } from './Share';

const MARIA = 'user:default/maria';
const EVE = 'user:default/eve';

describe('what one caller has under way', () => {
  const never = new AbortController().signal;
  const share = (waiting: number) =>
    new Share({ what: 'plans', atOnce: 2, waiting, retryAfterS: 1 });

  /** Things that go on until they are ended, in the order in which they began. */
  function begun() {
    const ends: (() => void)[] = [];
    return {
      ends,
      work: () => new Promise<void>(resolve => ends.push(resolve)),
    };
  }
  /** Until all that can go on has. */
  const settled = () => new Promise(resolve => setImmediate(resolve));

  it('is bounded, whatever others have', async () => {
    const { ends, work } = begun();
    const plans = share(5);
    const marias = [1, 2, 3].map(() => plans.take(MARIA, never, work));
    await settled();
    expect(ends).toHaveLength(2);
    const eves = plans.take(EVE, never, work);
    await settled();
    expect(ends).toHaveLength(3);
    ends[0]();
    await settled();
    expect(ends).toHaveLength(4);
    ends.forEach(end => end());
    await Promise.all([...marias, eves]);
  });

  it('is refused when the line is full, with the way out', async () => {
    const { ends, work } = begun();
    const plans = share(1);
    const taken = [1, 2, 3].map(() => plans.take(MARIA, never, work));
    await expect(plans.take(MARIA, never, work)).rejects.toMatchObject({
      statusCode: 429,
      retryAfterS: 1,
      message:
        'You have 2 plans under way and 1 waiting; one caller may have no more at once. Try again in 1 s.',
    });
    await settled();
    ends.forEach(end => end());
    await settled();
    ends.forEach(end => end());
    await Promise.all(taken);
  });

  it('that fails leaves its place, and who hung up takes none', async () => {
    const plans = share(5);
    const failing = [1, 2].map(() =>
      plans.take(MARIA, never, () => Promise.reject(new Error('no'))),
    );
    const hungUp = new AbortController();
    const waiting = plans.take(MARIA, hungUp.signal, async () => 'done');
    hungUp.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await Promise.all(
      failing.map(failed => expect(failed).rejects.toThrow('no')),
    );
    await expect(
      Promise.all([1, 2, 3].map(n => plans.take(MARIA, never, async () => n))),
    ).resolves.toEqual([1, 2, 3]);
  });
});
