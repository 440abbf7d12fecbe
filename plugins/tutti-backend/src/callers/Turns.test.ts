import { Turns } from './Turns';

const MARIA = 'user:default/maria';
const EVE = 'user:default/eve';

it('between two pieces of work everything else has its turn', async () => {
  const turns = new Turns();
  const told: string[] = [];
  let isOver = false;
  const others = () => {
    told.push('others');
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  await Promise.all(
    [1, 2, 3].map(async () => {
      await turns.take(EVE);
      told.push('work');
    }),
  );
  isOver = true;
  expect(told.join(' ')).toMatch(
    /^others work (others ){8}work (others ){8}work$/,
  );
});

it('who asks for much waits behind who asks for little', async () => {
  const turns = new Turns();
  const told: string[] = [];
  const take = async (who: string, what: string) => {
    await turns.take(who);
    told.push(what);
  };
  await Promise.all([
    ...[1, 2, 3, 4].map(n => take(EVE, `eve ${n}`)),
    take(MARIA, 'maria'),
  ]);
  expect(told).toEqual(['eve 1', 'maria', 'eve 2', 'eve 3', 'eve 4']);
});
