import { EngineThreads } from '../threads';

/** One thread; who starts it stops it. */
export function startEngine(
  limits: Partial<{ memoryMb: number; computeMs: number }> = {},
): EngineThreads {
  return new EngineThreads({
    most: 1,
    memoryMb: 512,
    computeMs: 60_000,
    ...limits,
  });
}
