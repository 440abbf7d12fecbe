import { Store } from '../store';
import { GroupedWrites } from './GroupedWrites';

/** A database of which each transaction is a list of what was written; it commits when it is told to. */
function database() {
  const committed: string[][] = [];
  const commits: (() => void)[] = [];
  let written: string[] = [];
  const writes = new GroupedWrites(async work => {
    const mine: string[] = [];
    written = mine;
    // None of these writes looks at it.
    const result = await work(Object.create(Store.prototype));
    await new Promise<void>(resolve => {
      commits.push(resolve);
    });
    committed.push(mine);
    return result;
  });
  return {
    committed,
    write: (text: string, error?: Error) =>
      writes.write(async () => {
        if (error) throw error;
        written.push(text);
        return text.length;
      }),
    async commit() {
      while (commits.length === 0) {
        await new Promise(resolve => setImmediate(resolve));
      }
      commits.shift()?.();
    },
  };
}

describe('writes of one run', () => {
  it('share a transaction where they come while one is under way, in their order', async () => {
    const { write, commit, committed } = database();
    const first = write('a');
    const others = [write('bb'), write('ccc'), write('dddd')];
    await commit();
    expect(await first).toBe(1);
    await commit();
    expect(await Promise.all(others)).toEqual([2, 3, 4]);
    expect(committed).toEqual([['a'], ['bb', 'ccc', 'dddd']]);
  });

  it('are told of only when they are committed', async () => {
    const { write, commit } = database();
    let isTold = false;
    const told = write('a').then(() => {
      isTold = true;
    });
    await new Promise(resolve => setImmediate(resolve));
    expect(isTold).toBe(false);
    await commit();
    await told;
    expect(isTold).toBe(true);
  });

  it('are made one by one where one of them fails: the others lose nothing, and it has its own error', async () => {
    const { write, commit, committed } = database();
    const ends = Promise.allSettled([
      write('a'),
      write('b'),
      write('c', new Error('somebody else has it')),
      write('d'),
    ]);
    for (let n = 0; n < 3; n += 1) {
      await commit();
    }
    expect((await ends).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect((await ends)[2]).toMatchObject({
      reason: { message: 'somebody else has it' },
    });
    expect(committed).toEqual([['a'], ['b'], ['d']]);
  });

  it('go on after one that failed by itself', async () => {
    const { write, commit, committed } = database();
    await expect(write('a', new Error('no'))).rejects.toThrow('no');
    const next = write('b');
    await commit();
    await next;
    expect(committed).toEqual([['b']]);
  });
});
