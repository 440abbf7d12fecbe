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
    await slots.take();
    const said: string[] = [];
    const back = slots
      .without(() => slots.take())
      .then(() => said.push('waited'));
    const begins = slots.take().then(() => said.push('begins'));
    // It has waited, and there is no slot yet.
    await new Promise(resolve => setImmediate(resolve));
    slots.giveBack();
    await back;
    expect(said).toEqual(['waited']);
    slots.giveBack();
    await begins;
  });

  it('apply the first waves of all before the later ones of any', async () => {
    const slots = new Slots(1);
    const said: string[] = [];
    await schedule([...steps, { address: 'd', needs: ['a'] }], {
      slots,
      run: async ({ address }) => {
        for (const wave of [0, 1, 2]) {
          await slots.yield(wave);
          said.push(`${wave} ${address}`);
          await Promise.resolve();
        }
        return 'done';
      },
      skip: () => {},
      stopped: () => false,
    });
    const begun = said.filter(each => !each.endsWith('d'));
    expect(begun.map(([wave]) => wave).join('')).toBe('000111222');
    // What needs another one begins as soon as that is done.
    expect(said.indexOf('0 d')).toBe(said.indexOf('2 a') + 1);
  });
});
