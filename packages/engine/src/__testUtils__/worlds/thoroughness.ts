/**
 * How many times as many worlds as usual: `TUTTI_THOROUGH=50 yarn test properties` looks at fifty
 * times as many, and at others than usual.
 */
const thoroughness = Number(process.env.TUTTI_THOROUGH ?? 1);

/** For fast-check: the same worlds every time, unless somebody wants more of them. */
export function runs(usual: number) {
  return {
    numRuns: usual * thoroughness,
    seed: thoroughness > 1 ? Date.now() % 2 ** 31 : 20251121,
    // A smaller world that fails too takes minutes to find; the first one has a seed.
    endOnFailure: true,
  };
}

/** Milliseconds that so many runs may take on a busy machine. */
export const PATIENCE = 60_000 * Math.max(1, thoroughness);
