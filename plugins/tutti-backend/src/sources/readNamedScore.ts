import {
  fail,
  hasErrors,
  nameProblems,
  Result,
  withPositions,
  Workload,
} from '@tutti/engine';
import { EngineThreads, Jobs, readInThread } from '../threads';

/** A Score text as the workload of this name: another `metadata.name` is an error of the text. */
export async function readNamedScore(
  engine: EngineThreads,
  name: string,
  ask: Jobs['readScore']['ask'],
): Promise<Result<Workload>> {
  const read = await readInThread(engine, 'readScore', ask);
  if (!read.ok) {
    return read;
  }
  const problems = [
    ...read.problems,
    ...withPositions(nameProblems(name, read.value), () => ask.text),
  ];
  return hasErrors(problems) ? fail(problems) : { ...read, problems };
}
