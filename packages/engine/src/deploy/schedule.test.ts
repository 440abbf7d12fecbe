import { schedule } from './schedule';
import { Slots } from './Slots';

const steps = ['a', 'b', 'c'].map(address => ({ address, needs: [] }));

describe('steps at once', () => {
  it('are no more than there are slots, and who only waits has none', async () => {
    const slots = new Slots(1);
    let working = 0;
    let most = 0;
    const said: string[] = [];
    let wake = () => {};
    const world = new Promise<void>(resolve => {
      wake = resolve;
    });
    await schedule(steps, {
      slots,
      run: async ({ address }) => {
        most = Math.max(most, ++working);
        said.push(`${address} applies`);
        await Promise.resolve();
        working--;
        await slots.without(async () => {
          // Nobody gets any further before all have come here.
          if (said.length === steps.length) wake();
          await world;
        });
        most = Math.max(most, ++working);
        await Promise.resolve();
        said.push(`${address} ends`);
        working--;
        return 'done';
      },
      skip: () => {},
      stopped: () => false,
    });
    expect(most).toBe(1);
    expect(said).toEqual([
      'a applies',
      'b applies',
      'c applies',
      ...['a ends', 'b ends', 'c ends'],
    ]);
  });

  it('who has waited comes before what is new', async () => {
    const slots = new Slots(1);
    slots.tryTake();
    const back = slots.without(async () => {
      slots.tryTake();
    });
    // It has waited, and there is no slot yet.
    await new Promise(resolve => setImmediate(resolve));
    slots.giveBack();
    expect(slots.tryTake()).toBe(false);
    await back;
  });
});
