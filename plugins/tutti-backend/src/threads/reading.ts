import { fail, Problem, Result } from '@tutti/engine';
import { EngineThreads, JobTooLarge } from './EngineThreads';
import { Jobs } from './jobs';

type ReadingJob =
  | 'readScore'
  | 'scoreSources'
  | 'readPlatform'
  | 'readAcceptedPlatform';

/** Reads files in a thread; what a thread may not do is a problem of the files. */
export async function readInThread<Name extends ReadingJob>(
  engine: Pick<EngineThreads, 'run'>,
  job: Name,
  ask: Jobs[Name]['ask'],
): Promise<Jobs[Name]['answer'] | Result<never>> {
  try {
    return await engine.run(job, ask);
  } catch (error) {
    if (!(error instanceof JobTooLarge)) {
      throw error;
    }
    return fail([tooLarge(error, 'file' in ask ? ask.file : undefined)]);
  }
}

/** Checks a Score text in a thread; what a thread may not do is a problem of the text. */
export async function checkInThread(
  engine: EngineThreads,
  ask: Jobs['checkScore']['ask'],
): Promise<Problem[]> {
  try {
    return await engine.run('checkScore', ask);
  } catch (error) {
    if (!(error instanceof JobTooLarge)) {
      throw error;
    }
    return [tooLarge(error, ask.request.file)];
  }
}

function tooLarge(error: JobTooLarge, file: string | undefined): Problem {
  return {
    severity: 'error',
    code: 'ReadingTooLarge',
    message: `Reading took too much. ${error.message}.`,
    hint: 'Ask for less in one file.',
    ...(file !== undefined && { file }),
  };
}
