import fc from 'fast-check';
import { anyBroken } from './__testUtils__/fuzz/anyBroken';
import { throughTheChain } from './__testUtils__/fuzz/chain';
import { exampleHome, worldHome } from './__testUtils__/fuzz/Home';

/** `yarn workspace @tutti/engine fuzz` does the same a hundred thousand times. */
const RUNS = 200;
const SEED = 20251121;

it('what somebody has broken gives a plan or problems, in time, without a secret', async () => {
  const ends = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyBroken([exampleHome(), worldHome(1)]), async broken => {
      const { end, promises } = await throughTheChain(broken);
      ends.add(`${broken.kind} ${end}`);
      expect(promises).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect([...ends].sort()).toEqual([
    'platform not planned',
    'platform planned',
    'platform refused',
    'score not planned',
    'score planned',
    'score refused',
  ]);
}, 60_000);
